package org.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ContractDocumentTest {

  /** A rule, and what follows it up to the next rule or heading. */
  private static final Pattern RULE =
      Pattern.compile("(?m)^\\*\\*([A-Z]\\d+\\.\\d+)\\*\\* (.*)$((?:\\n(?!\\*\\*|#).*)*)");

  private static List<MatchResult> documented() throws IOException {
    String text = Files.readString(Path.of("..", "docs", "contract.md"));
    return RULE.matcher(text).results().toList();
  }

  /** Returns the rules of all classes of the kit, however deep they are nested. */
  private static List<Rule> tested() {
    List<Rule> rules = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.gatehouse.testkit")) {
      Arrays.stream(type.reflect().getDeclaredMethods())
          .map((Method method) -> method.getAnnotation(Rule.class))
          .filter(rule -> rule != null)
          .forEach(rules::add);
    }
    return rules;
  }

  @Test
  void theDocumentHasEveryRuleOfTheContractsWordForWordAndNoOther() throws IOException {
    assertThat(documented().stream().map(rule -> rule.group(1) + " " + rule.group(2)))
        .containsExactlyInAnyOrderElementsOf(
            tested().stream().map(rule -> rule.id() + " " + rule.says()).toList());
  }

  @Test
  void noTwoRulesHaveTheSameNumber() {
    assertThat(tested()).extracting(Rule::id).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void everyRuleIsExplained() throws IOException {
    assertThat(documented())
        .allSatisfy(
            rule -> assertThat(rule.group(3).strip()).as(rule.group(1)).hasSizeGreaterThan(40));
  }
}
