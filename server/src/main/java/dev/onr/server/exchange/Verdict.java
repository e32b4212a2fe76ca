package dev.onr.server.exchange;

import dev.onr.credential.InvalidCredential;
import dev.onr.dialect.ErrorStatus;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.dialect.UpstreamError;
import dev.onr.server.upstream.UpstreamFailure;
import dev.onr.sse.EventTooLarge;
import dev.onr.steps.NextUpstream;
import dev.onr.steps.NextUpstream.Fault;
import dev.onr.steps.RefusedRequest;
import java.util.Optional;
import java.util.OptionalInt;

/** What an attempt that failed says of its provider. */
sealed interface Verdict {
  /** The provider answered with an error. */
  record Status(int status) implements Verdict {}

  /** Something else happened. */
  record Failed(Fault fault) implements Verdict {}

  /** Whether the configuration lets another channel be tried after this. */
  default boolean passesOn(NextUpstream next) {
    return switch (this) {
      case Status(int status) -> next.after(status);
      case Failed(Fault fault) -> next.after(fault);
    };
  }

  /** Judges a cause; empty where it is none of the provider's doing. */
  static Optional<Verdict> of(Throwable cause) {
    return switch (cause) {
      case PassedOn passed -> Optional.of(passed.verdict());
      case UpstreamFailure failure -> Optional.of(new Failed(fault(failure.kind())));
      case InvalidCredential ignored -> Optional.of(new Failed(Fault.ERROR));
      case InvalidAnswer answer -> Optional.of(of(answer));
      case EventTooLarge ignored -> Optional.of(new Failed(Fault.INVALID));
      default -> Optional.empty();
    };
  }

  private static Verdict of(InvalidAnswer answer) {
    return answer
        .upstreamError()
        .map(Verdict::of)
        .orElseGet(
            () -> new Failed(answer.code().equals(InvalidAnswer.CUT) ? Fault.CUT : Fault.INVALID));
  }

  /** Judges an error that came inside a success, as if it had come with its own status. */
  static Verdict of(UpstreamError error) {
    OptionalInt status = ErrorStatus.of(error);
    Optional<Fault> refusal =
        status.orElse(400) < 500 ? RefusedRequest.of(error) : Optional.empty();
    return refusal
        .<Verdict>map(Failed::new)
        .orElseGet(
            () -> status.isPresent() ? new Status(status.getAsInt()) : new Failed(Fault.INVALID));
  }

  private static Fault fault(UpstreamFailure.Kind kind) {
    return switch (kind) {
      case UNREACHABLE, CONNECT_TIMEOUT, TOKEN_REFUSED, TOKEN_UNREACHABLE, TOKEN_TIMEOUT ->
          Fault.ERROR;
      case TIMEOUT, STALLED -> Fault.TIMEOUT;
      case DROPPED, CUT -> Fault.CUT;
      case INVALID -> Fault.INVALID;
    };
  }
}
