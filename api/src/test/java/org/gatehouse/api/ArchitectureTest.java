package org.gatehouse.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses API =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.gatehouse.api");

  @Test
  void theApiKnowsOnlyTheJdkJspecifyAndTypesafeConfig() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.jspecify.annotations", "com.typesafe.config", "org.gatehouse.api..")
        .check(API);
  }

  @Test
  void valueTypesKnowNothingOfGates() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.gatehouse.api.metagraph", "org.gatehouse.api.config", "org.gatehouse.api.plugin")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.gatehouse.api.gating", "org.gatehouse.api.selection")
        .check(API);
  }
}
