package dev.onr.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as a tree whose numbers keep their digits ({@code 1.0} stays {@code 1.0}, integers of any
 * size stay exact) and whose members keep their order.
 */
public final class JsonTree {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(JsonLimits.DEEPEST)
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNumberLength(10_000)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final PrettyPrinter INDENTED =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                  .withArrayEmptySeparator("")
                  .withObjectEmptySeparator(""))
          .withArrayIndenter(new DefaultIndenter("  ", "\n"))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private JsonTree() {}

  /** Makes nodes. */
  public static JsonNodeFactory nodes() {
    return MAPPER.getNodeFactory();
  }

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * Parses one JSON value.
   *
   * @throws InvalidJson when the bytes are not exactly one JSON value
   */
  public static JsonNode parse(byte[] bytes) {
    JsonNode value;
    try {
      value = present(MAPPER.readTree(bytes));
    } catch (JacksonException e) {
      throw invalid(e);
    }
    if (!Utf8.isWellFormed(bytes)) {
      // Jackson takes some sequences that are longer than needed, a way to hide characters.
      throw new InvalidJson("the text is not UTF-8");
    }
    return value;
  }

  /** Parses one JSON value. */
  public static JsonNode parse(String text) {
    try {
      return present(MAPPER.readTree(text));
    } catch (JacksonException e) {
      throw invalid(e);
    }
  }

  private static JsonNode present(JsonNode node) {
    if (node.isMissingNode()) {
      throw new InvalidJson("the text is empty");
    }
    return node;
  }

  private static InvalidJson invalid(JacksonException e) {
    return e instanceof MismatchedInputException
        ? new InvalidJson("there is more text after the value")
        : new InvalidJson(e.getOriginalMessage());
  }

  /** Compact JSON in UTF-8; nothing is escaped that JSON does not require. */
  public static byte[] write(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  /** Compact JSON as text. */
  public static String text(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** JSON for people, indented by two spaces; an empty array or object stays on its line. */
  public static String indented(JsonNode node) {
    return MAPPER.writer().with(INDENTED).writeValueAsString(node);
  }
}
