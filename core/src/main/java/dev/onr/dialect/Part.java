package dev.onr.dialect;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A piece of a turn or of an answer. */
public sealed interface Part {
  /** Fields that only the part's own dialect knows, such as {@code cache_control}. */
  Extras extras();

  /** Words, verbatim: never trimmed, never joined across parts. */
  record Text(String text, List<Citation> citations, Extras extras) implements Part {
    public Text {
      citations = List.copyOf(citations);
    }

    /** Words without citations. */
    public static Text of(String text) {
      return new Text(text, List.of(), Extras.NONE);
    }
  }

  /**
   * An image.
   *
   * @param detail OpenAI's {@code low}, {@code high}, {@code auto} …; empty where not given
   */
  record Image(Media media, String detail, Extras extras) implements Part {
    /** Whether the client wants another detail than the vendor would choose. */
    boolean asksForDetail() {
      return !detail.isEmpty() && !detail.trim().equalsIgnoreCase("auto");
    }
  }

  /**
   * A sound.
   *
   * @param format {@code wav}, {@code mp3} …; may be empty where the media's MIME type says it
   * @param transcript what is said in it; empty where unknown
   */
  record Audio(Media media, String format, String transcript, Extras extras) implements Part {}

  /** A moving picture. */
  record Video(Media media, Extras extras) implements Part {}

  /**
   * A document.
   *
   * @param name file name or title; may be empty
   */
  record Document(Media media, String name, Extras extras) implements Part {}

  /**
   * The model's reasoning.
   *
   * @param text the reasoning or its summary; empty where the vendor keeps it hidden
   * @param signature what the vendor wants back to continue the reasoning (Messages: signature;
   *     Responses: encrypted_content; Gemini: thoughtSignature); empty where there is none
   * @param summary whether {@code text} is a summary rather than the reasoning itself
   */
  record Thinking(String text, String signature, boolean summary, Extras extras) implements Part {}

  /** Reasoning that the vendor encrypted (Messages: redacted_thinking). */
  record RedactedThinking(String data, Extras extras) implements Part {}

  /** The model says that it will not answer. */
  record Refusal(String text, Extras extras) implements Part {}

  /**
   * The model calls a tool of the client.
   *
   * @param id pairs the call with its result; empty where the dialect gives none
   * @param arguments exactly what the model wrote: JSON text of a function's arguments, free text
   *     of a custom tool
   * @param signature Gemini's thoughtSignature on the call; empty elsewhere
   */
  record ToolCall(
      String id, String name, ToolKind kind, String arguments, String signature, Extras extras)
      implements Part {}

  /**
   * What a tool of the client answered.
   *
   * @param callId the call's id; empty where the dialect pairs by name and order
   * @param name the tool's name; empty where the dialect does not repeat it
   * @param content text, images, documents
   * @param error whether the tool failed
   */
  record ToolResult(
      String callId, String name, ToolKind kind, List<Part> content, boolean error, Extras extras)
      implements Part {
    public ToolResult {
      content = List.copyOf(content);
    }
  }

  /**
   * Something that only one dialect knows, whole: a server tool's use or result, executed code, an
   * item reference. It is written at home and is a loss elsewhere.
   *
   * @param type how the dialect names it, for the loss report
   */
  record Foreign(Tongue home, String type, ObjectNode raw) implements Part {
    @Override
    public Extras extras() {
      return Extras.NONE;
    }
  }
}
