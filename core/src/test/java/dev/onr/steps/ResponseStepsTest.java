package dev.onr.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.ByteCollector;
import dev.onr.CaseFile;
import dev.onr.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What answers become. A case gives {@code steps} and either {@code whole} (a body, with {@code
 * type}) or {@code stream} (event lines; {@code <CR>} stands for a carriage return; two line ends
 * are added unless the case has a section {@code unfinished}). It expects {@code out}, which for
 * streams ends in a blank line, and perhaps {@code type out}.
 */
class ResponseStepsTest {
  private static final Variables VARIABLES =
      new Variables("https://up.example", Secret.of("sk"), "eu", "", Secret.NONE, "m", "m-up");

  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests("steps/answer", ResponseStepsTest::check);
  }

  private static void check(CaseFile example) {
    ResponseSteps steps = StepSyntax.parse(example.section("steps")).response();
    if (example.find("whole").isPresent()) {
      byte[] body = example.section("whole").getBytes(StandardCharsets.UTF_8);
      String type = example.find("type").orElse("application/json");
      WholeAnswer answer = steps.applyToWhole(body, type, VARIABLES);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .isEqualTo(example.section("out"));
      assertThat(answer.contentType()).isEqualTo(example.find("type out").orElse(type));
      return;
    }
    String lines = example.section("stream").replace("<CR>", "\r");
    String stream = example.find("unfinished").isPresent() ? lines : lines + "\n\n";
    String expected = example.section("out") + "\n\n";
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    for (int size : new int[] {bytes.length, 1, 7}) {
      assertThat(rewrite(steps, bytes, size)).as("in chunks of %d", size).isEqualTo(expected);
    }
  }

  private static String rewrite(ResponseSteps steps, byte[] bytes, int size) {
    ByteCollector out = new ByteCollector(64);
    EventRewriter rewriter = steps.newEventRewriter(VARIABLES);
    for (int at = 0; at < bytes.length; at += size) {
      rewriter.feed(bytes, at, Math.min(size, bytes.length - at), out);
    }
    rewriter.finish(out);
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }

  @Test
  void answersThatNoStepWantsToSeeAreNotRead() {
    assertThat(ResponseSteps.NONE.touchesEvents()).isFalse();
    assertThat(ResponseSteps.NONE.touchesWholeBodies()).isFalse();
    ResponseSteps onEventsOnly =
        StepSyntax.parse("answer json_del $.x event=response.completed").response();
    assertThat(onEventsOnly.touchesEvents()).isTrue();
    assertThat(onEventsOnly.touchesWholeBodies()).isFalse();
    ResponseSteps everywhere = StepSyntax.parse("answer json_del $.x").response();
    assertThat(everywhere.touchesWholeBodies()).isTrue();
  }

  @Test
  void everyExchangeCountsItsOwnChanges() {
    ResponseSteps steps = StepSyntax.parse("answer json_set $.n 1 max_count=1").response();
    byte[] twice = "data: {}\n\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);
    String once = "data: {\"n\":1}\n\ndata: {}\n\n";
    assertThat(rewrite(steps, twice, 100)).isEqualTo(once);
    assertThat(rewrite(steps, twice, 100)).isEqualTo(once);
  }
}
