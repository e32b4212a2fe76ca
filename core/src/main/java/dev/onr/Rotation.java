package dev.onr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The order in which the entries of a list take turns by their weights. Entries of one weight take
 * plain turns; a heavier one comes more often, spread as evenly as can be (smooth weighted round
 * robin).
 */
public final class Rotation {
  /** The most that one entry may weigh. */
  public static final int HEAVIEST = 100;

  /** Of nothing. */
  public static final Rotation NONE = new Rotation(new int[0]);

  private static final List<Integer> ONLY_ONE = List.of(0);

  private final int[] turns;

  private Rotation(int[] turns) {
    this.turns = turns;
  }

  /**
   * Makes a rotation.
   *
   * @param weights of each entry, 1 to {@link #HEAVIEST}
   */
  public static Rotation of(List<Integer> weights) {
    int divisor = weights.stream().reduce(0, Rotation::commonDivisor);
    int total = weights.stream().mapToInt(Integer::intValue).sum() / Math.max(1, divisor);
    int[] turns = new int[total];
    int[] credit = new int[weights.size()];
    for (int turn = 0; turn < total; turn++) {
      int best = 0;
      for (int i = 0; i < credit.length; i++) {
        credit[i] += weights.get(i) / divisor;
        best = credit[i] > credit[best] ? i : best;
      }
      credit[best] -= total;
      turns[turn] = best;
    }
    return new Rotation(turns);
  }

  private static int commonDivisor(int a, int b) {
    return b == 0 ? a : commonDivisor(b, a % b);
  }

  /** How many turns there are until all begins again; 0 for an empty list. */
  public int length() {
    return turns.length;
  }

  /** All entries by their index: first the one whose turn it is, then those whose turns follow. */
  public List<Integer> from(int turn) {
    if (turns.length == 1) {
      return ONLY_ONE;
    }
    Set<Integer> order = new LinkedHashSet<>();
    for (int i = 0; i < turns.length; i++) {
      order.add(turns[(turn + i) % turns.length]);
    }
    return new ArrayList<>(order);
  }
}
