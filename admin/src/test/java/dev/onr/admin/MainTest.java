package dev.onr.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir private Path directory;
  private Admin admin;

  @BeforeEach
  void start() {
    admin = new Admin(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version"})
  void versionAndBuildAreKnown(String argument) {
    Admin.Result result = admin.run(argument);
    assertThat(result.code()).isZero();
    assertThat(result.out().lines()).hasSize(5).first().asString().startsWith("open-next-router ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--help", "help"})
  void helpNamesTheCommands(String argument) {
    Admin.Result result = argument.isEmpty() ? admin.run() : admin.run(argument);
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Usage: onr-admin").contains("version").contains("crypto");
  }

  @Test
  void aGroupAloneExplainsItself() {
    Admin.Result result = admin.run("crypto");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("encrypt-keys").contains("gen-master-key");
  }

  @Test
  void aTypoIsAnErrorThatNamesWhatIsNear() {
    Admin.Result result = admin.run("crypto", "encrpt");
    assertThat(result.code()).isOne();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("error: ").contains("encrpt").contains("encrypt");
  }

  @Test
  void anUnknownFlagIsAnError() {
    Admin.Result result = admin.run("version", "--colour");
    assertThat(result.code()).isOne();
    assertThat(result.err())
        .startsWith("error: Unknown option: '--colour'")
        .contains("see: onr-admin version --help");
  }
}
