package org.gatehouse.gating.bandit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void theGateStandsOnTheApiAndTheEngineOnly() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.gatehouse..")
                .and(
                    not(
                        resideInAnyPackage(
                            "org.gatehouse.api..",
                            "org.gatehouse.engine..",
                            "org.gatehouse.gating.bandit.."))))
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.gatehouse.gating.bandit"));
  }
}
