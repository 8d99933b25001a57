package org.gatehouse.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Puts the number and the sentence of a rule before what is wrong: not every tool shows names. */
final class RuleFailures implements TestExecutionExceptionHandler {

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Rule rule = context.getRequiredTestMethod().getAnnotation(Rule.class);
    if (failure instanceof AssertionError && rule != null) {
      AssertionError named =
          new AssertionError(
              rule.id() + " " + rule.says() + System.lineSeparator() + failure.getMessage(),
              failure.getCause());
      named.setStackTrace(failure.getStackTrace());
      throw named;
    }
    throw failure;
  }
}
