package dev.onr.bench.beside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections that say nothing until they are closed. */
record IdleConnections(List<SocketChannel> channels, long refused) implements AutoCloseable {
  static IdleConnections open(int port, int count) {
    List<SocketChannel> channels = new ArrayList<>(count);
    long refused = 0;
    for (int i = 0; i < count; i++) {
      try {
        channels.add(
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
      } catch (IOException e) {
        refused++;
      }
    }
    return new IdleConnections(channels, refused);
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }
}
