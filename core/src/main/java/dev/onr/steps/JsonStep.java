package dev.onr.steps;

import dev.onr.json.ObjectPath;
import java.math.BigDecimal;
import java.util.List;

/** One change to a JSON object. Steps run in the order in which they are written. */
public sealed interface JsonStep {
  /** A step that can also change answers and their events. */
  sealed interface OnAnswer extends JsonStep {}

  /** Puts a value, makes missing parents, replaces parents that are no objects. */
  record Set(ObjectPath path, JsonExpression value) implements OnAnswer {}

  /** Puts a value where one is. */
  record Replace(ObjectPath path, JsonExpression value) implements OnAnswer {}

  /** Puts a value where none is; null counts as one. */
  record SetIfAbsent(ObjectPath path, JsonExpression value) implements OnAnswer {}

  /** Removes what is there. */
  record Delete(ObjectPath path) implements OnAnswer {}

  /** Moves a value, over whatever is at the new place. */
  record Rename(ObjectPath from, ObjectPath to) implements OnAnswer {}

  /** Removes {@code target} when {@code required} does not exist; null counts as existing. */
  record DeleteIfMissing(ObjectPath target, ObjectPath required) implements JsonStep {}

  /** Replaces the string that equals {@code from}; everything else stays. */
  record MapValue(ObjectPath path, String from, JsonExpression to) implements JsonStep {}

  /** Moves a number that lies outside the bounds to the nearer one; everything else stays. */
  record Clamp(ObjectPath path, BigDecimal min, BigDecimal max) implements JsonStep {}

  /** Makes a Responses API input list of a string; an array stays, other types are refused. */
  record WrapInputText(ObjectPath path) implements JsonStep {}

  /**
   * Puts an array of the items of one of the client's headers; without items, nothing happens.
   *
   * @param separator what stands between items; blank means {@code ,}
   */
  record SetHeaderValues(ObjectPath path, String header, String separator) implements JsonStep {}

  /** Keeps the strings of an array that match a pattern; removes the array when none is left. */
  record KeepValues(ObjectPath path, List<Wildcard> patterns) implements JsonStep {
    public KeepValues {
      patterns = List.copyOf(patterns);
    }
  }

  /** Drops the strings of an array that match a pattern; removes the array when none is left. */
  record DropValues(ObjectPath path, List<Wildcard> patterns) implements JsonStep {
    public DropValues {
      patterns = List.copyOf(patterns);
    }
  }

  /**
   * Removes the object whose string {@code field} matches a pattern; in an array, each such object,
   * and the array itself when nothing is left.
   */
  record DeleteWhere(ObjectPath path, String field, List<Wildcard> patterns) implements JsonStep {
    public DeleteWhere {
      patterns = List.copyOf(patterns);
    }
  }
}
