package dev.onr.server.exchange;

import dev.onr.dialect.ErrorBodies;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.dialect.UpstreamError;
import dev.onr.sse.EventReader;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first event of a stream that is an error where the head said success. Nothing went to the
 * client yet, so that another channel can still be asked.
 *
 * @param verdict what the error says of its provider
 * @param retryAfter how long the provider wants to be left alone, where the error itself says so
 */
record Opening(Verdict verdict, Optional<Duration> retryAfter) {
  /** In every dialect an error has a member or a type of this name. */
  private static final Needle ERROR = new Needle("\"error\"");

  /**
   * Judges the beginning of a stream.
   *
   * @param events the first whole events, as the client is to get them
   * @param told why the client has no whole answer, where the events tell it so
   * @return empty where the stream begins well
   */
  static Optional<Opening> judge(Buffer events, Optional<InvalidAnswer> told) {
    if (told.isPresent()) {
      Optional<UpstreamError> error = told.get().upstreamError();
      return Verdict.of(told.get())
          .map(verdict -> new Opening(verdict, error.flatMap(UpstreamError::retryAfter)));
    }
    return ERROR.isIn(events)
        ? first(events.getBytes()).flatMap(ErrorBodies::readEvent).map(Opening::of)
        : Optional.empty();
  }

  private static Opening of(UpstreamError error) {
    return new Opening(Verdict.of(error), error.retryAfter());
  }

  private static Optional<byte[]> first(byte[] events) {
    List<byte[]> datas = new ArrayList<>();
    new EventReader()
        .feed(
            events,
            0,
            events.length,
            event -> {
              if (datas.isEmpty() && !event.data().isEmpty()) {
                datas.add(event.data().copy());
              }
            });
    return datas.stream().findFirst();
  }
}
