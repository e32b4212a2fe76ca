package dev.onr.dialect;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Something that the model may call. */
public sealed interface Tool {
  /**
   * A function of the client.
   *
   * @param description may be empty
   * @param schema JSON schema of the arguments, whole and as received; empty where none is given
   * @param strict whether the vendor must enforce the schema; empty where the client did not say
   */
  record Function(
      String name,
      String description,
      Optional<JsonNode> schema,
      Optional<Boolean> strict,
      Extras extras)
      implements Tool {}

  /**
   * A tool of the client that takes free text (OpenAI).
   *
   * @param syntax {@code lark} or {@code regex} of the grammar; empty for plain text
   * @param grammar the grammar's definition; empty for plain text
   */
  record Custom(String name, String description, String syntax, String grammar, Extras extras)
      implements Tool {}

  /**
   * The vendor's own web search, which every dialect has under another name.
   *
   * @param contextSize {@code low}, {@code medium}, {@code high}; may be empty
   * @param location approximate user location as OpenAI and Anthropic spell it (city, country,
   *     region, timezone)
   * @param allowedDomains the only places to search; empty for the whole web
   */
  record WebSearch(
      String contextSize, Optional<ObjectNode> location, List<String> allowedDomains, Extras extras)
      implements Tool {
    /** Form of a tool, whole, as home wrote it. */
    static final String WHOLE = "tool";

    public WebSearch {
      allowedDomains = List.copyOf(allowedDomains);
    }
  }

  /** Any other tool of one vendor, whole. */
  record Foreign(Tongue home, String type, ObjectNode raw) implements Tool {}
}
