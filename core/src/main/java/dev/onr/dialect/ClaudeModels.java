package dev.onr.dialect;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Claude models can do, as far as requests must respect it (Anthropic, "Models overview",
 * "Extended thinking").
 */
final class ClaudeModels {
  private static final int DEFAULT_LIMIT = 64_000;
  private static final int LARGE_LIMIT = 128_000;
  private static final int FIRST_WITH_LARGE_LIMIT = 406;
  private static final Map<String, Integer> LIMITS =
      Map.of("claude-opus-4-6", LARGE_LIMIT, "claude-opus-4-1", 32_000, "claude-opus-4-0", 32_000);
  private static final Map<String, String> ALIASES =
      Map.of("claude-2", "claude-2.1", "claude-instant-1", "claude-instant-1.1");

  /** A family name, then major and perhaps minor version; eight digits behind them are a date. */
  private static final Pattern VERSION =
      Pattern.compile("claude-[a-z]+-(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d).*");

  private ClaudeModels() {}

  /** The name that Anthropic knows today. */
  static String current(String model) {
    return ALIASES.getOrDefault(model, model);
  }

  /**
   * Tokens that a model may generate at most, or a sensible default for models that are not
   * Claude's.
   */
  static int defaultLimit(String model) {
    return LIMITS.getOrDefault(normal(model), DEFAULT_LIMIT);
  }

  /**
   * What remains of a wanted number of tokens under the model's limit; other vendors' models are
   * not limited.
   */
  static int limited(String model, int wanted) {
    if (!normal(model).startsWith("claude")) {
      return wanted;
    }
    boolean writesMore = version(model) >= FIRST_WITH_LARGE_LIMIT;
    return Math.min(wanted, writesMore ? LARGE_LIMIT : defaultLimit(model));
  }

  /** Whether the model decides itself how much to think: from 4.6 on. */
  static boolean thinksAdaptively(String model) {
    return version(model) >= 406;
  }

  /**
   * Whether the model knows nothing but adaptive thinking and rejects sampling parameters: from 4.7
   * on.
   */
  static boolean onlyAdaptive(String model) {
    return version(model) >= 407;
  }

  /** Major version times 100 plus minor version; 0 where the name has none. */
  private static int version(String model) {
    Matcher matcher = VERSION.matcher(normal(model));
    if (!matcher.matches()) {
      return normal(model).startsWith("claude-mythos-") ? 500 : 0;
    }
    int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    return Integer.parseInt(matcher.group(1)) * 100 + minor;
  }

  private static String normal(String model) {
    String name = model.trim().toLowerCase(Locale.ROOT);
    // Bedrock and others put vendor and region before it: us.anthropic.claude-opus-4-7.
    return name.substring(Math.max(0, name.indexOf("claude-")));
  }
}
