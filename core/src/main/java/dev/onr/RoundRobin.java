package dev.onr;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes turns in each of several named lists. The names are fixed at construction; a reload makes a
 * new one, so every list starts again at its first entry. Safe for use by many threads.
 */
public final class RoundRobin {
  private final Map<String, AtomicLong> turns;

  /** Counters for these names, all at the first entry. */
  public RoundRobin(Collection<String> names) {
    Map<String, AtomicLong> counters = new HashMap<>();
    names.forEach(name -> counters.put(name, new AtomicLong()));
    this.turns = Map.copyOf(counters);
  }

  /**
   * The index whose turn it is in the list {@code name}, and moves on.
   *
   * @param size how long the list is, at least 1
   * @return an index below {@code size}; always 0 for a name that was not given at construction
   */
  public int next(String name, int size) {
    AtomicLong turn = turns.get(name);
    return turn == null ? 0 : (int) Math.floorMod(turn.getAndIncrement(), (long) size);
  }
}
