package dev.onr.dialect;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The form in which the answer's text is wanted. */
public sealed interface OutputFormat {
  /** Plain text, asked for explicitly. */
  record PlainText() implements OutputFormat {}

  /** Any JSON object. */
  record JsonObject() implements OutputFormat {}

  /**
   * JSON after a schema.
   *
   * @param name may be empty
   * @param schema as received; empty where the client gave none
   */
  record JsonSchema(
      String name,
      String description,
      Optional<JsonNode> schema,
      Optional<Boolean> strict,
      Extras extras)
      implements OutputFormat {}
}
