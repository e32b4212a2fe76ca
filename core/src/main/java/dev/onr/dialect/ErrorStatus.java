package dev.onr.dialect;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The HTTP status with which a vendor would have reported an error that came inside a success,
 * where no status can be set any more (OpenAI, "Error codes"; Anthropic, "Errors"; Google,
 * google.rpc.Code).
 */
public final class ErrorStatus {
  private static final Map<String, Integer> WORDS =
      Map.ofEntries(
          Map.entry("invalid_request_error", 400),
          Map.entry("invalid_argument", 400),
          Map.entry("failed_precondition", 400),
          Map.entry("out_of_range", 400),
          Map.entry("authentication_error", 401),
          Map.entry("unauthenticated", 401),
          Map.entry("billing_error", 402),
          Map.entry("permission_error", 403),
          Map.entry("permission_denied", 403),
          Map.entry("not_found_error", 404),
          Map.entry("not_found", 404),
          Map.entry("aborted", 409),
          Map.entry("request_too_large", 413),
          Map.entry("rate_limit_error", 429),
          Map.entry("rate_limit_exceeded", 429),
          Map.entry("rate_limited", 429),
          Map.entry("too_many_requests", 429),
          Map.entry("insufficient_quota", 429),
          Map.entry("resource_exhausted", 429),
          Map.entry("api_error", 500),
          Map.entry("server_error", 500),
          Map.entry("internal_error", 500),
          Map.entry("internal_server_error", 500),
          Map.entry("internal", 500),
          Map.entry("service_unavailable", 503),
          Map.entry("service_unavailable_error", 503),
          Map.entry("unavailable", 503),
          Map.entry("timeout_error", 504),
          Map.entry("deadline_exceeded", 504),
          Map.entry("overloaded_error", 529),
          Map.entry("overloaded", 529));

  private ErrorStatus() {}

  /**
   * The status of an error: its own, the one that its code is, or the one that its code or type
   * stands for; empty where nothing says.
   */
  public static OptionalInt of(UpstreamError error) {
    OptionalInt own = number(Integer.toString(error.status()));
    OptionalInt code = own.isPresent() ? own : status(error.code());
    return code.isPresent() ? code : status(error.type());
  }

  private static OptionalInt status(String text) {
    Integer known = WORDS.get(text.toLowerCase(Locale.ROOT));
    return known == null ? number(text) : OptionalInt.of(known);
  }

  private static OptionalInt number(String text) {
    return text.matches("[45][0-9]{2}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
