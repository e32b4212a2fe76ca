package dev.onr.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Header fields being put together, in order. Not thread-safe; belongs to one attempt. */
public final class HeaderFields implements HeaderView {
  private record Field(String name, String value) {}

  private final List<Field> fields = new ArrayList<>();

  @Override
  public @Nullable String first(String name) {
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        return field.value;
      }
    }
    return null;
  }

  @Override
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(2);
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        values.add(field.value);
      }
    }
    return values;
  }

  /** Replaces all values of a header by one. */
  public void set(String name, String value) {
    remove(name);
    add(name, value);
  }

  /** Adds a value behind those that are there. */
  public void add(String name, String value) {
    fields.add(new Field(name, value));
  }

  /** Removes all values of a header. */
  public void remove(String name) {
    fields.removeIf(field -> field.name.equalsIgnoreCase(name));
  }

  /** Visits name and value of each field in order. */
  public void forEach(BiConsumer<String, String> visitor) {
    fields.forEach(field -> visitor.accept(field.name, field.value));
  }
}
