package dev.onr;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of DESIGN.md. */
class ArchitectureTest {
  private static JavaClasses core;

  @BeforeAll
  static void read() {
    core =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.onr");
  }

  @Test
  void syntaxKnowsNothingOfMeaning() {
    noClasses()
        .that()
        .resideInAPackage("..config.syntax..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..config.language..", "..config.plan..", "..steps..")
        .check(core);
  }

  @Test
  void languageKnowsNothingOfPlans() {
    noClasses()
        .that()
        .resideInAPackage("..config.language..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..config.plan..")
        .check(core);
  }

  @Test
  void whatRunsRequestsKnowsNothingOfConfiguration() {
    noClasses()
        .that()
        .resideInAnyPackage("..json..", "..sse..", "..steps..", "dev.onr.usage..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.onr.config..")
        .check(core);
  }

  @Test
  void packagesFormNoCircles() {
    slices().matching("dev.onr.(**)").should().beFreeOfCycles().check(core);
  }

  @Test
  void everyPackageIsNamedForWhatItHolds() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..misc..")
        .check(core);
  }

  @Test
  void theCoreHasNoSocketsAndNoClockOfItsOwn() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "io.vertx..", "io.netty..")
        .check(core);
    noClasses()
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "getenv")
        .check(core);
  }
}
