package org.gatehouse.config.plugin;

/**
 * A provider that a plugin brings along.
 *
 * @param name its {@code @ProviderName}
 * @param className the binary name of its class
 */
public record Provided(ProviderKind<?> kind, String name, String className) {}
