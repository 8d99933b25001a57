package org.gatehouse.config.plugin.scan;

import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.eclipse.aether.version.VersionConstraint;
import org.gatehouse.api.plugin.ApiVersion;

/** Compares the versions of the API that a plugin was written for with the one at hand. */
final class ApiVersions {

  private static final String EXAMPLE =
      "write a range, such as [1,2) for every version from 1 on and before 2";

  private ApiVersions() {}

  static void check(String range, String where, Findings findings) {
    if (range.isEmpty()) {
      findings.add(where, "expected " + PluginManifest.API_VERSION + ", found none", EXAMPLE);
      return;
    }
    try {
      GenericVersionScheme scheme = new GenericVersionScheme();
      VersionConstraint constraint = scheme.parseVersionConstraint(range);
      if (constraint.getRange() == null) {
        reject(range, "a single version", where, findings);
      } else if (!constraint.containsVersion(scheme.parseVersion(ApiVersion.current()))) {
        findings.add(
            where,
            "the plugin was written for version "
                + range
                + " of the Gatehouse API, and this host has version "
                + ApiVersion.current(),
            "use a version of the plugin for " + ApiVersion.current() + ", or another Gatehouse");
      }
    } catch (InvalidVersionSpecificationException e) {
      reject(range, "not a range", where, findings);
    }
  }

  private static void reject(String range, String what, String where, Findings findings) {
    findings.add(
        where,
        "expected a range of versions as "
            + PluginManifest.API_VERSION
            + ", found \""
            + range
            + "\", which is "
            + what,
        EXAMPLE);
  }
}
