package dev.onr.server.log;

/** Durations as people read them: {@code 41µs}, {@code 12.345678ms}, {@code 1m1.5s}. */
final class DurationText {
  private static final long MICROSECOND = 1_000;
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000_000_000;

  private DurationText() {}

  /** Appends a duration, exact to the nanosecond; a negative one counts as none. */
  static void append(StringBuilder out, long nanoseconds) {
    if (nanoseconds <= 0) {
      out.append("0s");
    } else if (nanoseconds < MICROSECOND) {
      out.append(nanoseconds).append("ns");
    } else if (nanoseconds < MILLISECOND) {
      decimal(out, nanoseconds, MICROSECOND);
      out.append("µs");
    } else if (nanoseconds < SECOND) {
      decimal(out, nanoseconds, MILLISECOND);
      out.append("ms");
    } else {
      long minutes = nanoseconds / SECOND / 60;
      if (minutes >= 60) {
        out.append(minutes / 60).append('h');
      }
      if (minutes > 0) {
        out.append(minutes % 60).append('m');
      }
      decimal(out, nanoseconds - minutes * 60 * SECOND, SECOND);
      out.append('s');
    }
  }

  private static void decimal(StringBuilder out, long nanoseconds, long unit) {
    out.append(nanoseconds / unit);
    long rest = nanoseconds % unit;
    if (rest == 0) {
      return;
    }
    out.append('.');
    for (long digit = unit / 10; rest > 0; digit /= 10) {
      out.append((char) ('0' + rest / digit));
      rest %= digit;
    }
  }
}
