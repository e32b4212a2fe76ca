package dev.onr.bench.body;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Reads whatever comes and answers it: with an image under the path of images, else with words. */
final class BodyUpstream implements AutoCloseable {
  private static final String HEAD = "HTTP/1.1 200 OK\r\n";
  private static final String WORDS =
      """
      {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,\
      "message":{"role":"assistant","content":"A lighthouse."},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}\
      """;
  private static final String IMAGE =
      """
      {"created":1,"background":"opaque","data":[{"b64_json":"@"}],\
      "usage":{"input_tokens":9,"output_tokens":3,"total_tokens":12}}\
      """;

  private final ServerSocketChannel server;
  private final ByteBuffer words = LargeBody.message(HEAD, WORDS, 0);
  private final ByteBuffer image;

  BodyUpstream(int port, int imageBytes) throws IOException {
    this.image = LargeBody.message(HEAD, IMAGE, imageBytes);
    this.server =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread.ofPlatform().daemon().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel next = server.accept();
        Thread.ofPlatform().daemon().start(() -> serve(next));
      }
    } catch (java.nio.channels.ClosedChannelException e) {
      // It is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(SocketChannel channel) {
    try (Wire wire = new Wire(channel)) {
      while (true) {
        wire.write(wire.read().contains("/images/") ? image : words);
      }
    } catch (IOException e) {
      // The gateway closed its connection.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
