package dev.onr.admin.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.admin.Admin;
import dev.onr.credential.KeyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptKeysTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Pattern SEALED = Pattern.compile("\"ENC\\[v1:aesgcm:[A-Za-z0-9+/=]+]\"");
  private static final String FILE =
      """
      # our keys
      providers:
        openai:
          keys:
            - name: main   # the first
              value: sk-one
            - {name: spare, value: 'sk-two', base_url_override: "https://x"}
            - name: empty
              value: ""
        aws-bedrock:
          keys:
            - aws_access_key_id: AKIA
              aws_secret_access_key: &aws very-secret
              aws_session_token: *aws
              aws_region: us-east-1

      access_keys:
        - name: a
          value: "ak-1"      # keep me
          comment: value: is not one
      """
          .replace("comment: value: is not one", "comment: 'value: is not one'");

  @TempDir private Path directory;
  private Admin admin;

  @BeforeEach
  void start() {
    admin = new Admin(directory).with("ONR_MASTER_KEY", KEY);
    admin.write("keys.yaml", FILE);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void onlyTheSecretsChange() {
    Admin.Result result = admin.run("crypto", "encrypt-keys");
    assertThat(result)
        .isEqualTo(new Admin.Result(0, "encrypt-keys: encrypted 4 value(s) in keys.yaml\n", ""));
    assertThat(SEALED.matcher(admin.read("keys.yaml")).replaceAll("SEALED"))
        .isEqualTo(
            FILE.replace("sk-one", "SEALED")
                .replace("'sk-two'", "SEALED")
                .replace("very-secret", "SEALED")
                .replace("\"ak-1\"", "SEALED"));
    KeyStore keys = KeyStore.read(directory.resolve("keys.yaml"), Map.of("ONR_MASTER_KEY", KEY));
    assertThat(keys.upstreamKeys("openai"))
        .extracting(key -> key.value().reveal())
        .containsExactly("sk-one", "sk-two");
    assertThat(keys.upstreamKeys("aws-bedrock").getFirst().awsSessionToken().reveal())
        .isEqualTo("very-secret");
  }

  @Test
  void aSecondRunFindsNothing() {
    admin.run("crypto", "encrypt-keys");
    assertThat(admin.run("crypto", "encrypt-keys").out())
        .isEqualTo("encrypt-keys: no plaintext value found\n");
  }

  @Test
  void theBackupIsEncryptedToo() throws IOException {
    admin.run("crypto", "encrypt-keys");
    assertThat(files()).containsExactly("keys.yaml", "keys.yaml.bak.20260301-093000");
    String backup = admin.read("keys.yaml.bak.20260301-093000");
    assertThat(backup).startsWith("ENC[").doesNotContain("sk-one");
    assertThat(admin.typing(backup).run("crypto", "decrypt").out().strip()).isEqualTo(FILE.strip());
  }

  @Test
  void withoutABackupNothingElseIsLeft() throws IOException {
    admin.run("crypto", "encrypt-keys", "--backup=false");
    assertThat(files()).containsExactly("keys.yaml");
  }

  @Test
  void theModeOfTheFileStays() throws IOException {
    Path file = directory.resolve("keys.yaml");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    admin.run("crypto", "encrypt-keys");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("keys.yaml.bak.20260301-093000"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Files.move(directory.resolve("keys.yaml"), directory.resolve("real.yaml"));
    Files.createSymbolicLink(directory.resolve("keys.yaml"), Path.of("real.yaml"));
    admin.run("crypto", "encrypt-keys");
    assertThat(directory.resolve("keys.yaml")).isSymbolicLink();
    assertThat(admin.read("real.yaml")).contains("ENC[").doesNotContain("sk-one");
  }

  @Test
  void aDryRunCountsAndChangesNothing() throws IOException {
    assertThat(admin.run("crypto", "encrypt-keys", "--dry-run").out())
        .isEqualTo("encrypt-keys: 4 value(s) would be encrypted (dry-run)\n");
    assertThat(admin.read("keys.yaml")).isEqualTo(FILE);
    assertThat(files()).containsExactly("keys.yaml");
  }

  @Test
  void programsGetJson() {
    assertThat(admin.run("crypto", "encrypt-keys", "--json").out())
        .isEqualTo("{\n  \"file\": \"keys.yaml\",\n  \"values\": 4,\n  \"written\": true\n}\n");
  }

  @Test
  void aMissingFileHoldsNothing() {
    assertThat(admin.run("crypto", "encrypt-keys", "--keys", "none.yaml"))
        .isEqualTo(new Admin.Result(0, "encrypt-keys: no plaintext value found\n", ""));
  }

  @Test
  void aTextOfSeveralLinesIsReplacedToo() {
    admin.write(
        "keys.yaml",
        "access_keys:\n"
            + "  - value: |\n"
            + "      ak-\n"
            + "    name: a\n"
            + "  - value: >-\n"
            + "      one\n"
            + "      two\n");
    assertThat(admin.run("crypto", "encrypt-keys").code()).isZero();
    assertThat(SEALED.matcher(admin.read("keys.yaml")).replaceAll("SEALED"))
        .isEqualTo("access_keys:\n  - value: SEALED\n    name: a\n  - value: SEALED\n");
  }

  @Test
  void withoutAMasterKeyTheFileStays() {
    admin.with("ONR_MASTER_KEY", "");
    Admin.Result result = admin.run("crypto", "encrypt-keys");
    assertThat(result.code()).isOne();
    assertThat(result.err()).startsWith("error: encrypt value failed: ONR_MASTER_KEY is required");
    assertThat(admin.read("keys.yaml")).isEqualTo(FILE);
  }

  @Test
  void aBrokenFileIsNamedWithoutItsSecrets() {
    admin.write("keys.yaml", "access_keys:\n  value: ak-secret\n");
    Admin.Result result = admin.run("crypto", "encrypt-keys");
    assertThat(result.code()).isOne();
    assertThat(result.err())
        .startsWith("error: load keys: ")
        .contains("keys.yaml:2:")
        .contains("access_keys must be a list")
        .doesNotContain("ak-secret");
  }

  @Test
  void aBrokenConfigurationIsNoReasonToGuess() {
    admin.write("onr.yaml", "keys: [");
    Admin.Result result = admin.run("crypto", "encrypt-keys");
    assertThat(result.code()).isOne();
    assertThat(result.err()).startsWith("error: load config onr.yaml failed: ");
    assertThat(admin.run("crypto", "encrypt-keys", "--config", "other.yaml").err())
        .isEqualTo("error: load config other.yaml failed: no such file\n");
  }
}
