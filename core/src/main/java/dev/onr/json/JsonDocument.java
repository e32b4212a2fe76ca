package dev.onr.json;

import dev.onr.ByteSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object being edited. Only objects on the paths that edits touch are opened; all other bytes
 * stay as they came and are copied when the document is written:
 *
 * <ul>
 *   <li>nothing edited: the very bytes that came, duplicate keys and all;
 *   <li>only values replaced: every byte outside those values is kept, white space included;
 *   <li>keys added, removed or found twice in an edited object: that object is written compactly,
 *       the values inside it still as they came. Of a key that stands twice the last one stays.
 * </ul>
 *
 * Not thread-safe; belongs to one attempt.
 */
public final class JsonDocument {
  private final JsonValue original;
  private final OpenObject root;

  private JsonDocument(JsonValue original) {
    this.original = original;
    this.root = OpenObject.of(original);
  }

  /**
   * Begins to edit an object. The value itself does not change.
   *
   * @throws IllegalArgumentException when the value is no object
   */
  public static JsonDocument of(JsonValue object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("only objects can be edited");
    }
    return new JsonDocument(object);
  }

  /** The value at a path as edited so far; null where there is none. */
  public @Nullable JsonValue find(ObjectPath path) {
    OpenObject parent = root;
    List<String> keys = path.keys();
    for (int i = 0; ; i++) {
      OpenObject.Member member = parent.last(keys.get(i));
      if (member == null) {
        return null;
      }
      if (i == keys.size() - 1) {
        return member.value();
      }
      OpenObject open = member.opened();
      if (open == null) {
        JsonValue value = member.value();
        while (value != null && ++i < keys.size()) {
          value = value.member(keys.get(i));
        }
        return value;
      }
      parent = open;
    }
  }

  /**
   * Puts a value at a path. Missing objects on the way are made; what is no object there gives way
   * to one.
   *
   * @return whether the document says something else than before
   */
  public boolean set(ObjectPath path, JsonValue value) {
    OpenObject parent = root;
    List<String> keys = path.keys();
    for (int i = 0; i < keys.size() - 1; i++) {
      parent = parent.enterOrMake(keys.get(i));
    }
    return parent.put(path.leaf(), value);
  }

  /** Puts a value at a path that exists; else does nothing. */
  public boolean replace(ObjectPath path, JsonValue value) {
    return find(path) != null && set(path, value);
  }

  /** Removes what is at a path; false where nothing was. Its parents stay. */
  public boolean remove(ObjectPath path) {
    OpenObject parent = root;
    List<String> keys = path.keys();
    for (int i = 0; i < keys.size() - 1; i++) {
      parent = parent.enter(keys.get(i));
      if (parent == null) {
        return false;
      }
    }
    return parent.remove(path.leaf());
  }

  /** Whether the bytes differ from those that came. */
  public boolean isEdited() {
    return root.isEdited();
  }

  /**
   * The document's bytes: the array that it was parsed from when nothing was edited and the array
   * holds nothing else. Bytes in edited documents that are not UTF-8 become U+FFFD.
   */
  public byte[] bytes() {
    if (!isEdited()) {
      boolean whole = original.start == 0 && original.end == original.source.length;
      return whole ? original.source : original.bytes();
    }
    // Measured first, so that a large body is copied once.
    Exactly out = new Exactly();
    root.writeTo(out::measure);
    out.bytes = new byte[out.size];
    out.size = 0;
    root.writeTo(out::take);
    return Utf8.repaired(out.bytes);
  }

  private static final class Exactly {
    private byte[] bytes = {};
    private int size;

    void measure(byte[] source, int offset, int length) {
      size += length;
    }

    void take(byte[] source, int offset, int length) {
      System.arraycopy(source, offset, bytes, size, length);
      size += length;
    }
  }

  /** Writes the document's bytes. */
  public void writeTo(ByteSink out) {
    if (isEdited()) {
      out.write(bytes());
    } else {
      original.writeTo(out);
    }
  }

  /** Hands out the bytes of the values that were never replaced as they lie in the original. */
  void pour(ByteSink out) {
    root.writeTo(out);
  }

  /** How many bytes it had before any edit. */
  int originalLength() {
    return original.end - original.start;
  }

  /** The document as a value, for further reading. */
  public JsonValue toValue() {
    return isEdited() ? JsonValue.parse(bytes()) : original;
  }
}
