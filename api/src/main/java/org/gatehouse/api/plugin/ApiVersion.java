package org.gatehouse.api.plugin;

/**
 * The version of the interfaces in this artifact, which a plugin's {@code Gatehouse-Api-Version}
 * has to include.
 *
 * <p>The first number changes when a plugin may have to be changed, the second when something was
 * added.
 */
public final class ApiVersion {

  private ApiVersion() {}

  /** Returns the version, such as {@code 1.0}. */
  public static String current() {
    return "1.0";
  }
}
