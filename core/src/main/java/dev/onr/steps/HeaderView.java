package dev.onr.steps;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Header fields to read; names compare case-insensitively (RFC 9110 §5.1). */
public interface HeaderView {
  /** No header at all. */
  HeaderView EMPTY =
      new HeaderView() {
        @Override
        public @Nullable String first(String name) {
          return null;
        }

        @Override
        public List<String> all(String name) {
          return List.of();
        }
      };

  /** The first value of a header, or null where it is absent. */
  @Nullable String first(String name);

  /** All values of a header, in the order in which they came; empty where it is absent. */
  List<String> all(String name);
}
