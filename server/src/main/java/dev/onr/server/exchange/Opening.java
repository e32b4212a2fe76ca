package dev.onr.server.exchange;

import dev.onr.dialect.ErrorBodies;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.sse.EventReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the first event of a stream, which may be an error where the head said success. Nothing
 * went to the client yet, so that another channel can still be asked. Not thread-safe; belongs to
 * one answer.
 */
final class Opening {
  /** In every dialect an error has a member or a type of this name. */
  private static final ByteBuf ERROR =
      Unpooled.wrappedBuffer("\"error\"".getBytes(StandardCharsets.US_ASCII)).asReadOnly();

  private Opening() {}

  /**
   * Judges the beginning of a stream.
   *
   * @param events the first whole events, as the client is to get them
   * @param told why the client has no whole answer, where the events tell it so
   * @return what the error says of its provider; empty where the stream begins well
   */
  static Optional<Verdict> judge(Buffer events, Optional<InvalidAnswer> told) {
    if (told.isPresent()) {
      return Verdict.of(told.get());
    }
    return ByteBufUtil.indexOf(ERROR, ((BufferInternal) events).getByteBuf()) < 0
        ? Optional.empty()
        : first(events.getBytes()).flatMap(ErrorBodies::readEvent).map(Verdict::of);
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
