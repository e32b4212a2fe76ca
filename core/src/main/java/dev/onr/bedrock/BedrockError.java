package dev.onr.bedrock;

import dev.onr.dialect.UpstreamError;
import dev.onr.json.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Errors that Bedrock reports inside a stream. */
final class BedrockError {
  private BedrockError() {}

  /** A modelled error: its name is in a header, its words are in the payload. */
  static UpstreamError ofException(Frame frame) {
    String type = frame.header(":exception-type");
    JsonValue payload = BedrockStream.object(frame.payload());
    String message = member(payload, "message").map(JsonValue::string).orElse("");
    int status =
        member(payload, "originalStatusCode")
            .flatMap(JsonValue::number)
            .map(BigDecimal::intValue)
            .filter(code -> code >= 400 && code < 600)
            .orElseGet(() -> status(type));
    return error(status, type, message.isEmpty() ? frame.header(":error-message") : message);
  }

  /** Any other error: name and words are in headers. */
  static UpstreamError ofError(Frame frame) {
    String code = frame.header(":error-code");
    return error(status(code), code, frame.header(":error-message"));
  }

  private static Optional<JsonValue> member(@Nullable JsonValue object, String name) {
    return Optional.ofNullable(object == null ? null : object.member(name));
  }

  private static UpstreamError error(int status, String code, String message) {
    String words = message.isEmpty() ? "UnknownError" : message;
    return new UpstreamError(status, "", code, "", code.isEmpty() ? words : code + ": " + words);
  }

  /** HTTP statuses of the Amazon Bedrock API Reference, "ResponseStream" and "Common errors". */
  private static int status(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "validationexception", "servicequotaexceededexception" -> 400;
      case "accessdeniedexception" -> 403;
      case "resourcenotfoundexception" -> 404;
      case "modeltimeoutexception" -> 408;
      case "modelerrorexception", "modelstreamerrorexception" -> 424;
      case "throttlingexception", "modelnotreadyexception" -> 429;
      case "internalserverexception" -> 500;
      case "serviceunavailableexception" -> 503;
      default -> 0;
    };
  }
}
