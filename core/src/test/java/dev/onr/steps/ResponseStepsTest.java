package dev.onr.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.onr.Api;
import dev.onr.ByteCollector;
import dev.onr.CaseFile;
import dev.onr.credential.Secret;
import dev.onr.dialect.AnswerContext;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.dialect.Losses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What answers become. A case gives {@code steps} and either {@code whole} (a body, with {@code
 * type} and {@code status}) or {@code stream} (event lines; {@code <CR>} stands for a carriage
 * return; two line ends are added unless the case has a section {@code unfinished}). It says {@code
 * api} and {@code request} (the client's body) where they matter. It expects {@code out}, which for
 * streams of events ends in a blank line, and perhaps {@code type out}, {@code status out} and
 * {@code losses}; or {@code refused}: code and message of an answer that can't be used, with
 * status, type and code before it where the upstream reports an error. {@code told} is what a
 * stream that ended badly is recorded as.
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
    int status = Integer.parseInt(example.find("status").orElse("200"));
    if (example.find("refused").isPresent()) {
      InvalidAnswer refused =
          catchThrowableOfType(InvalidAnswer.class, () -> run(example, steps, status));
      assertThat(refused).as("a refusal").isNotNull();
      assertThat(shown(refused)).isEqualTo(example.section("refused"));
    } else {
      run(example, steps, status);
    }
  }

  private static void run(CaseFile example, ResponseSteps steps, int status) {
    if (example.find("whole").isPresent()) {
      whole(example, steps, status);
    } else {
      stream(example, steps, status);
    }
  }

  private static void whole(CaseFile example, ResponseSteps steps, int status) {
    byte[] body = example.section("whole").getBytes(StandardCharsets.UTF_8);
    String type = example.find("type").orElse("application/json");
    AnswerFacts facts = facts(example);
    if (type.startsWith("text/event-stream") && steps.collects(status)) {
      StreamCollector collector = steps.newCollector(facts);
      collector.feed(body, 0, body.length);
      body = collector.finish();
      type = "application/json";
    }
    WholeAnswer answer = steps.applyToWhole(status, body, type, facts);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(example.section("out"));
    assertThat(answer.contentType()).isEqualTo(example.find("type out").orElse(type));
    int expected = Integer.parseInt(example.find("status out").orElse(String.valueOf(status)));
    assertThat(answer.status()).isEqualTo(expected);
    losses(example, facts);
  }

  private static void stream(CaseFile example, ResponseSteps steps, int status) {
    String lines = example.section("stream").replace("<CR>", "\r");
    String stream = example.find("unfinished").isPresent() ? lines : lines + "\n\n";
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    for (int size : new int[] {bytes.length, 1, 7}) {
      AnswerFacts facts = facts(example);
      StreamRewriter rewriter = steps.newStreamRewriter(status, facts);
      String out = rewrite(rewriter, bytes, size);
      String expected = example.section("out") + (rewriter.writesEvents() ? "\n\n" : "");
      assertThat(out).as("in chunks of %d", size).isEqualTo(expected);
      assertThat(rewriter.contentType()).isEqualTo(example.find("type out"));
      assertThat(rewriter.failure().map(ResponseStepsTest::shown)).isEqualTo(example.find("told"));
      losses(example, facts);
    }
  }

  private static void losses(CaseFile example, AnswerFacts facts) {
    example
        .find("losses")
        .ifPresent(lost -> assertThat(facts.losses().counts().toString()).isEqualTo(lost));
  }

  private static String shown(InvalidAnswer refused) {
    return refused
            .upstreamError()
            .map(error -> error.status() + " " + error.type() + " ")
            .orElse("")
        + refused.code()
        + "\n"
        + refused.getMessage();
  }

  private static AnswerFacts facts(CaseFile example) {
    Api api = example.find("api").flatMap(Api::named).orElse(Api.CHAT_COMPLETIONS);
    RequestBody body =
        RequestBody.json(example.find("request").orElse("{}").getBytes(StandardCharsets.UTF_8));
    ClientRequest request =
        new ClientRequest(api, body.stream(), "m", false, "POST", "/", "", HeaderView.EMPTY, body);
    AtomicInteger ids = new AtomicInteger();
    AnswerContext context =
        request.answerContext(1_700_000_000L, () -> "id" + ids.incrementAndGet());
    return new AnswerFacts(request, VARIABLES, context, new Losses());
  }

  private static AnswerFacts facts() {
    return facts(new CaseFile("none", "", List.of(), Map.of()));
  }

  private static String rewrite(StreamRewriter rewriter, byte[] bytes, int size) {
    ByteCollector out = new ByteCollector(64);
    for (int at = 0; at < bytes.length; at += size) {
      rewriter.feed(bytes, at, Math.min(size, bytes.length - at), out);
    }
    rewriter.finish(out);
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }

  @Test
  void answersThatNoStepWantsToSeeAreNotRead() {
    assertThat(ResponseSteps.NONE.touchesEvents(200)).isFalse();
    assertThat(ResponseSteps.NONE.touchesWholeBodies(200)).isFalse();
    ResponseSteps onEventsOnly =
        StepSyntax.parse("answer json_del $.x event=response.completed").response();
    assertThat(onEventsOnly.touchesEvents(200)).isTrue();
    assertThat(onEventsOnly.touchesWholeBodies(200)).isFalse();
    ResponseSteps everywhere = StepSyntax.parse("answer json_del $.x").response();
    assertThat(everywhere.touchesWholeBodies(200)).isTrue();
  }

  @Test
  void everyExchangeCountsItsOwnChanges() {
    ResponseSteps steps = StepSyntax.parse("answer json_set $.n 1 max_count=1").response();
    byte[] twice = "data: {}\n\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);
    String once = "data: {\"n\":1}\n\ndata: {}\n\n";
    assertThat(rewrite(steps.newStreamRewriter(200, facts()), twice, 100)).isEqualTo(once);
    assertThat(rewrite(steps.newStreamRewriter(200, facts()), twice, 100)).isEqualTo(once);
  }
}
