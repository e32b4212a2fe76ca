package dev.onr.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.onr.CaseFile;
import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Golden cases of image requests and answers, {@code cases/images/*.case}. Section {@code mode} is
 * the mode's name as providers write it, {@code in} the JSON that comes in. One of {@code out}, the
 * expected JSON (order of members free), and {@code error}: {@code CODE PARAM: words} of a request
 * that is refused, {@code STATUS CODE: words} of an answer that can't be used. Optional: {@code
 * model}, the model that the route maps to, and {@code losses}, expected lines {@code field count}.
 * The time is 1700000000.
 */
class ImageCasesTest {
  private static final long NOW = 1_700_000_000L;

  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests("images", ImageCasesTest::check);
  }

  private static void check(CaseFile one) {
    Losses losses = new Losses();
    if (one.find("error").isEmpty()) {
      // As trees, so that the order of members is free; parsed, so that numbers are of one kind.
      assertThat(JsonTree.parse(JsonTree.write(translate(one, losses))))
          .isEqualTo(JsonTree.parse(one.section("out")));
    } else if (one.section("mode").startsWith("openai_images_to")) {
      InvalidRequest error =
          catchThrowableOfType(InvalidRequest.class, () -> translate(one, losses));
      assertThat(error).as("an error is expected").isNotNull();
      compare(one, error.code() + " " + error.param(), error.getMessage());
    } else {
      InvalidAnswer error = catchThrowableOfType(InvalidAnswer.class, () -> translate(one, losses));
      assertThat(error).as("an error is expected").isNotNull();
      int status = error.upstreamError().map(UpstreamError::status).orElse(502);
      compare(one, status + " " + error.code(), error.getMessage());
    }
    one.find("losses")
        .ifPresent(
            expected -> {
              List<String> lines = new ArrayList<>();
              losses.counts().forEach((field, count) -> lines.add(field + " " + count));
              assertThat(String.join("\n", lines)).isEqualTo(expected.trim());
            });
  }

  private static void compare(CaseFile one, String head, String message) {
    String[] expected = one.section("error").trim().split(": ", 2);
    assertThat(head).isEqualTo(expected[0]);
    assertThat(message).contains(expected.length > 1 ? expected[1] : "");
  }

  private static ObjectNode translate(CaseFile one, Losses losses) {
    ObjectNode in = (ObjectNode) JsonTree.parse(one.section("in"));
    RouteFacts route = new RouteFacts(one.find("model").orElse(""), false);
    return switch (one.section("mode").trim()) {
      case "openai_images_to_gemini_generate_content" -> ImagesToGemini.request(in, route, losses);
      case "openai_images_to_minimax_image" -> ImagesToMinimax.request(in, route, losses);
      case "gemini_to_openai_images" -> GeminiToImages.answer(in, NOW);
      case "minimax_image_to_openai_images" -> MinimaxToImages.answer(in, NOW);
      default -> throw new AssertionError("unknown mode " + one.section("mode"));
    };
  }
}
