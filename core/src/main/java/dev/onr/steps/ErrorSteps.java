package dev.onr.steps;

import dev.onr.Dialect;
import dev.onr.dialect.ErrorBodies;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.dialect.UpstreamError;
import dev.onr.json.ExtractionPath;
import dev.onr.json.InvalidJson;
import dev.onr.json.JsonTree;
import dev.onr.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What counts as an error, and how errors look.
 *
 * @param map how upstream errors are shown to the client
 * @param conditions which successful answers are errors
 */
public record ErrorSteps(Optional<Map> map, List<Condition> conditions) {
  private static final int QUOTED = 500;

  /** Upstream errors pass through. */
  public static final ErrorSteps NONE = new ErrorSteps(Optional.empty(), List.of());

  public ErrorSteps {
    conditions = List.copyOf(conditions);
  }

  /** Whether errors of another vendor are put into the client's dialect. */
  boolean translates() {
    return map.isPresent() && map.get() != Map.PASSTHROUGH;
  }

  /** The error that a body tells of; one of no known form is quoted. */
  static InvalidAnswer asError(byte[] body, int status) {
    UpstreamError error =
        read(body)
            .flatMap(tree -> ErrorBodies.read(tree, status))
            .orElseGet(() -> new UpstreamError(status, "upstream_error", "", "", quoted(body)));
    return new InvalidAnswer(error);
  }

  private static String quoted(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    return "the upstream reports an error: "
        + (text.length() > QUOTED ? text.substring(0, QUOTED) + "…" : text);
  }

  /**
   * The client's form of another vendor's error; empty where the body is at home already, or has no
   * form that is known.
   *
   * @param code counts where the body has none
   */
  static Optional<byte[]> translate(byte[] body, int status, String code, Dialect dialect) {
    return read(body)
        .filter(tree -> !ErrorBodies.isHome(dialect, tree))
        .flatMap(tree -> ErrorBodies.read(tree, status))
        .map(error -> error.code().isEmpty() ? error.withCode(code) : error)
        .map(error -> JsonTree.write(ErrorBodies.write(dialect, error)));
  }

  private static Optional<JsonNode> read(byte[] body) {
    try {
      return Optional.of(JsonTree.parse(body));
    } catch (InvalidJson e) {
      return Optional.empty();
    }
  }

  /** The first condition that makes an error of a successful answer. */
  Optional<Condition> failed(JsonValue answer) {
    return conditions.stream().filter(condition -> condition.holds(answer)).findFirst();
  }

  /** How upstream errors are shown. */
  public enum Map {
    OPENAI,
    COMMON,
    PASSTHROUGH
  }

  /**
   * An answer is an error when a value at {@code path} equals {@code literal}, or, where {@code
   * equal} is false, when the path exists and no value does.
   *
   * @param status what the client gets, 400 to 599
   */
  public record Condition(ExtractionPath path, boolean equal, String literal, int status) {
    boolean holds(JsonValue answer) {
      return equal
          ? Literals.anyEquals(path, answer, literal)
          : path.matches(answer) && !Literals.anyEquals(path, answer, literal);
    }
  }
}
