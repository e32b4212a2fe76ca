package dev.onr.dialect;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One candidate of an answer.
 *
 * @param index position among the candidates
 * @param parts what the model said, in order
 * @param finish why it ended; empty while it has not
 * @param nativeFinish the vendor's own word for that; may be empty
 * @param stopSequence the stop sequence that was met; may be empty
 * @param logprobs log probabilities in OpenAI's chat shape ({@code {"content":[…]}})
 */
public record Choice(
    int index,
    List<Part> parts,
    Optional<FinishReason> finish,
    String nativeFinish,
    String stopSequence,
    Optional<JsonNode> logprobs,
    Extras extras) {
  public Choice {
    parts = List.copyOf(parts);
  }
}
