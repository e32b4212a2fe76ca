package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pieces of a choice that whole answers and chunks of Chat Completions write alike. */
final class ChatChoices {
  /** Members of Anthropic's stop_details that are known to mean something to clients. */
  private static final List<String> STOP_DETAILS =
      List.of(
          "type", "category", "explanation", "fallback_credit_token", "fallback_has_prefill_claim");

  private ChatChoices() {}

  /**
   * Why a choice ended: OpenAI's word, the vendor's own where it differs, the stop sequence under
   * vLLM's name, and Anthropic's details of a refusal.
   */
  static void finish(
      ObjectNode choice,
      FinishReason reason,
      String nativeWord,
      String stopSequence,
      Extras extras) {
    boolean ownWord = reason == FinishReason.OTHER && extras.isHome(Tongue.CHAT);
    String word = ownWord && !nativeWord.isEmpty() ? nativeWord : ChatAnswers.finishWord(reason);
    choice.put("finish_reason", word);
    if (!nativeWord.isEmpty() && !nativeWord.equals(word)) {
      choice.put("native_finish_reason", nativeWord);
    }
    if (!stopSequence.isEmpty()) {
      choice.put("stop_reason", stopSequence);
    }
    if (extras.at(Tongue.MESSAGES).get("stop_details") instanceof ObjectNode details) {
      ObjectNode known = choice.putObject("stop_details");
      for (String name : STOP_DETAILS) {
        JsonNode value = details.get(name);
        if (value != null) {
          known.set(name, value);
        }
      }
    }
  }

  /** Anthropic's words for a refusal stand beside the content, not in it. */
  static Optional<String> explanation(Extras extras) {
    JsonNode details = extras.at(Tongue.MESSAGES).get("stop_details");
    return Optional.ofNullable(details)
        .map(node -> node.path("explanation").asString(""))
        .filter(text -> !text.isEmpty());
  }

  /** An entry of thinking_blocks; a streamed one has only the signature, its text went before. */
  static void thinkingBlock(ArrayNode blocks, Optional<String> text, String signature) {
    ObjectNode block = blocks.addObject().put("type", "thinking");
    text.ifPresent(words -> block.put("thinking", words));
    if (!signature.isEmpty()) {
      block.put("signature", signature);
    }
  }

  /** Signatures of Anthropic are at home in thinking_blocks; others say where they come from. */
  static String signature(String signature, Extras origin) {
    return origin.isHome(Tongue.MESSAGES)
        ? signature
        : Signatures.abroad(signature, origin, Tongue.CHAT);
  }

  /** An entry of thinking_blocks that only the vendor can read. */
  static void redactedBlock(ArrayNode blocks, Part.RedactedThinking redacted) {
    blocks.addObject().put("type", "redacted_thinking").put("data", redacted.data());
  }

  /** A generated image, in the form that OpenRouter and others use for them. */
  static void image(ArrayNode images, String url) {
    images.addObject().put("type", "image_url").putObject("image_url").put("url", url);
  }

  /**
   * Writes a citation, as far as it names a place on the web.
   *
   * @param start characters of the content before the text
   * @param length characters of the text, which a citation without positions covers
   */
  static void citation(
      ArrayNode annotations, Citation citation, int start, int length, Losses losses) {
    if (citation.url().isEmpty()) {
      losses.lost("content.citations");
      return;
    }
    ObjectNode target =
        annotations.addObject().put("type", "url_citation").putObject("url_citation");
    target.put("url", citation.url()).put("title", citation.title());
    target.put("start_index", start + citation.start().orElse(0));
    target.put("end_index", start + citation.end().orElse(length));
  }

  /** Length as OpenAI counts positions: in characters, not in UTF-16 units. */
  static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  /** The service tier: of the answer itself, or of Anthropic's usage, which has it there. */
  static String tier(String known, Optional<Usage> usage) {
    if (!known.isEmpty()) {
      return known;
    }
    String tier =
        usage
            .map(counts -> counts.extras().at(Tongue.MESSAGES).get("service_tier"))
            .filter(JsonNode::isString)
            .map(JsonNode::asString)
            .orElse("");
    return tier.equals("standard") ? "default" : tier;
  }

  /** What a lost part is called in the report of losses. */
  static String name(Part part) {
    return part instanceof Part.Foreign foreign
        ? foreign.type()
        : part.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Sets members that are not there yet. */
  static void addMissing(ObjectNode target, Map<String, JsonNode> fields) {
    fields.forEach(
        (name, value) -> {
          if (!target.has(name)) {
            target.set(name, value);
          }
        });
  }

  /** A member that is an array, made where it is absent. */
  static ArrayNode array(ObjectNode holder, String name) {
    return holder.get(name) instanceof ArrayNode array ? array : holder.putArray(name);
  }

  /** A delta that holds one array. */
  static ObjectNode delta(String name, java.util.function.Consumer<ArrayNode> entries) {
    ObjectNode delta = JsonTree.object();
    entries.accept(delta.putArray(name));
    return delta;
  }
}
