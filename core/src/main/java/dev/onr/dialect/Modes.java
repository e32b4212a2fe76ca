package dev.onr.dialect;

import static dev.onr.dialect.Form.ANTHROPIC_MESSAGES;
import static dev.onr.dialect.Form.GEMINI;
import static dev.onr.dialect.Form.MINIMAX_IMAGE;
import static dev.onr.dialect.Form.OPENAI_CHAT;
import static dev.onr.dialect.Form.OPENAI_IMAGES;
import static dev.onr.dialect.Form.OPENAI_RESPONSES;

import dev.onr.dialect.Mode.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of modes. Every pair of dialects has a request, a whole-answer and a stream mode, named
 * by one pattern:
 *
 * <ul>
 *   <li>{@code req_map}, {@code resp_map}: {@code <source>_to_<target>}, where the sources are
 *       {@code openai_chat}, {@code openai_responses}, {@code anthropic}, {@code gemini} and the
 *       targets {@code openai_chat}, {@code openai_responses}, {@code anthropic_messages}, {@code
 *       gemini_generate_content};
 *   <li>{@code sse_parse}: {@code <source>_to_<target>_chunks}, both named as sources are.
 * </ul>
 *
 * <p>Some answers of Chat Completions also go by the older, shorter names at the end.
 */
final class Modes {
  static final List<Mode> ALL = table();

  private Modes() {}

  private static List<Mode> table() {
    List<Mode> rows = new ArrayList<>();
    List<Form> dialects = List.of(OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC_MESSAGES, GEMINI);
    for (Form from : dialects) {
      for (Form to : dialects) {
        if (from != to) {
          String whole = from.shortName() + "_to_" + to.fullName();
          String stream = from.shortName() + "_to_" + to.shortName() + "_chunks";
          rows.add(new Mode(Kind.REQUEST, whole, from, to));
          rows.add(new Mode(Kind.WHOLE, whole, from, to));
          rows.add(new Mode(Kind.STREAM, stream, from, to));
        }
      }
      rows.add(new Mode(Kind.COLLECT, collected(from), from, from));
    }
    rows.add(
        new Mode(Kind.REQUEST, "openai_images_to_gemini_generate_content", OPENAI_IMAGES, GEMINI));
    rows.add(
        new Mode(Kind.REQUEST, "openai_images_to_minimax_image", OPENAI_IMAGES, MINIMAX_IMAGE));
    rows.add(new Mode(Kind.WHOLE, "gemini_to_openai_images", GEMINI, OPENAI_IMAGES));
    rows.add(new Mode(Kind.WHOLE, "minimax_image_to_openai_images", MINIMAX_IMAGE, OPENAI_IMAGES));

    rows.add(new Mode(Kind.WHOLE, "openai_to_anthropic_messages", OPENAI_CHAT, ANTHROPIC_MESSAGES));
    rows.add(new Mode(Kind.WHOLE, "openai_to_gemini_generate_content", OPENAI_CHAT, GEMINI));
    rows.add(new Mode(Kind.WHOLE, "openai_to_gemini_chat", OPENAI_CHAT, GEMINI));
    rows.add(new Mode(Kind.STREAM, "anthropic_to_openai_chunks", ANTHROPIC_MESSAGES, OPENAI_CHAT));
    rows.add(new Mode(Kind.STREAM, "openai_to_anthropic_chunks", OPENAI_CHAT, ANTHROPIC_MESSAGES));
    rows.add(new Mode(Kind.STREAM, "openai_to_gemini_chunks", OPENAI_CHAT, GEMINI));
    return List.copyOf(rows);
  }

  private static String collected(Form form) {
    return form == OPENAI_CHAT ? "openai_chat_completions" : form.fullName();
  }
}
