package org.gatehouse.testkit;

import org.gatehouse.api.gating.UnsupportedCapabilityException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Skips a rule that cannot be tested because the gate lacks what it declares, so that one false
 * claim is one failure: that of G11.2.
 */
final class FalseClaims implements TestExecutionExceptionHandler {

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    if (failure instanceof UnsupportedCapabilityException refused
        && context.getRequiredTestInstance() instanceof GateRules rules
        && !rules.works(refused.capability())) {
      throw new TestAbortedException(
          "declares " + refused.capability() + " but lacks it: see G11.2", failure);
    }
    throw failure;
  }
}
