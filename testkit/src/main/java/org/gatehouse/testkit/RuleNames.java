package org.gatehouse.testkit;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Shows each test as the number and the sentence of its rule. */
public final class RuleNames extends DisplayNameGenerator.Standard {

  /** Creates the generator. */
  public RuleNames() {}

  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosing, Class<?> testClass, Method method) {
    Rule rule = method.getAnnotation(Rule.class);
    return rule == null
        ? super.generateDisplayNameForMethod(enclosing, testClass, method)
        : rule.id() + " " + rule.says();
  }
}
