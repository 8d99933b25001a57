package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs contracts on things that are broken on purpose, and compares what fails with what should.
 */
final class ContractRun implements TestExecutionListener {

  private final ConcurrentMap<String, ConcurrentMap<String, TestExecutionResult>> results =
      new ConcurrentHashMap<>();

  private ContractRun() {}

  /**
   * Runs all the contract classes inside some classes that say what they break.
   *
   * @param threads how many rules are tested at once
   */
  static Stream<DynamicTest> of(int threads, Class<?>... holders) {
    List<Class<?>> contracts =
        Arrays.stream(holders)
            .flatMap(holder -> Arrays.stream(holder.getDeclaredClasses()))
            .filter(type -> type.isAnnotationPresent(Breaks.class))
            .sorted(Comparator.comparing(Class::getSimpleName))
            .collect(Collectors.toList());
    ContractRun run = new ContractRun();
    LauncherFactory.create(
            LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build())
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(contracts.stream().map(type -> selectClass(type)).toList())
                .configurationParameter(
                    "junit.jupiter.execution.parallel.enabled", String.valueOf(threads > 1))
                .configurationParameter(
                    "junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter(
                    "junit.jupiter.execution.parallel.config.fixed.parallelism",
                    String.valueOf(threads))
                .build(),
            run);
    return Stream.concat(
        contracts.stream()
            .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> run.compare(type))),
        Stream.of(
            DynamicTest.dynamicTest(
                "every rule is broken by something", () -> run.compareRules(contracts))));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.getSource().orElse(null) instanceof MethodSource method) {
      Rule rule = method.getJavaMethod().getAnnotation(Rule.class);
      UniqueId.Segment contract = test.getUniqueIdObject().getSegments().get(1);
      results
          .computeIfAbsent(contract.getValue(), name -> new ConcurrentSkipListMap<>())
          .put(rule.id(), result);
    }
  }

  private void compare(Class<?> contract) {
    ConcurrentMap<String, TestExecutionResult> all = results.get(contract.getName());
    String[] expected = contract.getAnnotation(Breaks.class).value();
    Set<String> failed = with(TestExecutionResult.Status.FAILED, all);
    assertThat(failed)
        .as(
            () ->
                failed.stream()
                    .map(id -> "\n" + id + ": " + all.get(id).getThrowable().orElseThrow())
                    .collect(Collectors.joining()))
        .containsExactlyInAnyOrder(expected);
    if (expected.length == 0) {
      assertThat(with(TestExecutionResult.Status.ABORTED, all)).isEmpty();
    }
  }

  private void compareRules(List<Class<?>> contracts) {
    Set<String> broken = new TreeSet<>();
    Set<String> rules = new TreeSet<>();
    for (Class<?> contract : contracts) {
      broken.addAll(List.of(contract.getAnnotation(Breaks.class).value()));
      rules.addAll(results.get(contract.getName()).keySet());
    }
    assertThat(broken).isEqualTo(rules);
  }

  private static Set<String> with(
      TestExecutionResult.Status status, ConcurrentMap<String, TestExecutionResult> all) {
    return all.entrySet().stream()
        .filter(entry -> entry.getValue().getStatus() == status)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
