package dev.onr.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.onr.CaseFile;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is read of a body. A case gives {@code in}, {@code type} (Content-Type) and perhaps {@code
 * opaque} (the API takes other bodies too); it expects {@code seen} or {@code refused}. Bodies of
 * forms are sent with CRLF.
 */
class RequestBodyTest {
  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests("steps/body", RequestBodyTest::check);
  }

  private static void check(CaseFile example) {
    String type = example.find("type").orElse(null);
    boolean form = type != null && type.toLowerCase(java.util.Locale.ROOT).startsWith("multipart/");
    String text = example.section("in");
    byte[] bytes =
        (form ? text.replace("\n", "\r\n") + "\r\n" : text).getBytes(StandardCharsets.UTF_8);
    boolean opaque = example.find("opaque").isPresent();
    if (example.find("refused").isPresent()) {
      RequestRejected rejected =
          catchThrowableOfType(
              RequestRejected.class, () -> RequestBody.inspect(bytes, type, opaque));
      assertThat(rejected.status() + " " + rejected.code() + "\n" + rejected.getMessage())
          .isEqualTo(example.section("refused"));
      return;
    }
    RequestBody body = RequestBody.inspect(bytes, type, opaque);
    String kind = body.isMultipart() ? "multipart" : body.isJsonObject() ? "object" : "other";
    String root = body.root() == null ? "" : "\n" + body.root().text();
    assertThat("%s model=%s stream=%s%s".formatted(kind, body.model(), body.stream(), root))
        .isEqualTo(example.section("seen"));
    assertThat(body.bytes()).isSameAs(bytes);
  }

  @Test
  void aFieldOverOneMebibyteIsRefusedAndAFileOfThatSizeIsNot() {
    String big = "x".repeat((1 << 20) + 1);
    assertThatThrownBy(() -> RequestBody.inspect(form("name=\"prompt\"", big), FORM, true))
        .isInstanceOf(RequestRejected.class)
        .hasMessage("multipart field \"prompt\" too large");
    assertThat(
            RequestBody.inspect(form("name=\"image\"; filename=\"a.png\"", big), FORM, true).root())
        .isNull();
    assertThat(RequestBody.inspect(form("name=\"prompt\"", big.substring(1)), FORM, true).root())
        .isNotNull();
  }

  private static final String FORM = "multipart/form-data; boundary=B";

  private static byte[] form(String disposition, String value) {
    return ("--B\r\nContent-Disposition: form-data; "
            + disposition
            + "\r\n\r\n"
            + value
            + "\r\n--B--\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
