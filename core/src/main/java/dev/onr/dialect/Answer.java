package dev.onr.dialect;

import java.util.List;
import java.util.Optional;

/**
 * A whole answer, in no dialect.
 *
 * @param head id, model and time
 * @param choices the candidates, by index; empty where the vendor blocked the prompt and says so in
 *     {@code blocked}
 * @param usage tokens; empty where the vendor reported none
 * @param blocked why the prompt was refused as a whole (Gemini: promptFeedback.blockReason); may be
 *     empty
 */
public record Answer(
    AnswerHead head, List<Choice> choices, Optional<Usage> usage, String blocked, Extras extras) {
  public Answer {
    choices = List.copyOf(choices);
  }
}
