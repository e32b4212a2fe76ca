package dev.onr.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "ZSH"})
  void theScriptIsOneThatBashCanRun(String shell) throws Exception {
    Admin admin = new Admin(directory);
    Admin.Result result = admin.run("completion", shell);
    assertThat(result.code()).isZero();
    Path script = admin.write("completion.sh", result.out());
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source \"$1\" && COMP_WORDS=(onr-admin crypto enc) COMP_CWORD=2"
                    + " && _complete_onr-admin && printf '%s\\n' \"${COMPREPLY[@]}\"",
                "bash",
                script.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(output).isZero();
    assertThat(output.lines()).containsExactlyInAnyOrder("encrypt", "encrypt-keys");
  }

  @Test
  void anotherShellIsRefused() {
    Admin.Result result = new Admin(directory).run("completion", "csh");
    assertThat(result.code()).isOne();
    assertThat(result.err()).isEqualTo("error: no completion for \"csh\" (expect: bash|zsh)\n");
  }
}
