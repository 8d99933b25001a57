package org.gatehouse.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void theKitStandsOnTheApiAndOnWhatTestsAreMadeOf() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "com.typesafe.config",
            "org.assertj.core..",
            "org.gatehouse.api..",
            "org.gatehouse.testkit..",
            "org.jspecify.annotations",
            "org.junit.jupiter.api..",
            "org.opentest4j")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.gatehouse.testkit"));
  }
}
