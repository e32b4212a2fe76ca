package dev.onr.steps;

import dev.onr.json.JsonLimits;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's body: the original bytes, and what was read of them. Immutable, so that every attempt
 * begins with the same body.
 */
public final class RequestBody {
  private final byte[] bytes;
  private final @Nullable JsonValue root;
  private final boolean multipart;
  private final String model;
  private final boolean stream;
  private final ByteRange file;

  private RequestBody(
      byte[] bytes,
      @Nullable JsonValue root,
      boolean multipart,
      String model,
      boolean stream,
      ByteRange file) {
    this.bytes = bytes;
    this.root = root;
    this.multipart = multipart;
    this.model = model;
    this.stream = stream;
    this.file = file;
  }

  /**
   * Reads a body as its content type says: multipart forms for their text fields, everything else
   * as JSON.
   *
   * @param bytes the whole body, which from now on nobody may change
   * @param contentType the client's Content-Type; null where there is none
   * @param opaqueAllowed whether the API also takes bodies that are neither, see {@link
   *     dev.onr.Api#allowsOpaqueBody()}
   * @throws RequestRejected 400 {@code invalid_json} when the body can't be read
   */
  public static RequestBody inspect(
      byte[] bytes, @Nullable String contentType, boolean opaqueAllowed) {
    return inspect(bytes, contentType, opaqueAllowed, JsonLimits.WIDEST);
  }

  /** As {@link #inspect(byte[], String, boolean)}, with limits for JSON. */
  public static RequestBody inspect(
      byte[] bytes, @Nullable String contentType, boolean opaqueAllowed, JsonLimits limits) {
    if (isBlank(bytes)) {
      return opaque(bytes);
    }
    MediaType type = MediaType.parse(contentType == null ? "" : contentType);
    if (type.is("multipart/form-data")) {
      MultipartForm form = MultipartForm.scan(bytes, type.parameter("boundary"));
      return new RequestBody(bytes, form.root(), true, form.model(), form.stream(), form.file());
    }
    try {
      return ofJson(bytes, limits);
    } catch (JsonSyntaxException e) {
      if (opaqueAllowed && !type.mentionsJson()) {
        return opaque(bytes);
      }
      throw Rejections.invalidJson("invalid json: " + e.getMessage());
    }
  }

  /**
   * Reads a body as JSON whatever its content type says, as Gemini's routes do.
   *
   * @throws RequestRejected 400 {@code invalid_json} when it is not
   */
  public static RequestBody json(byte[] bytes) {
    return json(bytes, JsonLimits.WIDEST);
  }

  /** As {@link #json(byte[])}, with limits. */
  public static RequestBody json(byte[] bytes, JsonLimits limits) {
    return inspect(bytes, "application/json", false, limits);
  }

  private static RequestBody ofJson(byte[] bytes, JsonLimits limits) {
    JsonValue value = JsonValue.parse(bytes, limits);
    if (!value.isObject()) {
      return opaque(bytes);
    }
    JsonValue model = value.member("model");
    JsonValue stream = value.member("stream");
    return new RequestBody(
        bytes,
        value,
        false,
        model == null ? "" : model.string().strip(),
        stream != null && stream.isTrue(),
        ByteRange.NONE);
  }

  private static RequestBody opaque(byte[] bytes) {
    return new RequestBody(bytes, null, false, "", false, ByteRange.NONE);
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0 || b > ' ' || !Character.isWhitespace(b)) {
        return false;
      }
    }
    return true;
  }

  /** The bytes as they came; do not modify. */
  public byte[] bytes() {
    return bytes;
  }

  /** The model that the body names, trimmed; empty where it names none. */
  public String model() {
    return model;
  }

  /** Whether the body asks for a stream. */
  public boolean stream() {
    return stream;
  }

  /** Whether this is a multipart form, whose bytes are never rewritten. */
  public boolean isMultipart() {
    return multipart;
  }

  /** The first file that a multipart form uploads as {@code file}, copied; empty without one. */
  public Optional<byte[]> uploadedFile() {
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(Arrays.copyOfRange(bytes, file.from(), file.to()));
  }

  /** Whether this is a JSON object. */
  public boolean isJsonObject() {
    return root != null && !multipart;
  }

  /**
   * The JSON object, or the text fields of a multipart form as one: a string for a field, an array
   * of strings for a field that comes several times. Null where the body is neither.
   */
  public @Nullable JsonValue root() {
    return root;
  }

  /** Size and kind, nothing of the content. */
  @Override
  public String toString() {
    String kind = multipart ? "multipart" : root != null ? "json" : "opaque";
    return String.format(Locale.ROOT, "%d bytes, %s", bytes.length, kind);
  }
}
