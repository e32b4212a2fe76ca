package dev.onr.server.http;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Ids of requests: the client's own where it is harmless in logs and file names, else a new one of
 * 28 digits: local time down to the microsecond, then eight random digits.
 */
public final class RequestIds {
  /** Of requests and answers. */
  public static final String HEADER = "X-Onr-Request-Id";

  private static final int MAX_LENGTH = 128;
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final InstantSource clock;
  private final ZoneId zone;
  private final RandomGenerator random;

  /**
   * @param clock tells the time
   * @param zone where local time is read
   * @param random gives the random digits; ids name dump files and show up in answers, so they
   *     should not be guessable
   */
  public RequestIds(InstantSource clock, ZoneId zone, RandomGenerator random) {
    this.clock = clock;
    this.zone = zone;
    this.random = random;
  }

  /** The id for a request whose client sent {@code header}, or none. */
  public String of(@Nullable String header) {
    if (header != null) {
      String trimmed = header.strip();
      if (isAcceptable(trimmed)) {
        return trimmed;
      }
    }
    return generate();
  }

  /** A new unique suffix for an id inside an answer: 24 letters and digits. */
  public String suffix() {
    char[] letters = new char[24];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
    return new String(letters);
  }

  private static boolean isAcceptable(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    boolean onlyDots = true;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == ':'
              || c == '-';
      if (!allowed) {
        return false;
      }
      onlyDots &= c == '.';
    }
    // As part of a path they would be another directory.
    return !onlyDots;
  }

  private String generate() {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), zone);
    char[] digits = new char[28];
    put(digits, 0, 4, now.getYear());
    put(digits, 4, 2, now.getMonthValue());
    put(digits, 6, 2, now.getDayOfMonth());
    put(digits, 8, 2, now.getHour());
    put(digits, 10, 2, now.getMinute());
    put(digits, 12, 2, now.getSecond());
    put(digits, 14, 6, now.getNano() / 1000);
    put(digits, 20, 8, random.nextInt(100_000_000));
    return new String(digits);
  }

  private static void put(char[] digits, int start, int length, int number) {
    int rest = number;
    for (int i = start + length - 1; i >= start; i--) {
      digits[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
