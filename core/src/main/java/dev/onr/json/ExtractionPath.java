package dev.onr.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path that reads values out of JSON, also out of arrays: {@code $.a.b}, {@code $.a[0]}, {@code
 * $.a[*].b}, {@code $.a[?(@.type=="text")].b}. Reading never fails: a path that leads nowhere finds
 * nothing.
 */
public final class ExtractionPath {
  private final String text;
  private final List<Segment> segments;
  private final boolean selects;

  private ExtractionPath(String text, List<Segment> segments) {
    this.text = text;
    this.segments = segments;
    this.selects =
        segments.stream()
            .anyMatch(
                segment ->
                    segment.selector() instanceof Selector.Every
                        || segment.selector() instanceof Selector.Where);
  }

  /**
   * Compiles a path.
   *
   * @throws PathSyntaxException when the text is none
   */
  public static ExtractionPath parse(String text) {
    String path = text.strip();
    if (!path.startsWith("$.")) {
      throw new PathSyntaxException(
          PathSyntaxException.Reason.NO_ROOT, "a path begins with \"$.\", as in \"$.a.b[0]\"");
    }
    return new ExtractionPath(path, new ExtractionPathParser(path.substring(2)).segments());
  }

  /**
   * Whether the path leads somewhere. A {@code [*]} or a filter on an array does, even when it
   * selects nothing; a missing name, a missing index or a container of the wrong kind does not.
   */
  public boolean matches(JsonValue root) {
    return walk(root, 0, new ArrayList<>());
  }

  /** All values at the path, in order; empty where it leads nowhere, see {@link #matches}. */
  public Optional<List<JsonValue>> select(JsonValue root) {
    List<JsonValue> found = new ArrayList<>(4);
    return walk(root, 0, found) ? Optional.of(found) : Optional.empty();
  }

  /** All values at the path, in order. */
  public List<JsonValue> values(JsonValue root) {
    List<JsonValue> found = new ArrayList<>();
    walk(root, 0, found);
    return found;
  }

  /** The first string at the path that is not blank; empty where there is none. */
  public String firstString(JsonValue root) {
    for (JsonValue value : values(root)) {
      String string = value.string();
      if (!string.isBlank()) {
        return string;
      }
    }
    return "";
  }

  /**
   * The string at the path: as it is, blank or not, where the path leads to one place; the first
   * that is not blank where it selects from an array. Empty where there is none.
   */
  public String string(JsonValue root) {
    List<JsonValue> values = values(root);
    return selects || values.isEmpty() ? firstString(root) : values.getFirst().string();
  }

  /** The steps of the path, in order. */
  public List<Step> steps() {
    return segments.stream()
        .map(segment -> new Step(segment.name(), !(segment.selector() instanceof Selector.Whole)))
        .toList();
  }

  private boolean walk(JsonValue from, int index, List<JsonValue> found) {
    if (index == segments.size()) {
      found.add(from);
      return true;
    }
    Segment segment = segments.get(index);
    JsonValue value = segment.name().isEmpty() ? from : from.member(segment.name());
    if (value == null) {
      return false;
    }
    if (segment.selector() instanceof Selector.Whole) {
      return walk(value, index + 1, found);
    }
    if (value.type() != JsonType.ARRAY) {
      return false;
    }
    List<JsonValue> items = value.elements();
    if (segment.selector() instanceof Selector.Index(int position)) {
      return position >= 0
          && position < items.size()
          && walk(items.get(position), index + 1, found);
    }
    for (JsonValue item : items) {
      if (segment.selector().takes(item)) {
        walk(item, index + 1, found);
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExtractionPath path && text.equals(path.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The path as it was written. */
  @Override
  public String toString() {
    return text;
  }

  /**
   * One step of a path, as far as others need to know it.
   *
   * @param name the member that it goes into; empty where it stays at the value
   * @param intoArray whether it then goes into an array
   */
  public record Step(String name, boolean intoArray) {}

  /** One step down: into a member, unless the name is empty, and then into an array. */
  record Segment(String name, Selector selector) {}

  /** What a bracket selects. */
  sealed interface Selector {
    /** No bracket: the value itself. */
    record Whole() implements Selector {}

    /** One element; a negative position selects none. */
    record Index(int position) implements Selector {}

    /** All elements. */
    record Every() implements Selector {}

    /** The elements whose string field equals a text; case and outer blanks do not count. */
    record Where(ObjectPath field, String expected) implements Selector {}

    /** Whether an element of an array is selected, for all but {@link Index}. */
    default boolean takes(JsonValue item) {
      if (this instanceof Where(ObjectPath field, String expected)) {
        JsonValue value = item.find(field);
        return value != null
            && value.isString()
            && value.string().strip().equalsIgnoreCase(expected.strip());
      }
      return true;
    }
  }
}
