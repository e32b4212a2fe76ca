package dev.onr.json;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds out whether an object names a key twice, cheaply for the small objects that are usual. */
final class Duplicates {
  private static final int SMALL = 48;

  private Duplicates() {}

  static boolean among(List<OpenObject.Member> members) {
    if (members.size() > SMALL) {
      return byName(members);
    }
    long seen = 0;
    for (int i = 0; i < members.size(); i++) {
      OpenObject.Member member = members.get(i);
      int length = member.keyEnd - member.keyStart;
      for (int k = member.keyStart; k < member.keyEnd; k++) {
        if (member.source[k] == '\\' || member.source[k] < 0) {
          // One name can be written in several ways.
          return byName(members);
        }
      }
      // Length, second and last but one byte tell most keys apart.
      int print =
          length * 31
              + member.source[member.keyStart + 1] * 7
              + member.source[member.keyEnd - 2] * 13;
      long bit = 1L << (print & 63);
      if ((seen & bit) != 0 && repeats(members, i)) {
        return true;
      }
      seen |= bit;
    }
    return false;
  }

  private static boolean repeats(List<OpenObject.Member> members, int index) {
    OpenObject.Member member = members.get(index);
    for (int i = 0; i < index; i++) {
      OpenObject.Member other = members.get(i);
      if (Arrays.equals(
          member.source,
          member.keyStart,
          member.keyEnd,
          other.source,
          other.keyStart,
          other.keyEnd)) {
        return true;
      }
    }
    return false;
  }

  private static boolean byName(List<OpenObject.Member> members) {
    Set<String> names = new HashSet<>();
    for (OpenObject.Member member : members) {
      if (!names.add(member.name())) {
        return true;
      }
    }
    return false;
  }
}
