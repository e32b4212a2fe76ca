package dev.onr.dialect;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Gemini models can do, as far as requests must respect it (Google, "Gemini thinking", "Gemini
 * 3 developer guide", "Image generation").
 */
final class GeminiModels {
  private static final Pattern VERSION = Pattern.compile("gemini-(\\d{1,3})(?:\\.(\\d{1,2}))?.*");

  /**
   * Tokens with which a model may be told to think.
   *
   * @param least smallest budget that is not zero
   * @param most largest budget
   * @param canBeOff whether zero is allowed
   */
  record Budgets(int least, int most, boolean canBeOff) {
    /** What can be had of a wanted budget. */
    int nearest(int wanted) {
      if (wanted <= 0 && canBeOff) {
        return 0;
      }
      return Math.clamp(wanted, least, most);
    }
  }

  private GeminiModels() {}

  /** The bare name: without {@code models/} or a publisher's path before it, in lower case. */
  static String name(String model) {
    String trimmed = model.trim().toLowerCase(Locale.ROOT);
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  /**
   * Whether the model is of the third generation or later: it thinks in levels, checks thought
   * signatures, takes a resolution per picture and pictures within function responses.
   */
  static boolean isThirdGeneration(String model) {
    return version(model) >= 300;
  }

  /** The budgets of a model that thinks in tokens (2.5); empty for the others. */
  static Optional<Budgets> budgets(String model) {
    if (version(model) != 205) {
      return Optional.empty();
    }
    String name = name(model);
    if (name.contains("pro")) {
      return Optional.of(new Budgets(128, 32_768, false));
    }
    return Optional.of(new Budgets(name.contains("lite") ? 512 : 1, 24_576, true));
  }

  /**
   * The least level of thinking of a model that thinks in levels; none of them can be told not to.
   */
  static String leastLevel(String model) {
    return name(model).contains("flash") ? "minimal" : "low";
  }

  /** Whether the model draws pictures. */
  static boolean draws(String model) {
    return name(model).startsWith("gemini-") && name(model).contains("image");
  }

  /** Major version times 100 plus minor version; 0 where the name has none. */
  private static int version(String model) {
    Matcher matcher = VERSION.matcher(name(model));
    if (!matcher.matches()) {
      return 0;
    }
    int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    return Integer.parseInt(matcher.group(1)) * 100 + minor;
  }
}
