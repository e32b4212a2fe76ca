package dev.onr.usage.estimate;

import java.math.BigDecimal;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The text in the arguments of a call: names and values without punctuation. */
final class ArgumentText {
  private static final int SCIENTIFIC_FROM = 6;
  private static final int SCIENTIFIC_BELOW = -4;

  private ArgumentText() {}

  /** Adds arguments; the form of numbers is the one in which the reference was calibrated. */
  static void add(JsonNode arguments, PromptContent out) {
    add(arguments, ArgumentText::number, out);
  }

  /** Adds the result of a Gemini function, whose numbers are as they were written. */
  static void addResult(JsonNode result, PromptContent out) {
    add(result, JsonNode::asString, out);
  }

  private static void add(JsonNode node, Function<JsonNode, String> number, PromptContent out) {
    switch (node.getNodeType()) {
      case STRING, BOOLEAN -> out.addText(node.asString());
      case NUMBER -> out.addText(number.apply(node));
      case ARRAY -> node.forEach(each -> add(each, number, out));
      case OBJECT -> {
        TreeMap<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(each -> members.put(each.getKey(), each.getValue()));
        members.forEach(
            (key, value) -> {
              out.addText(key);
              add(value, number, out);
            });
      }
      default -> {}
    }
  }

  /**
   * A double's shortest digits; from a million on, and below a ten-thousandth, with an exponent.
   */
  static String number(JsonNode node) {
    BigDecimal value = new BigDecimal(Double.toString(finite(node.asDouble())));
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = value.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    if (exponent >= SCIENTIFIC_BELOW && exponent < SCIENTIFIC_FROM) {
      return stripped.toPlainString();
    }
    String digits = stripped.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return "%se%s%02d".formatted(digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Math.copySign(Double.MAX_VALUE, value);
  }
}
