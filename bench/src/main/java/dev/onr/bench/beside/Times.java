package dev.onr.bench.beside;

import java.util.Arrays;

/** Microseconds, many of them, of which percentiles are wanted. For one thread. */
final class Times {
  private int[] micros = new int[1 << 12];
  private int size;

  void add(long nanos) {
    if (size == micros.length) {
      micros = Arrays.copyOf(micros, size * 2);
    }
    micros[size++] = Math.clamp(nanos / 1000, 0, Integer.MAX_VALUE);
  }

  int size() {
    return size;
  }

  /** The value below which this share lies; 0 where there are none. */
  double percentile(double share) {
    if (size == 0) {
      return 0;
    }
    int[] sorted = Arrays.copyOf(micros, size);
    Arrays.sort(sorted);
    return sorted[Math.min(size - 1, (int) (share * size))];
  }
}
