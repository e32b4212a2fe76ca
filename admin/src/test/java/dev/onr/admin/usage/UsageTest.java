package dev.onr.admin.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.admin.Admin;
import dev.onr.json.JsonTree;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
  private static final String ONE =
      "usage_mode \"acme\" { usage_root path=\"$.usage\"; usage_fact input token path=\"$.in\";"
          + " usage_fact output token path=\"$.out\"; }";

  @TempDir private Path directory;
  private Admin admin;

  @BeforeEach
  void start() {
    admin = new Admin(directory);
  }

  private Admin.Result usage(String... arguments) {
    return admin.run(
        Stream.concat(Stream.of("usage"), Arrays.stream(arguments)).toArray(String[]::new));
  }

  private void fails(int code, String message, String... arguments) {
    Admin.Result result = usage(arguments);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("error: " + message);
    assertThat(result.code()).isEqualTo(code);
  }

  @Test
  void factsWithAQuantityArePrinted() {
    assertThat(
            usage("extract", "-usage-mode-dsl", ONE, "-usage", "{\"usage\":{\"in\":3,\"out\":0}}"))
        .isEqualTo(
            new Admin.Result(
                0,
                """
                [
                  {
                    "dimension": "input",
                    "unit": "token",
                    "quantity": 3,
                    "source": "usage",
                    "path": "$.in"
                  }
                ]
                """,
                ""));
    assertThat(usage("extract", "--usage-mode-dsl", ONE, "--usage", "{}").out()).isEqualTo("[]\n");
  }

  @Test
  void aStreamIsReadEventByEvent() {
    admin.typing(
        "data: {\"usage\":{\"in\":3}}\n\ndata: {\"usage\":{\"out\":4}}\n\ndata: [DONE]\n\n");
    Admin.Result result = usage("extract", "-usage-mode-dsl", ONE, "-stream");
    assertThat(JsonTree.parse(result.out()).findValuesAsString("quantity"))
        .containsExactly("3", "4");
  }

  @Test
  void filesMayIncludeOthersAndHoldSeveralPresets() {
    admin.write("answer.json", "{\"usage\":{\"in\":3}}");
    admin.write("modes/acme.conf", ONE);
    admin.write(
        "modes.conf",
        "include modes/*.conf;\n"
            + "usage_mode \"len\" { usage_fact input character len_path=\"$.t\" source=request;"
            + " }");
    String[] words = {"extract", "-usage-mode-file", "modes.conf", "-usage-file", "answer.json"};
    fails(1, "several usage modes: choose one with -usage-mode: acme, len\n", words);
    String[] chosen = Arrays.copyOf(words, words.length + 4);
    chosen[5] = "-usage-mode";
    chosen[6] = "len";
    chosen[7] = "-request";
    chosen[8] = "{\"t\":\"four\"}";
    assertThat(usage(chosen).out()).contains("\"quantity\": 4").contains("\"len_path\": \"$.t\"");
    chosen[6] = "acmee";
    fails(1, "no usage_mode \"acmee\"; did you mean \"acme\"?\n", chosen);
  }

  @Test
  void rulesOrAnswersThatMakeNoSenseEndWithOne() {
    fails(1, "usage mode invalid: ", "extract", "-usage-mode-dsl", "usage_mode {", "-usage", "{}");
    fails(
        1,
        "there is no usage_mode block in the rules\n",
        "extract",
        "-usage-mode-dsl",
        "syntax \"next-router/0.1\";",
        "-usage",
        "{}");
    fails(1, "the answer can't be read: ", "extract", "-usage-mode-dsl", ONE, "-usage", "<html>");
    fails(
        1,
        "request must be a JSON object\n",
        "extract",
        "-usage-mode-dsl",
        ONE,
        "-usage",
        "{}",
        "-request",
        "[]");
    fails(
        1,
        "derived is no valid JSON: ",
        "extract",
        "-usage-mode-dsl",
        ONE,
        "-usage",
        "{}",
        "-derived",
        "{");
  }

  @Test
  void flagsOrInputThatAreWrongEndWithTwo() {
    fails(2, "missing rules: ", "extract", "-usage", "{}");
    fails(2, "missing answer: ", "extract", "-usage-mode-dsl", ONE);
    fails(
        2,
        "-usage and -usage-file are mutually exclusive\n",
        "extract",
        "-usage-mode-dsl",
        ONE,
        "-usage",
        "{}",
        "-usage-file",
        "x");
    fails(
        2,
        "can't read -usage-file none: it is missing or unreadable\n",
        "extract",
        "-usage-mode-dsl",
        ONE,
        "-usage-file",
        "none");
    fails(2, "Unknown option: '-x'", "extract", "-x");
    fails(2, "Unmatched argument", "extract", "-usage-mode-dsl", ONE, "word");
    fails(2, "Missing required option: ", "estimate");
    fails(2, "unknown strategy ", "estimate", "-model", "m", "-strategy", "guess");
    fails(
        2,
        "-body and -body-file are mutually exclusive\n",
        "estimate",
        "-m",
        "m",
        "-body",
        "x",
        "-body-file",
        "y");
    assertThat(usage("estimate", "-h").code()).isZero();
  }

  @Test
  void aBodyIsEstimated() {
    Admin.Result result =
        usage("estimate", "-model", "claude-x", "-body", "  \"hello there, world\" ");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .matches(
            "tokens=[1-9]\\d*\nmodel=claude-x\napi=claude.messages\ndirection=estimate_input\n"
                + "source=body\n");
    admin.write("b.txt", "hello there, world");
    assertThat(usage("estimate", "-m", "claude-x", "-body-file", "b.txt").out())
        .isEqualTo(result.out().replace("source=body", "source=b.txt"));
  }

  @Test
  void anEmptyBodyHasNoTokens() {
    assertThat(usage("estimate", "--model", "m", "--direction", "Response", "--api", "responses"))
        .isEqualTo(
            new Admin.Result(
                0,
                "tokens=0\nmodel=m\napi=responses\ndirection=estimate_output\nsource=stdin\n",
                ""));
  }

  @Test
  void theTokenizerCountsAndProgramsGetJson() {
    Admin.Result result =
        usage(
            "estimate", "-m", "gpt-4o", "-body", "hello world", "-strategy", "tokenizer", "--json");
    assertThat(JsonTree.parse(result.out()).get("tokens").intValue()).isPositive();
  }
}
