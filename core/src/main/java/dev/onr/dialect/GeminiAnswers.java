package dev.onr.dialect;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Gemini answers, and what their streams share with them. */
final class GeminiAnswers {
  /** Form of the time of an answer. */
  static final String CREATE_TIME = "createTime";

  /** Form of what the vendor says of the prompt. */
  static final String PROMPT_FEEDBACK = "promptFeedback";

  /** Form of a candidate's content that has no parts. */
  static final String CONTENT = "content";

  /** What a client hears of an answer, whole or streamed, that says nothing at all. */
  static final UpstreamError NO_CANDIDATES =
      new UpstreamError(
          502,
          "upstream_error",
          "upstream_invalid_response",
          "",
          "the upstream's answer has no candidates");

  private static final Set<String> HELD_BACK =
      Set.of(
          "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION");

  private GeminiAnswers() {}

  static Answer read(ObjectNode body) {
    Members answer = Members.ofAnswer(GeminiNames.camel(body));
    Optional<UpstreamError> error = GeminiErrors.read(answer);
    if (error.isPresent()) {
      throw new InvalidAnswer(error.get());
    }
    AnswerHead head = head(answer);
    String blocked = blockReason(answer);
    List<Members> candidates = answer.objects("candidates");
    if (candidates.isEmpty() && blocked.isEmpty()) {
      throw new InvalidAnswer(NO_CANDIDATES);
    }
    List<Choice> choices = new ArrayList<>();
    Set<Integer> named = new HashSet<>();
    candidates.forEach(candidate -> candidate.integer("index").ifPresent(named::add));
    int free = 0;
    for (Members candidate : candidates) {
      int index = candidate.integer("index").orElse(-1);
      while (index < 0 && named.contains(free)) {
        free++;
      }
      choices.add(candidate(candidate, index < 0 ? free++ : index));
    }
    Optional<Usage> usage = answer.object("usageMetadata").map(GeminiUsage::read);
    return new Answer(head, choices, usage, blocked, extras(answer));
  }

  static AnswerHead head(Members answer) {
    String model = answer.text("modelVersion", "model").trim();
    return new AnswerHead(answer.text("responseId").trim(), model, created(answer), "");
  }

  private static OptionalLong created(Members answer) {
    String time = answer.text(CREATE_TIME);
    if (time.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Instant.parse(time).getEpochSecond());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  /** Why the prompt was refused as a whole; empty where it was not. */
  static String blockReason(Members answer) {
    return answer
        .object(PROMPT_FEEDBACK)
        .map(feedback -> feedback.text("blockReason").trim())
        .orElse("");
  }

  /** What else an answer or a chunk says. */
  static Extras extras(Members answer) {
    answer.understood("candidates", "usageMetadata");
    Extras extras = answer.rest(Tongue.GEMINI);
    for (String form : List.of(CREATE_TIME, PROMPT_FEEDBACK)) {
      if (answer.has(form)) {
        extras = extras.withForm(form, answer.node().get(form));
      }
    }
    return extras;
  }

  private static Choice candidate(Members candidate, int index) {
    Optional<Members> content = candidate.object("content");
    List<Part> parts = content.map(GeminiParts::read).orElse(List.of());
    String word = candidate.text("finishReason").trim();
    Extras extras = candidate.rest(Tongue.GEMINI);
    if (content.isPresent() && parts.isEmpty()) {
      extras = extras.withForm(CONTENT, content.get().node());
    }
    boolean called = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
    return new Choice(
        index,
        cited(parts, extras),
        finishReason(word, called),
        word,
        "",
        candidate.object("logprobsResult").map(GeminiLogprobs::read),
        extras);
  }

  /** The citations of a candidate belong to its last text. */
  private static List<Part> cited(List<Part> parts, Extras extras) {
    List<Part> cited = new ArrayList<>(parts);
    for (int i = parts.size() - 1; i >= 0; i--) {
      if (parts.get(i) instanceof Part.Text text) {
        Utf8Offsets positions = new Utf8Offsets();
        positions.append(text.text());
        List<Citation> citations = GeminiCitations.read(extras.fields(), positions);
        cited.set(i, new Part.Text(text.text(), citations, text.extras()));
        break;
      }
    }
    return cited;
  }

  /**
   * Why a candidate ended.
   *
   * @param called whether it calls a tool, which Gemini has no reason for
   */
  static Optional<FinishReason> finishReason(String word, boolean called) {
    if (word.isEmpty() || word.equals("FINISH_REASON_UNSPECIFIED")) {
      return Optional.empty();
    }
    if (HELD_BACK.contains(word)) {
      return Optional.of(FinishReason.CONTENT_FILTER);
    }
    return Optional.of(
        switch (word) {
          case "STOP" -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
          case "MAX_TOKENS" -> FinishReason.LENGTH;
          default -> FinishReason.OTHER;
        });
  }

  /** Gemini's word for a reason; its own word where it gave one. */
  static String finishWord(FinishReason reason, String nativeWord, boolean home) {
    if (home && !nativeWord.isEmpty()) {
      return nativeWord;
    }
    return switch (reason) {
      case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSED, OTHER -> "STOP";
      case LENGTH, CONTEXT_FULL -> "MAX_TOKENS";
      case CONTENT_FILTER -> "SAFETY";
    };
  }
}
