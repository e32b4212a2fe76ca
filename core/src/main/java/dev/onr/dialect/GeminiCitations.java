package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code groundingMetadata} and {@code citationMetadata} of a candidate ↔ {@link Citation}s. Both
 * stay with the candidate as they are for home; the citations are what others get of them.
 */
final class GeminiCitations {
  private GeminiCitations() {}

  /**
   * What a candidate's text rests on.
   *
   * @param metadata the candidate's own fields
   * @param positions positions within the text that is cited
   */
  static List<Citation> read(Map<String, JsonNode> metadata, Utf8Offsets positions) {
    List<Citation> citations = new ArrayList<>();
    JsonNode grounding = metadata.get("groundingMetadata");
    if (grounding instanceof ObjectNode object) {
      grounding(Members.ofAnswer(object), positions, citations);
    }
    JsonNode cited = metadata.get("citationMetadata");
    if (cited instanceof ObjectNode object) {
      Members members = Members.ofAnswer(object);
      List<Members> sources = members.objects("citations");
      for (Members source : sources.isEmpty() ? members.objects("citationSources") : sources) {
        if (!source.text("uri").isEmpty()) {
          citations.add(citation(source, source, "", positions));
        }
      }
    }
    return citations;
  }

  /** Each support names the chunks that it rests on; chunks that no support names stand alone. */
  private static void grounding(
      Members grounding, Utf8Offsets positions, List<Citation> citations) {
    List<Members> chunks = grounding.objects("groundingChunks");
    List<Members> supports = grounding.objects("groundingSupports");
    for (Members support : supports) {
      Optional<Members> segment = support.object("segment");
      JsonNode indices = support.raw("groundingChunkIndices");
      if (indices == null || segment.isEmpty()) {
        continue;
      }
      for (JsonNode index : indices) {
        int at = index.isNumber() ? index.asInt() : -1;
        if (at >= 0 && at < chunks.size()) {
          source(chunks.get(at))
              .ifPresent(
                  source ->
                      citations.add(
                          citation(source, segment.get(), segment.get().text("text"), positions)));
        }
      }
    }
    if (supports.isEmpty()) {
      for (Members chunk : chunks) {
        source(chunk)
            .ifPresent(
                source ->
                    citations.add(
                        new Citation(
                            source.text("uri"),
                            source.text("title"),
                            "",
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            home())));
      }
    }
  }

  private static Optional<Members> source(Members chunk) {
    return chunk
        .object("web")
        .or(() -> chunk.object("retrievedContext"))
        .or(() -> chunk.object("maps"))
        .filter(source -> !source.text("uri").isEmpty());
  }

  private static Citation citation(
      Members source, Members segment, String quoted, Utf8Offsets positions) {
    OptionalInt start = segment.integer("startIndex");
    OptionalInt end = segment.integer("endIndex");
    // Protocol buffers leave out a zero.
    OptionalInt from = start.isEmpty() && end.isPresent() ? OptionalInt.of(0) : start;
    return new Citation(
        source.text("uri"),
        source.text("title"),
        quoted,
        characters(from, positions),
        characters(end, positions),
        home());
  }

  private static OptionalInt characters(OptionalInt bytes, Utf8Offsets positions) {
    return bytes.isPresent()
        ? OptionalInt.of(positions.character(bytes.getAsInt()))
        : OptionalInt.empty();
  }

  private static Extras home() {
    return Extras.of(Tongue.GEMINI, Map.of());
  }

  /** Citations of another dialect, gathered to be written with the candidate. */
  static final class Gathered {
    private final ArrayNode chunks = JsonTree.nodes().arrayNode();
    private final ArrayNode supports = JsonTree.nodes().arrayNode();

    /** Takes one; Gemini's own come back with the candidate. */
    void add(Citation citation, int part, Utf8Offsets positions) {
      if (citation.extras().isHome(Tongue.GEMINI)) {
        return;
      }
      ObjectNode web = chunks.addObject().putObject("web");
      web.put("uri", citation.url());
      if (!citation.title().isEmpty()) {
        web.put("title", citation.title());
      }
      if (citation.start().isEmpty() && citation.end().isEmpty()) {
        return;
      }
      ObjectNode support = supports.addObject();
      ObjectNode segment = support.putObject("segment");
      if (part > 0) {
        segment.put("partIndex", part);
      }
      citation.start().ifPresent(start -> segment.put("startIndex", positions.atByte(start)));
      citation.end().ifPresent(end -> segment.put("endIndex", positions.atByte(end)));
      support.putArray("groundingChunkIndices").add(chunks.size() - 1);
    }

    /** Writes what was gathered, if anything was. */
    void writeTo(ObjectNode candidate) {
      if (chunks.isEmpty()) {
        return;
      }
      ObjectNode metadata = candidate.putObject("groundingMetadata");
      metadata.set("groundingChunks", chunks);
      if (!supports.isEmpty()) {
        metadata.set("groundingSupports", supports);
      }
    }
  }
}
