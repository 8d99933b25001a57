package org.gatehouse.testkit.reference;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gatehouse.testkit.Rule;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The outcome of a contract that the JUnit platform ran: by rule, what failed and was skipped. */
final class RuleResults implements TestExecutionListener {

  private final Map<String, String> failed = new TreeMap<>();
  private final Map<String, String> skipped = new TreeMap<>();
  private final Set<String> passed = new TreeSet<>();

  private RuleResults() {}

  static RuleResults of(DiscoverySelector contract) {
    RuleResults results = new RuleResults();
    LauncherFactory.create()
        .execute(LauncherDiscoveryRequestBuilder.request().selectors(contract).build(), results);
    return results;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String rule =
        test.getSource()
            .filter(MethodSource.class::isInstance)
            .map(source -> ((MethodSource) source).getJavaMethod().getAnnotation(Rule.class).id())
            .orElse(test.getDisplayName());
    String reason = result.getThrowable().map(Throwable::getMessage).orElse("");
    switch (result.getStatus()) {
      case FAILED -> failed.put(rule, reason);
      case ABORTED -> skipped.put(rule, reason);
      case SUCCESSFUL -> {
        if (test.isTest()) {
          passed.add(rule);
        }
      }
    }
  }

  /** Returns the numbers of the rules that failed. */
  Set<String> failed() {
    return failed.keySet();
  }

  /** Returns the reasons of the skipped rules, by number. */
  Map<String, String> skipped() {
    return skipped;
  }

  /** Returns the numbers of the rules that passed. */
  Set<String> passed() {
    return passed;
  }

  /** Returns what the failures say, a line or more for each. */
  String failures() {
    StringBuilder lines = new StringBuilder();
    failed.forEach((rule, reason) -> lines.append(rule).append(": ").append(reason).append('\n'));
    return lines.toString();
  }
}
