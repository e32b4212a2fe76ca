package dev.onr.server.exchange;

import dev.onr.steps.HeaderView;
import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client's header fields, read where they are. */
record ClientHeaders(MultiMap fields) implements HeaderView {
  @Override
  public @Nullable String first(String name) {
    return fields.get(name);
  }

  @Override
  public List<String> all(String name) {
    return fields.getAll(name);
  }

  /** The first value, trimmed; empty where the header is absent. */
  String text(String name) {
    String value = fields.get(name);
    return value == null ? "" : value.strip();
  }
}
