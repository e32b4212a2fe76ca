package dev.onr.server.exchange;

import dev.onr.ByteCollector;
import dev.onr.ByteSink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/** Between buffers and arrays of bytes, without a copy where there need not be one. */
final class HeapBytes {
  private HeapBytes() {}

  /** Shows the bytes of a buffer to {@code reader}, which may look at them only during the call. */
  static void read(Buffer buffer, ByteSink reader) {
    ByteBuf bytes = ((BufferInternal) buffer).getByteBuf();
    if (bytes.hasArray()) {
      reader.write(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
    } else {
      reader.write(buffer.getBytes());
    }
  }

  /** A buffer of what was collected; the collector is not used again. */
  static Buffer buffer(ByteCollector collected) {
    ByteBuf[] bytes = {Unpooled.EMPTY_BUFFER};
    collected.writeTo(
        (array, from, length) -> bytes[0] = Unpooled.wrappedBuffer(array, from, length));
    return BufferInternal.buffer(bytes[0]);
  }
}
