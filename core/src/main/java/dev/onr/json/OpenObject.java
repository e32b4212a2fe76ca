package dev.onr.json;

import dev.onr.ByteCollector;
import dev.onr.ByteSink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One object that an edit looks into: its members in order, each still raw or opened in turn. */
final class OpenObject {
  private static final byte[] EMPTY = {'{', '}'};
  private static final byte[] OPEN = {'{'};
  private static final byte[] COMMA = {','};
  private static final byte[] COLON = {':'};
  private static final byte[] CLOSE = {'}'};

  private final byte[] source;
  private final int start;
  private final int end;
  private final List<Member> members;

  /** Keys came or went, so the object can't be written by patching its bytes. */
  private boolean reshaped;

  private OpenObject(byte[] source, int start, int end, List<Member> members) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.members = members;
  }

  static OpenObject of(JsonValue object) {
    MemberTable table = object.members();
    List<Member> members = new ArrayList<>(table.size() + 2);
    for (int i = 0; i < table.size(); i++) {
      members.add(
          new Member(
              object.source,
              table.keyFrom(i),
              table.keyTo(i),
              table.valueFrom(i),
              table.valueTo(i)));
    }
    return new OpenObject(object.source, object.start, object.end, members);
  }

  private static OpenObject empty() {
    OpenObject object = new OpenObject(EMPTY, 0, EMPTY.length, new ArrayList<>(2));
    object.reshaped = true;
    return object;
  }

  /** The member with this name; of several the last. */
  @Nullable Member last(String name) {
    for (int i = members.size() - 1; i >= 0; i--) {
      if (members.get(i).isNamed(name)) {
        return members.get(i);
      }
    }
    return null;
  }

  /** The object at a key, opened; null where there is none. */
  @Nullable OpenObject enter(String name) {
    Member member = last(name);
    return member == null ? null : member.open();
  }

  /** The object at a key, opened; made where there is none. */
  OpenObject enterOrMake(String name) {
    Member member = last(name);
    if (member == null) {
      OpenObject made = empty();
      add(name).hold(made);
      return made;
    }
    OpenObject open = member.open();
    if (open == null) {
      open = empty();
      member.hold(open);
    }
    return open;
  }

  /** Puts a value at a key; whether it says something new. */
  boolean put(String name, JsonValue value) {
    Member member = last(name);
    if (member == null) {
      add(name).replace(value);
      return true;
    }
    // Equal or not: whoever sets a key wants one value there, not two that readers may pick from.
    if (members.removeIf(other -> other != member && other.isNamed(name))) {
      reshaped = true;
    }
    if (member.value().means(value)) {
      return false;
    }
    member.replace(value);
    return true;
  }

  boolean remove(String name) {
    boolean removed = members.removeIf(member -> member.isNamed(name));
    reshaped |= removed;
    return removed;
  }

  boolean isEdited() {
    if (reshaped) {
      return true;
    }
    for (Member member : members) {
      if (member.isEdited()) {
        return true;
      }
    }
    return false;
  }

  void writeTo(ByteSink out) {
    if (!isEdited()) {
      out.write(source, start, end - start);
    } else if (reshaped || Duplicates.among(members)) {
      writeCompactly(out);
    } else {
      patch(out);
    }
  }

  private void patch(ByteSink out) {
    int copied = start;
    for (Member member : members) {
      if (member.isEdited()) {
        out.write(source, copied, member.valueStart - copied);
        member.writeValue(out);
        copied = member.valueEnd;
      }
    }
    out.write(source, copied, end - copied);
  }

  private void writeCompactly(ByteSink out) {
    List<Member> kept = Duplicates.among(members) ? lastOfEach() : members;
    out.write(OPEN);
    for (int i = 0; i < kept.size(); i++) {
      Member member = kept.get(i);
      if (i > 0) {
        out.write(COMMA);
      }
      out.write(member.source, member.keyStart, member.keyEnd - member.keyStart);
      out.write(COLON);
      member.writeValue(out);
    }
    out.write(CLOSE);
  }

  private List<Member> lastOfEach() {
    Set<String> seen = new HashSet<>();
    List<Member> kept = new ArrayList<>(members.size());
    for (Member member : members.reversed()) {
      if (seen.add(member.name())) {
        kept.add(member);
      }
    }
    return kept.reversed();
  }

  private Member add(String name) {
    JsonValue key = JsonValue.of(name);
    Member member = new Member(key.source, key.start, key.end, 0, 0);
    members.add(member);
    reshaped = true;
    return member;
  }

  /** A key and its value: as it came, replaced, or an object that is open for edits. */
  static final class Member {
    final byte[] source;
    final int keyStart;
    final int keyEnd;
    final int valueStart;
    final int valueEnd;
    private @Nullable JsonValue replacement;
    private @Nullable OpenObject open;
    private boolean held;

    Member(byte[] source, int keyStart, int keyEnd, int valueStart, int valueEnd) {
      this.source = source;
      this.keyStart = keyStart;
      this.keyEnd = keyEnd;
      this.valueStart = valueStart;
      this.valueEnd = valueEnd;
    }

    String name() {
      return JsonStrings.decode(source, keyStart + 1, keyEnd - 1);
    }

    boolean isNamed(String name) {
      return JsonStrings.same(source, keyStart + 1, keyEnd - 1, name);
    }

    JsonValue value() {
      if (open != null) {
        ByteCollector out = new ByteCollector(256);
        open.writeTo(out);
        byte[] bytes = out.toByteArray();
        return JsonValue.within(bytes, 0, bytes.length);
      }
      return replacement != null ? replacement : JsonValue.within(source, valueStart, valueEnd);
    }

    @Nullable OpenObject opened() {
      return open;
    }

    /** Opens the object that this value is; null where it is none. */
    @Nullable OpenObject open() {
      if (open == null) {
        JsonValue value = value();
        if (!value.isObject()) {
          return null;
        }
        open = OpenObject.of(value);
      }
      return open;
    }

    void replace(JsonValue value) {
      replacement = value;
      open = null;
    }

    void hold(OpenObject object) {
      open = object;
      held = true;
    }

    boolean isEdited() {
      return held || replacement != null || (open != null && open.isEdited());
    }

    void writeValue(ByteSink out) {
      if (open != null) {
        open.writeTo(out);
      } else if (replacement != null) {
        replacement.writeTo(out);
      } else {
        out.write(source, valueStart, valueEnd - valueStart);
      }
    }
  }
}
