package dev.onr.server.exchange;

import dev.onr.server.exchange.ScriptedUpstream.Wire;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A client on a plain socket. */
final class RawClient implements AutoCloseable {
  /** An answer as it came. */
  record Answer(String head, byte[] body) {
    int status() {
      return Integer.parseInt(head.split(" ")[1]);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return Wire.header(head, name);
    }

    List<String> headers(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .toList();
    }
  }

  final Socket socket;
  final InputStream in;
  private final OutputStream out;

  RawClient(int port) throws IOException {
    this(port, 0);
  }

  /**
   * @param receiveBuffer size of the socket's receive buffer; 0 for the system's choice
   */
  RawClient(int port, int receiveBuffer) throws IOException {
    socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(15_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  String head() throws IOException {
    return Wire.head(in);
  }

  Answer answer() throws IOException {
    String head = head();
    if (head == null) {
      throw new java.io.EOFException("the gateway closed without an answer");
    }
    int status = Integer.parseInt(head.split(" ")[1]);
    boolean bodiless = status == 204 || status == 304;
    return new Answer(head, bodiless ? new byte[0] : Wire.body(in, head));
  }

  /** The data of the next chunk of a chunked body; empty for the last. */
  String chunk() throws IOException {
    return new String(Wire.chunk(in), StandardCharsets.UTF_8);
  }

  /** All bytes until the other end closes. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Whether the other end has closed, waiting for it. */
  boolean isClosed() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
