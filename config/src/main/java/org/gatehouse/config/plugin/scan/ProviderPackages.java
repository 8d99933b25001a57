package org.gatehouse.config.plugin.scan;

import java.util.Arrays;
import java.util.Set;

/**
 * The packages of a plugin's providers, with their sub-packages: what its author wrote, in contrast
 * to the libraries in its jars. Libraries that were moved beneath them remain libraries, if the
 * name of a package in between says so.
 *
 * @param packages internal names; the empty one stands for itself alone
 */
record ProviderPackages(Set<String> packages) {

  private static final Set<String> MOVED =
      Set.of("shaded", "shade", "relocated", "repackaged", "vendor", "vendored");

  static String packageOf(String internalName) {
    return internalName.substring(0, Math.max(0, internalName.lastIndexOf('/')));
  }

  /** Returns whether a class is in one of them, by its internal name. */
  boolean contain(String internalName) {
    String name = packageOf(internalName);
    return packages.stream().anyMatch(one -> name.equals(one) || isBeneath(one, name));
  }

  private static boolean isBeneath(String one, String name) {
    return !one.isEmpty()
        && name.startsWith(one + "/")
        && Arrays.stream(name.substring(one.length() + 1).split("/")).noneMatch(MOVED::contains);
  }
}
