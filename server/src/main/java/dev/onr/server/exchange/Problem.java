package dev.onr.server.exchange;

import dev.onr.credential.InvalidCredential;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.dialect.UpstreamError;
import dev.onr.server.http.Failure;
import dev.onr.server.upstream.UpstreamFailure;
import dev.onr.steps.RequestRejected;

/**
 * Anything that went wrong, told twice: for the client and for the record.
 *
 * @param failure what the client is told
 * @param ending what the record says
 */
record Problem(Failure failure, Ending ending) {
  /** Finds the words for an exception; one that nobody foresaw says nothing of its insides. */
  static Problem of(Throwable cause) {
    return switch (cause) {
      case RequestRejected e ->
          new Problem(
              new Failure(e.status(), e.code(), String.valueOf(e.getMessage()), e.param()),
              e.status() == 408 ? Ending.CLIENT_TOO_SLOW : Ending.REFUSED);
      case UpstreamFailure e ->
          new Problem(
              Failure.of(e.kind().status(), e.kind().code(), e.getMessage()), ending(e.kind()));
      case InvalidAnswer e -> ofAnswer(e);
      case InvalidCredential e ->
          new Problem(
              Failure.of(503, "upstream_credential_invalid", e.getMessage()), Ending.REFUSED);
      case dev.onr.sse.EventTooLarge e ->
          new Problem(
              Failure.of(502, "upstream_invalid_response", String.valueOf(e.getMessage())),
              Ending.UPSTREAM_INVALID);
      case AllCooling e ->
          new Problem(
              Failure.of(e.status(), "upstream_cooling_down", e.getMessage()), Ending.REFUSED);
      case PassedOn e -> ofAnswerNotGiven(e);
      case ClientGone e -> new Problem(Failure.of(499, "client_gone", "client gone"), e.ending());
      default ->
          new Problem(
              Failure.of(500, "internal_error", "the gateway failed; its system log says why"),
              Ending.INTERNAL_ERROR);
    };
  }

  private static Problem ofAnswerNotGiven(PassedOn e) {
    Failure failure =
        e.verdict() instanceof Verdict.Status(int status)
            ? Failure.of(
                status,
                "upstream_error",
                "the provider answered with status " + status + ", and no other could be asked")
            : Failure.of(
                400,
                "upstream_refused",
                "the provider refused the request, and no other could be asked");
    return new Problem(failure, Ending.UPSTREAM_ERROR);
  }

  private static Problem ofAnswer(InvalidAnswer e) {
    int status = e.upstreamError().map(UpstreamError::status).orElse(0);
    Ending ending =
        e.upstreamError().isPresent()
            ? Ending.UPSTREAM_ERROR
            : e.code().equals(InvalidAnswer.CUT) ? Ending.UPSTREAM_CUT : Ending.UPSTREAM_INVALID;
    Failure failure =
        Failure.of(status >= 400 ? status : 502, e.code(), String.valueOf(e.getMessage()));
    return new Problem(failure, ending);
  }

  private static Ending ending(UpstreamFailure.Kind kind) {
    return switch (kind) {
      case UNREACHABLE, DROPPED, TOKEN_REFUSED, TOKEN_UNREACHABLE -> Ending.UPSTREAM_UNREACHABLE;
      case TIMEOUT, CONNECT_TIMEOUT, TOKEN_TIMEOUT -> Ending.UPSTREAM_TIMEOUT;
      case INVALID -> Ending.UPSTREAM_INVALID;
      case CUT -> Ending.UPSTREAM_CUT;
      case STALLED -> Ending.UPSTREAM_STALLED;
    };
  }
}
