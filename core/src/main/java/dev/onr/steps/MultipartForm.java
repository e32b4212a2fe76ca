package dev.onr.steps;

import dev.onr.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** The text fields of a multipart form. */
record MultipartForm(@Nullable JsonValue root, String model, boolean stream) {
  static MultipartForm scan(byte[] bytes, String boundary) {
    return new MultipartForm(null, "", false);
  }
}
