package dev.onr.server.http;

import java.util.Optional;

/**
 * What a client is told of a request that was not carried out.
 *
 * @param status HTTP status
 * @param code stable error code
 * @param message what is wrong and what to do about it; no secrets
 * @param param the body path, header or query parameter to blame
 */
public record Failure(int status, String code, String message, Optional<String> param) {
  /** A failure that no part of the request is to blame for. */
  public static Failure of(int status, String code, String message) {
    return new Failure(status, code, message, Optional.empty());
  }
}
