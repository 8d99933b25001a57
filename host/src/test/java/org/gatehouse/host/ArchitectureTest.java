package org.gatehouse.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.gatehouse.host");

  @Test
  void gatesAndSourcesAreFoundByNameOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.gatehouse.gating..", "org.gatehouse.metagraph..")
        .check(CLASSES);
  }

  @Test
  void onlyCommandsAboutTheEngineKnowIt() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.gatehouse.host.doctor", "org.gatehouse.host.encode", "org.gatehouse.host.export")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.gatehouse.engine..", "org.tensorflow..")
        .check(CLASSES);
  }

  @Test
  void featuresDoNotDependOnEachOtherInCircles() {
    slices().matching("org.gatehouse.host.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyMainTouchesTheStreamsOfTheProcess() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Main")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }
}
