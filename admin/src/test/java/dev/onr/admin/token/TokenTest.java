package dev.onr.admin.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.admin.Admin;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
  @TempDir private Path directory;
  private Admin admin;

  @BeforeEach
  void start() {
    admin = new Admin(directory);
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
  void theQueryHasAFixedOrder() {
    assertThat(out("token", "create", "--access-key", "ak-1", "-p", "OpenAI", "-m", "gpt-x"))
        .isEqualTo("onr:v1?k64=YWstMQ&p=openai&m=gpt-x\n");
  }

  @Test
  void whatIsNotUnreservedIsEncodedByteByByte() {
    assertThat(
            out(
                "token",
                "create",
                "--access-key=a b/ü~",
                "--k-plain",
                "--uk",
                "sk+1&2",
                "-m",
                " x/y:z "))
        .isEqualTo("onr:v1?k=a%20b%2F%C3%BC~&m=x%2Fy%3Az&uk=sk%2B1%262\n");
  }

  @Test
  void aKeyIsFoundByItsName() {
    admin.write(
        "keys.yaml", "access_keys: [{name: a, value: ak-1}, {name: b, value: x, disabled: true}]");
    assertThat(out("token", "create", "--access-key-name", "a")).isEqualTo("onr:v1?k64=YWstMQ\n");
    assertThat(error("token", "create", "--access-key-name", "b"))
        .startsWith("error: access key name \"b\" not found in keys.yaml");
  }

  @Test
  void withoutAnyKeyTheMasterAccessKeyServes() {
    admin.write("onr.yaml", "auth: {api_key: ak-1}");
    assertThat(out("token", "create")).isEqualTo("onr:v1?k64=YWstMQ\n");
    admin.with("ONR_API_KEY", "ak-2");
    assertThat(out("token", "create", "--k-plain")).isEqualTo("onr:v1?k=ak-2\n");
  }

  @Test
  void withoutAnyKeyAtAllThereIsNoToken() {
    assertThat(error("token", "create"))
        .isEqualTo("error: missing access key: provide --access-key or --access-key-name\n");
  }

  @Test
  void aKeysFileThatIsMissingIsNamed() {
    assertThat(error("token", "create", "--access-key-name", "a", "--keys", "other.yaml"))
        .startsWith("error: load keys for --access-key-name failed: ")
        .contains("other.yaml")
        .contains("no such file");
  }

  @Test
  void aPhaseIsAPartOfTheToken() {
    assertThat(out("token", "create", "phase", " QUERY", "--access-key", "ak-1"))
        .isEqualTo("k64=YWstMQ\n");
    assertThat(out("token", "create", "phase", "uri", "--access-key", "ak-1"))
        .isEqualTo("onr:v1?k64=YWstMQ\n");
    assertThat(error("token", "create", "phase", "body", "--access-key", "ak-1"))
        .isEqualTo("error: unknown phase \"body\" (expect: query|uri)\n");
    assertThat(error("token", "create", "phase", "--access-key", "ak-1"))
        .contains("Missing required parameter: 'PHASE'");
  }

  @Test
  void programsGetJson() {
    assertThat(out("token", "create", "--access-key", "ak-1", "--json"))
        .isEqualTo("{\n  \"token\": \"onr:v1?k64=YWstMQ\"\n}\n");
  }
}
