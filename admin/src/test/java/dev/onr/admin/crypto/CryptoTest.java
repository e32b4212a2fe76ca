package dev.onr.admin.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.admin.Admin;
import dev.onr.admin.shell.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CryptoTest {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @TempDir private Path directory;
  private Admin admin;

  @BeforeEach
  void start() {
    admin = new Admin(directory).with("ONR_MASTER_KEY", KEY);
  }

  private String out(String... arguments) {
    Admin.Result result = admin.run(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result.out();
  }

  private String error(String... arguments) {
    Admin.Result result = admin.run(arguments);
    assertThat(result.code()).isOne();
    assertThat(result.out()).isEmpty();
    return result.err();
  }

  @Test
  void whatWasEncryptedComesBack() {
    String sealed = out("crypto", "encrypt", "--text", " sk-secret ").strip();
    assertThat(sealed).matches("ENC\\[v1:aesgcm:[A-Za-z0-9+/=]+]");
    assertThat(out("crypto", "decrypt", "--text", sealed)).isEqualTo("sk-secret\n");
  }

  @Test
  void allOfStandardInputIsTheText() {
    admin.typing("  line one\nline two\n");
    String sealed = out("crypto", "encrypt");
    assertThat(admin.typing(sealed).run("crypto", "decrypt").out())
        .isEqualTo("line one\nline two\n");
  }

  @Test
  void aPersonIsAskedWithoutAnEcho() {
    admin.at(new Person("typed"));
    String sealed = out("crypto", "encrypt").strip();
    assertThat(out("crypto", "decrypt", "--text", sealed)).isEqualTo("typed\n");
  }

  @Test
  void anEmptyTextIsMissing() {
    assertThat(error("crypto", "encrypt")).startsWith("error: missing input: ");
  }

  @Test
  void theMasterKeyMustBeThere() {
    admin.with("ONR_MASTER_KEY", "");
    assertThat(error("crypto", "encrypt", "--text", "x"))
        .startsWith("error: encrypt: ONR_MASTER_KEY is required");
    admin.with("ONR_MASTER_KEY", "short");
    assertThat(error("crypto", "decrypt", "--text", "x"))
        .isEqualTo("error: decrypt: ONR_MASTER_KEY must be 32 bytes or base64-encoded 32 bytes\n");
  }

  @Test
  void whatIsNoEncryptedValueCannotBeDecrypted() {
    assertThat(error("crypto", "decrypt", "--text", "ENC[v2:x]"))
        .startsWith("error: decrypt: ciphertext must be in ENC[v1:aesgcm:...] format");
    String sealed = out("crypto", "encrypt", "--text", "x").strip();
    admin.with("ONR_MASTER_KEY", "0123456789abcdef0123456789abcdeX");
    assertThat(error("crypto", "decrypt", "--text", sealed)).contains("another key");
  }

  @Test
  void programsGetJson() {
    assertThat(out("crypto", "encrypt", "--text", "x", "--json"))
        .matches("\\{\n  \"encrypted\": \"ENC.*\"\n}\n");
    assertThat(out("crypto", "gen-master-key", "--json"))
        .matches("\\{\n  \"master_key\": \".{44}\"\n}\n");
  }

  @Test
  void aMasterKeyHasItsForms() {
    assertThat(out("crypto", "gen-master-key")).matches("[A-Za-z0-9+/]{43}=\n");
    assertThat(out("crypto", "gen-master-key", "--export"))
        .matches("export ONR_MASTER_KEY='[A-Za-z0-9+/]{43}='\n");
    assertThat(error("crypto", "gen-master-key", "--format", "hex"))
        .isEqualTo("error: invalid --format, expect base64 or base64url\n");
  }

  @Test
  void aMasterKeyInTheUrlAlphabetCanBeUsedAsItIs() {
    String key = out("crypto", "gen-master-key", "--format", "base64url").strip();
    assertThat(key).matches("[A-Za-z0-9_-]{43}");
    admin.with("ONR_MASTER_KEY", key);
    String sealed = out("crypto", "encrypt", "--text", "x").strip();
    assertThat(out("crypto", "decrypt", "--text", sealed)).isEqualTo("x\n");
  }

  /** Somebody who types one line. */
  private record Person(String line) implements Terminal {
    @Override
    public boolean types() {
      return true;
    }

    @Override
    public boolean watches() {
      return false;
    }

    @Override
    public Optional<String> hiddenLine(String prompt) {
      return Optional.of(line);
    }

    @Override
    public boolean browse(String url) {
      return false;
    }
  }
}
