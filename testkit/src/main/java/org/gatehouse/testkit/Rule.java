package org.gatehouse.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of one numbered rule of a contract; {@code docs/contract.md} has a paragraph on each. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
@ExtendWith(RuleFailures.class)
public @interface Rule {

  /** The number, such as {@code G3.2}: a letter for the contract, the topic, the rule. */
  String id();

  /** The rule as a sentence. */
  String says();
}
