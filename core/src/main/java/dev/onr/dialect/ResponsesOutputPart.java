package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A part that still grows in the output of a response, and where it goes. */
final class ResponsesOutputPart {
  /** A message that may get more content. */
  static final class Message {
    final int index;
    final ObjectNode item;
    final ArrayNode content = JsonTree.nodes().arrayNode();
    int open;
    boolean closed;

    Message(int index, ObjectNode item) {
      this.index = index;
      this.item = item;
    }
  }

  final Part start;
  final int index;
  final String itemId;
  final int place;
  final @Nullable Message message;
  final StringBuilder text = new StringBuilder();
  final List<Citation> citations = new ArrayList<>();
  final ArrayNode logprobs = JsonTree.nodes().arrayNode();
  String signature = "";

  /** Lengths of the pieces of reasoning that are done. */
  final ArrayNode pieces = JsonTree.nodes().arrayNode();

  int pieceStart;
  boolean pieceOpen;

  /**
   * @param start the part as it began
   * @param index place of its item in the output
   * @param place place in the content of its message
   * @param message its message, where it is part of one
   */
  ResponsesOutputPart(Part start, int index, String itemId, int place, @Nullable Message message) {
    this.start = start;
    this.index = index;
    this.itemId = itemId;
    this.place = place;
    this.message = message;
  }

  /** The content part of a message with this text. */
  ObjectNode content(String words, Losses losses) {
    ObjectNode part = JsonTree.object();
    if (start instanceof Part.Refusal) {
      part.put("type", "refusal").put("refusal", words);
    } else {
      part.put("type", "output_text").put("text", words);
      ResponsesContent.annotations(part.putArray("annotations"), citations, words, losses);
      if (!logprobs.isEmpty()) {
        part.set("logprobs", logprobs.deepCopy());
      }
    }
    ResponsesContent.restoreEmpty(part, start.extras());
    ResponsesForm.restore(part, start.extras());
    return part;
  }

  /** Reasoning that remembers into which pieces it is cut. */
  Part.Thinking cut(Part.Thinking thinking) {
    ObjectNode form = ResponsesForm.of(thinking.extras()).deepCopy();
    form.set("pieces", pieces);
    form.put("summaries", isPlain(thinking) ? 0 : pieces.size());
    return new Part.Thinking(
        thinking.text(), thinking.signature(), thinking.summary(), ResponsesForm.extras(form));
  }

  /**
   * Whether reasoning is written as it is. Reasoning of others is told as a summary, which is what
   * OpenAI's clients show; at home it stays what it was.
   */
  static boolean isPlain(Part.Thinking thinking) {
    return thinking.extras().isHome(Tongue.RESPONSES) && !thinking.summary();
  }
}
