package dev.onr.json;

import java.util.Arrays;

/**
 * Where the members of an object stand in its bytes, in their order. Four offsets for each: the key
 * with its quotes (from, to), the value (from, to).
 */
final class MemberTable {
  /** Offsets per member. */
  static final int STRIDE = 4;

  /** Of an object that has none, and of what is no object. */
  static final MemberTable NONE = new MemberTable(new int[0]);

  private final int[] offsets;

  private MemberTable(int[] offsets) {
    this.offsets = offsets;
  }

  /**
   * Takes the offsets over: they must not change any more.
   *
   * @param used how many of them count
   */
  static MemberTable of(int[] offsets, int used) {
    if (used == 0) {
      return NONE;
    }
    return new MemberTable(used == offsets.length ? offsets : Arrays.copyOf(offsets, used));
  }

  /** How many members there are. */
  int size() {
    return offsets.length / STRIDE;
  }

  int keyFrom(int member) {
    return offsets[member * STRIDE];
  }

  int keyTo(int member) {
    return offsets[member * STRIDE + 1];
  }

  int valueFrom(int member) {
    return offsets[member * STRIDE + 2];
  }

  int valueTo(int member) {
    return offsets[member * STRIDE + 3];
  }

  /** The name of a member, without quotes and escapes. */
  String name(byte[] source, int member) {
    return JsonStrings.decode(source, keyFrom(member) + 1, keyTo(member) - 1);
  }

  /** Whether a member has this name. */
  boolean isNamed(byte[] source, int member, String name) {
    return JsonStrings.same(source, keyFrom(member) + 1, keyTo(member) - 1, name);
  }
}
