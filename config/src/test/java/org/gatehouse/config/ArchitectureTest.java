package org.gatehouse.config;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.gatehouse.config");

  @Test
  void ofGatehouseOnlyTheApiIsUsed() {
    assertThat(CLASSES).isNotEmpty();
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.gatehouse.api..",
            "org.gatehouse.config..",
            "com.google.inject..",
            "com.typesafe.config",
            "org.eclipse.aether..",
            "org.jspecify.annotations",
            "org.objectweb.asm..",
            "org.slf4j")
        .check(CLASSES);
  }

  @Test
  void onlyTheModuleKnowsGuice() {
    noClasses()
        .that()
        .doNotHaveSimpleName("GatehouseModule")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.inject..")
        .check(CLASSES);
  }

  @Test
  void onlyTheScanKnowsAsm() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.gatehouse.config.plugin.scan")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.objectweb.asm..")
        .check(CLASSES);
  }

  @Test
  void pluginsKnowNothingOfTheConfigurationAroundThem() {
    noClasses()
        .that()
        .resideInAPackage("org.gatehouse.config.plugin..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.gatehouse.config")
        .check(CLASSES);
  }
}
