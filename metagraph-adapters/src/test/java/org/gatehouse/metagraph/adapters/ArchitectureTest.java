package org.gatehouse.metagraph.adapters;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String ROOT = "org.gatehouse.metagraph.adapters";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void theAdaptersStandOnTheApiAndTheFormatsOnly() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.gatehouse..")
                .and(
                    not(
                        resideInAnyPackage(
                            "org.gatehouse.api..",
                            "org.gatehouse.formats..",
                            "org.gatehouse.metagraph.adapters.."))))
        .check(classes);
  }

  @Test
  void noRoomDependsOnOneThatDependsOnIt() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void bytesKnowNoNodesAndNodesKnowNoBytes() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".subtensor.scale")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".subtensor.scale"))))
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".subtensor.rpc")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".subtensor.rpc"))))
        .check(classes);
  }
}
