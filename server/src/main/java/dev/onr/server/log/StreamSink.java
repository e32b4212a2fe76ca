package dev.onr.server.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lines to a stream that is not ours to close: standard output. */
final class StreamSink implements LineSink {
  private static final int BATCH_BYTES = 64 * 1024;

  private final OutputStream out;
  private final boolean colour;
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream(BATCH_BYTES);

  StreamSink(OutputStream out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  @Override
  public boolean colour() {
    return colour;
  }

  @Override
  public void add(byte[] line) throws IOException {
    batch.writeBytes(line);
    if (batch.size() >= BATCH_BYTES) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      batch.writeTo(out);
      out.flush();
    } finally {
      batch.reset();
    }
  }

  @Override
  public void reopen() {}

  @Override
  public void close() throws IOException {
    flush();
  }
}
