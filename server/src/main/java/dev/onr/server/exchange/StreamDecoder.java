package dev.onr.server.exchange;

import dev.onr.ByteSink;
import dev.onr.server.upstream.UpstreamFailure;
import dev.onr.server.upstream.UpstreamFailure.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.BrotliDecoder;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.netty.handler.codec.compression.ZstdDecoder;

/**
 * Undoes a content encoding chunk by chunk, so that an event leaves as soon as its bytes are there.
 * Input is fed in small slices, each with a bound on what it may inflate to.
 */
final class StreamDecoder {
  private static final int SLICE = 1024;

  private final EmbeddedChannel decoder;
  private final long limitPerSlice;

  /**
   * @param encoding what to undo
   * @param limitPerSlice how many bytes one kilobyte may inflate to
   */
  StreamDecoder(ContentEncoding encoding, long limitPerSlice) {
    this.limitPerSlice = limitPerSlice;
    this.decoder =
        new EmbeddedChannel(
            switch (encoding) {
              case GZIP -> ZlibCodecFactory.newZlibDecoder(ZlibWrapper.GZIP, 0);
              case DEFLATE -> ZlibCodecFactory.newZlibDecoder(ZlibWrapper.ZLIB_OR_NONE, 0);
              case BROTLI -> new BrotliDecoder();
              case ZSTD -> new ZstdDecoder();
              case IDENTITY ->
                  throw new IllegalArgumentException("plain bytes need no stream decoder");
            });
  }

  /**
   * Takes a chunk and hands on what it inflates to.
   *
   * @throws UpstreamFailure {@code INVALID} when the bytes are broken or inflate too far
   */
  void feed(byte[] chunk, ByteSink out) {
    try {
      for (int start = 0; start < chunk.length; start += SLICE) {
        int length = Math.min(SLICE, chunk.length - start);
        decoder.writeInbound(Unpooled.wrappedBuffer(chunk, start, length));
        drain(out);
      }
    } catch (DecompressionException e) {
      throw new UpstreamFailure(
          Kind.INVALID, "the upstream's stream is not what its Content-Encoding promises");
    }
  }

  private void drain(ByteSink out) {
    long total = 0;
    for (ByteBuf part = decoder.readInbound(); part != null; part = decoder.readInbound()) {
      try {
        total += part.readableBytes();
        if (total > limitPerSlice) {
          throw new UpstreamFailure(Kind.INVALID, "the upstream's stream inflates without measure");
        }
        out.write(ByteBufUtil.getBytes(part));
      } finally {
        part.release();
      }
    }
  }

  /** Frees what the decoder holds. */
  void close() {
    decoder.finishAndReleaseAll();
  }
}
