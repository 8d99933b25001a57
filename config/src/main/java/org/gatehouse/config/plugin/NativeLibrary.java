package org.gatehouse.config.plugin;

/**
 * A native library in a plugin's jar.
 *
 * @param where the jar and the entry: {@code a.jar!/linux/libx.so}
 * @param sha256 of its content, in lower-case hexadecimal digits
 */
public record NativeLibrary(String where, String sha256) {}
