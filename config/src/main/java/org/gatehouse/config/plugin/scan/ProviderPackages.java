package org.gatehouse.config.plugin.scan;

import java.util.Set;

/**
 * The packages of a plugin's providers, with their sub-packages: what its author wrote, in contrast
 * to the libraries in its jars.
 *
 * @param packages internal names; the empty one stands for itself alone
 */
record ProviderPackages(Set<String> packages) {

  static String packageOf(String internalName) {
    return internalName.substring(0, Math.max(0, internalName.lastIndexOf('/')));
  }

  /** Returns whether a class is in one of them, by its internal name. */
  boolean contain(String internalName) {
    String name = packageOf(internalName);
    return packages.stream()
        .anyMatch(one -> name.equals(one) || (!one.isEmpty() && name.startsWith(one + "/")));
  }
}
