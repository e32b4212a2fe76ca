package dev.onr.bench.body;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection, read and written by one thread with buffers that are made once: a load that made
 * garbage would measure its own collector.
 */
final class Wire implements AutoCloseable {
  private static final String LENGTH = "content-length: ";

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocateDirect(256 * 1024);

  Wire(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  static Wire connect(int port) throws IOException {
    return new Wire(
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
  }

  void write(ByteBuffer message) throws IOException {
    ByteBuffer rest = message.duplicate();
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /**
   * Reads one message to its end.
   *
   * @return its first line
   * @throws EOFException when the connection ends before
   */
  String read() throws IOException {
    StringBuilder head = new StringBuilder();
    in.clear();
    int body;
    do {
      fill();
      in.flip();
      head.append(StandardCharsets.ISO_8859_1.decode(in));
      in.clear();
      body = head.indexOf("\r\n\r\n");
    } while (body < 0);
    long rest = length(head.substring(0, body)) - (head.length() - body - 4);
    while (rest > 0) {
      in.clear();
      rest -= fill();
    }
    return head.substring(0, head.indexOf("\r\n"));
  }

  private static long length(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(LENGTH);
    if (at < 0) {
      throw new IllegalStateException("a message without a length: " + head);
    }
    int end = lower.indexOf('\r', at);
    return Long.parseLong(lower.substring(at + LENGTH.length(), end < 0 ? lower.length() : end));
  }

  private int fill() throws IOException {
    int read = channel.read(in);
    if (read < 0) {
      throw new EOFException("the connection ended");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
