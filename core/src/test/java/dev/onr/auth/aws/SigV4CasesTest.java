package dev.onr.auth.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.CaseFile;
import dev.onr.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The requests of AWS's signing test suite (aws-c-auth, {@code tests/aws-signing-test-suite/v4})
 * and the signatures that AWS publishes for them. Left out are the cases whose paths the signer
 * would have to normalise, and the header that spans lines, which HTTP no longer knows.
 */
class SigV4CasesTest {
  private static final Instant TIME = Instant.parse("2015-08-30T12:36:00Z");

  @TestFactory
  Stream<DynamicTest> publishedSignatures() {
    return CaseFile.tests("sigv4", SigV4CasesTest::check);
  }

  private static void check(CaseFile each) {
    String[] request = each.section("request").split("\n\n", 2);
    String[] lines = request[0].split("\n");
    int space = lines[0].indexOf(' ');
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] header = lines[i].split(":", 2);
      headers.computeIfAbsent(header[0], name -> new ArrayList<>()).add(header[1]);
    }
    byte[] body = (request.length > 1 ? request[1] : "").getBytes(StandardCharsets.UTF_8);
    Secret token = each.find("session token").map(Secret::of).orElse(Secret.NONE);

    Map<String, String> added =
        new SigV4(
                new AwsCredentials(
                    "AKIDEXAMPLE", Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), token),
                "us-east-1",
                "service")
            .sign(
                lines[0].substring(0, space),
                "https://example.amazonaws.com" + lines[0].substring(space + 1),
                headers,
                body,
                TIME);

    assertThat(added).containsEntry("Authorization", each.section("authorization"));
    assertThat(added).containsEntry("X-Amz-Date", "20150830T123600Z");
    assertThat(added.getOrDefault("X-Amz-Security-Token", "")).isEqualTo(token.reveal());
  }
}
