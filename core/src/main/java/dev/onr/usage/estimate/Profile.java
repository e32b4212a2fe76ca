package dev.onr.usage.estimate;

import dev.onr.Api;
import java.util.List;
import java.util.Locale;

/**
 * How a family of models counts: the column of weights in {@link PromptItem}, and by what the count
 * of a text is multiplied.
 */
enum Profile {
  CHAT,
  RESPONSES,
  GEMINI_2_5,
  GEMINI_3,
  OPUS_4_8,
  OPUS_4_7,
  SONNET,
  /** For APIs without weights. */
  PLAIN;

  private static final int STEP = 10 * 1024;

  /** By how much the count of a Claude text grows: a factor for each {@link #STEP} of tokens. */
  private static final double[] CLAUDE_BY_LENGTH = {
    1.15, 1.46, 1.47, 1.58, 1.7, 2.0, 2.1, 2.14, 2.18, 2.2, 2.4
  };

  private static final double[] CLAUDE_BY_TOKENIZER = {
    1.65, 1.76, 1.77, 1.88, 1.1, 2.3, 2.08, 2.16, 2.23, 1, 1.65
  };

  private static final int SHORT_ANSWER = 128;

  private record Fragment(String text, Profile profile) {}

  private static final List<Fragment> GEMINI =
      List.of(
          new Fragment("gemini-2.5-pro", GEMINI_2_5),
          new Fragment("gemini-3", GEMINI_3),
          new Fragment("", GEMINI_2_5));

  private static final List<Fragment> CLAUDE =
      List.of(
          new Fragment("claude-opus-4-8", OPUS_4_8),
          new Fragment("claude-opus-4-7", OPUS_4_7),
          new Fragment("claude-sonnet-5", SONNET),
          new Fragment("claude-sonnet-4-6", SONNET),
          new Fragment("", OPUS_4_8));

  /** The profile of a model: the first whose fragment the model's name contains. */
  static Profile of(Api api, String model) {
    return switch (api) {
      case CHAT_COMPLETIONS -> CHAT;
      case RESPONSES -> RESPONSES;
      case GEMINI_GENERATE_CONTENT, GEMINI_STREAM_GENERATE_CONTENT -> of(GEMINI, model);
      case CLAUDE_MESSAGES -> of(CLAUDE, model);
      default -> PLAIN;
    };
  }

  private static Profile of(List<Fragment> fragments, String model) {
    String name = model.toLowerCase(Locale.ROOT);
    return fragments.stream()
        .filter(each -> name.contains(each.text))
        .findFirst()
        .orElseThrow()
        .profile;
  }

  /** What a text's count is multiplied by. */
  double multiplier(long tokens, EstimateDirection direction, EstimationStrategy strategy) {
    boolean byLength = strategy == EstimationStrategy.HEURISTIC;
    if (this == OPUS_4_7 && direction == EstimateDirection.OUTPUT && byLength) {
      return tokens <= SHORT_ANSWER ? 1.15 : 1.84;
    }
    return switch (this) {
      case CHAT, RESPONSES, GEMINI_2_5, GEMINI_3, PLAIN -> 1;
      case OPUS_4_8, OPUS_4_7, SONNET ->
          band(tokens, byLength ? CLAUDE_BY_LENGTH : CLAUDE_BY_TOKENIZER);
    };
  }

  private static double band(long tokens, double[] bands) {
    long band = Math.max(0, tokens - 1) / STEP;
    return bands[(int) Math.min(band, bands.length - 1)];
  }
}
