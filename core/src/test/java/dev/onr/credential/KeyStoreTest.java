package dev.onr.credential;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.onr.CaseFile;
import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.CaseInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a keys.yaml and an environment amount to. */
class KeyStoreTest {
  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests("keys", each -> assertThat(outcome(each)).isEqualTo(each.section("out")));
  }

  static String outcome(CaseFile each) {
    return CaseInput.outcome(
        () ->
            dump(
                KeyStore.load(
                    new SourceFile("keys.yaml", each.section("yaml")),
                    CaseInput.environment(each))));
  }

  private static String dump(KeyStore keys) {
    List<String> lines = new ArrayList<>();
    for (String provider : keys.providers()) {
      for (UpstreamKey key : keys.upstreamKeys(provider)) {
        StringBuilder line = new StringBuilder(provider);
        append(line, "name", key.name());
        append(line, "value", key.value().reveal());
        append(line, "base_url", key.baseUrlOverride());
        append(line, "credential_file", key.credentialFile());
        append(line, "location", key.location());
        append(line, "aws_id", key.awsAccessKeyId());
        append(line, "aws_secret", key.awsSecretAccessKey().reveal());
        append(line, "aws_token", key.awsSessionToken().reveal());
        append(line, "aws_region", key.awsRegion());
        lines.add(line.toString());
      }
    }
    for (AccessKey key : keys.accessKeys()) {
      StringBuilder line = new StringBuilder("access");
      append(line, "name", key.name());
      append(line, "value", key.value().reveal());
      append(line, "comment", key.comment());
      lines.add(line.toString());
    }
    if (!keys.warnings().isEmpty()) {
      lines.add(CaseInput.print(keys.warnings()));
    }
    return String.join("\n", lines);
  }

  private static void append(StringBuilder line, String name, String value) {
    if (!value.isEmpty()) {
      line.append(' ').append(name).append("=[").append(value).append(']');
    }
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    Path file = folder.resolve("keys.yaml");
    assertThatThrownBy(() -> KeyStore.read(file, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(file + ": error[file.unreadable]: can't read: no such file");
  }

  @Test
  void aFileThatIsNotTextIsNamed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("keys.yaml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff});
    assertThatThrownBy(() -> KeyStore.read(file, Map.of()))
        .hasMessage(file + ": error[file.unreadable]: can't read: it isn't text in UTF-8");
  }

  @Test
  void aByteOrderMarkIsSkipped(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("keys.yaml");
    Files.writeString(file, "\ufeffaccess_keys: [{value: ak}]");
    assertThat(KeyStore.read(file, Map.of()).accessKeys()).hasSize(1);
  }

  @Test
  void noDiagnosticCanShowASecretOfTheFile() {
    String yaml =
        """
        providers:
          acme:
            keys:
              - name: [a]
                value: sk-secret-1
              - {value: sk-secret-2, name: [b], aws_secret_access_key: sk-secret-3}
              - value: "sk-secret-4
        """;
    for (String text : List.of(yaml, yaml.replace("\"sk-secret-4", "sk-secret-4"))) {
      assertThatThrownBy(() -> KeyStore.load(new SourceFile("keys.yaml", text), Map.of()))
          .isInstanceOfSatisfying(
              ConfigurationException.class,
              e -> {
                assertThat(e.diagnostics()).isNotEmpty();
                for (Diagnostic each : e.diagnostics()) {
                  assertThat(each.place().orElseThrow().file().text()).doesNotContain("secret-");
                  assertThat(each.headline()).doesNotContain("secret-");
                }
              });
    }
  }

  @Test
  void aProviderIsFoundWhateverTheCase() {
    KeyStore keys =
        KeyStore.load(
            new SourceFile("keys.yaml", "providers: {Acme: {keys: [{value: a}]}}"), Map.of());
    assertThat(keys.upstreamKeys(" ACME ")).hasSize(1);
    assertThat(keys.upstreamKeys("other")).isEmpty();
  }

  /** Reads a keys.yaml whose only key names this credential file, and tells what it warns of. */
  private static List<String> warningsOf(Path directory, String credentialFile) throws Exception {
    Path keys = directory.resolve("keys.yaml");
    Files.writeString(
        keys,
        "providers: {vertex: {keys: [{name: main, credential_file: \"%s\"}]}}\n"
            .formatted(credentialFile));
    return KeyStore.read(keys, Map.of()).warnings().stream().map(Diagnostic::message).toList();
  }

  @Test
  void aCredentialFileThatOthersCanReadIsWarnedOf(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("account.json");
    Files.writeString(file, "{\"project_id\":\"p\"}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(warningsOf(directory, file.toString())).isEmpty();

    for (String open : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
      assertThat(warningsOf(directory, file.toString()))
          .containsExactly(
              "credential_file %s of provider vertex, entry main, can be read or written by other"
                      .formatted(file)
                  + " users; chmod 600 keeps it to its owner");
    }
  }

  @Test
  void aCredentialFileThatIsNoneIsWarnedOf(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("account.json");
    String which = "credential_file %s of provider vertex, entry main, ".formatted(file);
    assertThat(warningsOf(directory, file.toString())).containsExactly(which + "does not exist");
    Files.writeString(file, "secret");
    assertThat(warningsOf(directory, file.toString()))
        .containsExactly(which + "can't be used: credential file is not valid JSON");
    assertThat(warningsOf(directory, directory.toString()))
        .singleElement(as(STRING))
        .endsWith("can't be read");
  }
}
