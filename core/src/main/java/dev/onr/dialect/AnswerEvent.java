package dev.onr.dialect;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One step of a streamed answer. Parts are numbered per choice in the order in which they stand in
 * the answer, perhaps with gaps; a part may still grow after another one has started (parallel tool
 * calls), until its {@link PartEnded}.
 */
public sealed interface AnswerEvent {
  /**
   * The answer begins. Comes first and once; a later, better known head comes as {@link HeadKnown}.
   */
  record Started(AnswerHead head, Extras extras) implements AnswerEvent {}

  /** More of the head is known now. */
  record HeadKnown(AnswerHead head, Extras extras) implements AnswerEvent {}

  /**
   * A part begins.
   *
   * @param part the part as far as it is known: a text, thinking, refusal or tool call to be
   *     appended to, or a whole part (image, foreign) that nothing will be appended to
   */
  record PartStarted(int choice, int part, Part content) implements AnswerEvent {}

  /**
   * More text of a text, thinking or refusal part, or more of a tool call's arguments; never empty.
   */
  record Appended(int choice, int part, String text) implements AnswerEvent {}

  /** A thinking part or a tool call gets its signature. */
  record Signed(int choice, int part, String signature) implements AnswerEvent {}

  /** A text part gets a citation. */
  record Cited(int choice, int part, Citation citation) implements AnswerEvent {}

  /** Log probabilities of tokens that were just appended, in OpenAI's chat shape. */
  record Logprobs(int choice, JsonNode logprobs) implements AnswerEvent {}

  /** A part is complete. */
  record PartEnded(int choice, int part) implements AnswerEvent {}

  /** A candidate is complete. */
  record Finished(
      int choice, FinishReason reason, String nativeReason, String stopSequence, Extras extras)
      implements AnswerEvent {}

  /** The prompt was refused as a whole. */
  record Blocked(String reason, Extras extras) implements AnswerEvent {}

  /** Tokens so far; the last one counts. */
  record UsageKnown(Usage usage) implements AnswerEvent {}

  /** The upstream reports an error inside the stream; nothing follows. */
  record Failed(UpstreamError error) implements AnswerEvent {}

  /**
   * The stream is over.
   *
   * @param complete whether the upstream ended it properly; false when it was cut
   */
  record Ended(boolean complete) implements AnswerEvent {}

  /** An event that only its own dialect knows; written at home only. */
  record Foreign(Tongue home, Optional<String> eventName, JsonNode raw) implements AnswerEvent {}
}
