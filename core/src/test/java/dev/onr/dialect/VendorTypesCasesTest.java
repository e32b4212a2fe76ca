package dev.onr.dialect;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.onr.CaseFile;
import dev.onr.json.JsonTree;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What golden cases expect of a translation is what the vendor's own SDK takes it for. What comes
 * home again, also collected, is left out: there it stays as the upstream sent it, with what is
 * missing and what only the upstream knows. So are errors in streams, which the SDKs read before
 * they look at types.
 */
class VendorTypesCasesTest {
  private static final String MARK =
      "Google's own word in place of a signature is no base64 for the SDK";
  private static final String SIGNATURE = "the case's signature is no base64";

  /** Words of the titles of what the SDKs' types can't say, and why it is right nevertheless. */
  private static final Map<String, String> UNFIT =
      Map.ofEntries(
          entry("E25: unfinished is null", "the upstream gave no reason, so there is none"),
          entry("no finish reason is none", "the upstream gave no reason, so there is none"),
          entry("pictures within results", MARK),
          entry("a schema and search for a Gemini model", MARK),
          entry("Google's mark", MARK),
          entry("text beside calls, ids, reasoning", SIGNATURE),
          entry("thought signatures come back", SIGNATURE),
          entry("interleaved calls go out whole", SIGNATURE),
          entry("a Responses conversation as Gemini", SIGNATURE),
          entry("how to answer", "images as an output are an extension of chat by others"),
          entry("media by their type", "films as an input are an extension of chat by others"),
          entry("E12: the whole schema", "a schema goes as the client wrote it"),
          entry("parts keep what they hold", "the SDK has no sound in the input of Responses"),
          entry("a custom tool call (transforms 7.6", "the SDK's chunks know only functions"));

  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.loadAll("dialect").stream()
        .filter(one -> one.find("out").isPresent() && goesAbroad(one))
        .map(one -> DynamicTest.dynamicTest(one.name() + ": " + one.title(), () -> judge(one)));
  }

  private static boolean goesAbroad(CaseFile one) {
    String[] mode = one.section("mode").trim().split(" +");
    return mode.length == 3 && !mode[1].equals(mode[2]);
  }

  /** A case that fits by now must leave the list of those that don't. */
  private static void judge(CaseFile one) {
    if (UNFIT.keySet().stream().anyMatch(one.title()::contains)) {
      assertThat(catchThrowable(() -> check(one))).isNotNull();
    } else {
      check(one);
    }
  }

  private static void check(CaseFile one) {
    String[] mode = one.section("mode").trim().split(" +");
    Tongue to = Tongue.valueOf(mode[mode.length - 1].toUpperCase(Locale.ROOT));
    String out = one.section("out");
    switch (mode[0]) {
      case "request" -> VendorTypes.checkRequest(to, named(to, (ObjectNode) JsonTree.parse(out)));
      case "answer" -> VendorTypes.checkAnswer(to, (ObjectNode) JsonTree.parse(out));
      default ->
          out.lines()
              .filter(line -> line.startsWith("data:"))
              .map(line -> line.substring("data:".length()).strip())
              .filter(data -> !data.equals("[DONE]"))
              .map(JsonTree::parse)
              .filter(event -> !event.has("error"))
              .forEach(event -> VendorTypes.checkEvent(to, (ObjectNode) event));
    }
  }

  /** The SDKs know the names of their vendors' models. */
  private static ObjectNode named(Tongue tongue, ObjectNode request) {
    if (tongue != Tongue.GEMINI) {
      request.put("model", tongue == Tongue.MESSAGES ? "claude-sonnet-4-5" : "gpt-5");
    }
    return request;
  }
}
