package dev.onr.usage;

import dev.onr.ByteCollector;
import dev.onr.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One usage object, put together from several. Of their members only the wanted ones are kept, so
 * that its size is bounded by the rules and not by what an upstream sends.
 */
final class FoldedObject {
  /** Stands for members that are not kept. No path leads to a member without a name. */
  private static final byte[] NAMELESS = "\"\":null".getBytes(StandardCharsets.US_ASCII);

  private final WantedMembers wanted;
  private final Map<String, Item> members = new LinkedHashMap<>();

  /** Whether there are members that nobody wants: they make the difference to an empty object. */
  private boolean others;

  FoldedObject(WantedMembers wanted) {
    this.wanted = wanted;
  }

  /** What a member is: an object, or anything else. */
  private sealed interface Item {
    boolean saysNothing();

    record Branch(FoldedObject object) implements Item {
      @Override
      public boolean saysNothing() {
        return object.isEmpty();
      }
    }

    record Leaf(JsonValue value, boolean saysNothing) implements Item {}
  }

  boolean isEmpty() {
    return members.isEmpty() && !others;
  }

  /**
   * Takes what another root of the same payload says: a member that is there already stays, unless
   * it says nothing.
   *
   * @param excluded members to leave out
   */
  void complete(JsonValue object, Set<String> excluded) {
    FoldedObject next = new FoldedObject(wanted);
    next.take(object, excluded);
    merge(next, false);
  }

  /**
   * Takes what a later payload says: the later value counts, unless it says nothing and the earlier
   * one does.
   */
  void update(FoldedObject later) {
    merge(later, true);
  }

  private void take(JsonValue object, Set<String> excluded) {
    object
        .memberValues()
        .forEach(
            (written, value) -> {
              String name = written.strip();
              if (name.isEmpty() || excluded.contains(written)) {
                return;
              }
              WantedMembers inside = wanted.member(name);
              if (inside == null) {
                others = true;
              } else if (!members.containsKey(name)) {
                members.put(name, item(value, inside));
              }
            });
  }

  private static Item item(JsonValue value, WantedMembers wanted) {
    if (!value.isObject()) {
      return new Item.Leaf(value.detached(), Quantities.saysNothing(value));
    }
    FoldedObject object = new FoldedObject(wanted);
    object.take(value, Set.of());
    return new Item.Branch(object);
  }

  private void merge(FoldedObject next, boolean lastWins) {
    others |= next.others;
    next.members.forEach(
        (name, item) -> {
          Item current = members.get(name);
          if (current instanceof Item.Branch(FoldedObject mine)
              && item instanceof Item.Branch(FoldedObject theirs)) {
            mine.merge(theirs, lastWins);
          } else if (current == null
              || (lastWins
                  ? !item.saysNothing() || current.saysNothing()
                  : current.saysNothing() && !item.saysNothing())) {
            members.put(name, item);
          }
        });
  }

  /** As JSON, for facts to read. */
  JsonValue toJson() {
    ByteCollector out = new ByteCollector(256);
    writeTo(out);
    return JsonValue.parse(out.toByteArray());
  }

  private void writeTo(ByteCollector out) {
    int separator = '{';
    for (Map.Entry<String, Item> member : members.entrySet()) {
      out.write(separator);
      separator = ',';
      JsonValue.of(member.getKey()).writeTo(out);
      out.write(':');
      switch (member.getValue()) {
        case Item.Branch(FoldedObject object) -> object.writeTo(out);
        case Item.Leaf(JsonValue value, boolean ignored) -> value.writeTo(out);
      }
    }
    if (others) {
      out.write(separator);
      out.write(NAMELESS);
    } else if (members.isEmpty()) {
      out.write('{');
    }
    out.write('}');
  }
}
