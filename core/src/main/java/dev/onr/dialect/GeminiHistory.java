package dev.onr.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the model said before, as Gemini clients send it back. A client that streamed has text and
 * thoughts in pieces, one part for each chunk, and to Gemini that is the same as one part. To other
 * vendors every part is a text of its own, an empty one is an error, and a signature is for the
 * whole thought; so there the pieces go as one.
 */
final class GeminiHistory {
  private GeminiHistory() {}

  /**
   * The request for a vendor other than Google; of another client than Google's it stays as it is.
   */
  static Prompt abroad(Prompt prompt) {
    if (!prompt.extras().isHome(Tongue.GEMINI)) {
      return prompt;
    }
    List<Turn> turns =
        prompt.turns().stream()
            .map(
                turn ->
                    turn.role() == Role.ASSISTANT
                        ? new Turn(turn.role(), turn.name(), joined(turn.parts()), turn.extras())
                        : turn)
            .toList();
    return prompt.withTurns(turns);
  }

  private static List<Part> joined(List<Part> parts) {
    List<Part> whole = new ArrayList<>(parts.size());
    for (Part part : parts) {
      switch (part) {
        case Part.Text text when isPlain(text) -> {
          if (!whole.isEmpty() && whole.getLast() instanceof Part.Text before && isPlain(before)) {
            String joined = before.text() + text.text();
            whole.set(whole.size() - 1, new Part.Text(joined, List.of(), before.extras()));
          } else if (!text.text().isEmpty()) {
            whole.add(text);
          }
        }
        case Part.Thinking thinking -> add(thinking, whole);
        default -> whole.add(part);
      }
    }
    return whole;
  }

  private static boolean isPlain(Part.Text text) {
    return text.citations().isEmpty() && text.extras().fields().isEmpty();
  }

  private static void add(Part.Thinking thinking, List<Part> whole) {
    String text = thinking.text();
    if (!whole.isEmpty()
        && whole.getLast() instanceof Part.Thinking before
        && before.signature().isEmpty()) {
      text = before.text() + text;
      whole.removeLast();
    }
    Optional<String> foreign = GeminiSignatures.foreign(thinking.signature());
    if (foreign.isPresent()) {
      Extras origin = Extras.of(Signatures.home(foreign.get()).orElseThrow(), Map.of());
      whole.add(new Part.Thinking(text, Signatures.own(foreign.get()), true, origin));
    } else {
      whole.add(new Part.Thinking(text, thinking.signature(), true, thinking.extras()));
    }
  }
}
