package org.gatehouse.api.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name by which a configuration selects a provider, such as {@code sentence} in {@code
 * gatehouse.gating.model = sentence}.
 *
 * <p>Every provider class carries it. It is read from the class file, so that plugins can be listed
 * without running any of their code. A name consists of lower-case letters, digits and hyphens, and
 * is also the name of the provider's section: {@code gatehouse.gating.<name>} or {@code
 * gatehouse.metagraph.<name>}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ProviderName {

  /** The name. */
  String value();
}
