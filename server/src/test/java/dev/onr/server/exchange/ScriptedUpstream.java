package dev.onr.server.exchange;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** An upstream on a plain socket that does exactly what a test says, byte by byte. */
final class ScriptedUpstream implements AutoCloseable {
  /** What happens on one connection. */
  interface Script {
    void run(Line line) throws Exception;
  }

  /** A request as it came. */
  record Request(String head, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String firstLine() {
      return head.substring(0, head.indexOf("\r\n"));
    }

    List<String> header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .toList();
    }
  }

  private final ServerSocket listener;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  final List<Request> requests = new CopyOnWriteArrayList<>();
  final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

  ScriptedUpstream(Script script) {
    try {
      listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(() -> accept(script));
  }

  /** Answers every request on every connection with the same bytes. */
  static ScriptedUpstream answering(String answer) {
    return new ScriptedUpstream(
        line -> {
          while (line.request() != null) {
            line.write(answer);
          }
        });
  }

  /** Answers with a whole JSON body. */
  static ScriptedUpstream json(String body) {
    return answering(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  private void accept(Script script) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        Thread.ofVirtual()
            .start(
                () -> {
                  try (socket) {
                    socket.setTcpNoDelay(true);
                    script.run(new Line(socket));
                  } catch (Throwable e) {
                    failures.add(e);
                  }
                });
      } catch (IOException e) {
        return;
      }
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return sockets.size();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** One connection. */
  final class Line {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Line(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
      this.out = socket.getOutputStream();
    }

    /** Reads the next request; null when the other end closed. */
    Request request() throws IOException {
      String head = Wire.head(in);
      if (head == null) {
        return null;
      }
      Request request = new Request(head, Wire.body(in, head));
      requests.add(request);
      return request;
    }

    /** Reads the head of the next request, and nothing of its body. */
    String head() throws IOException {
      return Wire.head(in);
    }

    /** Reads a body and forgets it; how long it was. */
    long skipBody(String head) throws IOException {
      long length = Long.parseLong(Wire.header(head, "content-length"));
      in.skipNBytes(length);
      return length;
    }

    void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void write(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    void chunk(String data) throws IOException {
      int length = data.getBytes(StandardCharsets.UTF_8).length;
      write(Integer.toHexString(length) + "\r\n" + data + "\r\n");
    }

    /** Begins a stream of events. */
    void startEvents() throws IOException {
      write(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
    }

    void endChunks() throws IOException {
      write("0\r\n\r\n");
    }

    void close() throws IOException {
      socket.close();
    }

    /** Closes with a reset instead of an orderly end. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Waits until the gateway closes this connection. */
    void awaitClose() throws IOException {
      try {
        while (in.read() >= 0) {
          // whatever still comes
        }
      } catch (java.net.SocketException e) {
        // a reset is a close too
      }
    }
  }

  /** HTTP/1.1 read by hand. */
  static final class Wire {
    private Wire() {}

    static String head(InputStream in) throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      int matched = 0;
      while (matched < 4) {
        int b = in.read();
        if (b < 0) {
          return null;
        }
        head.write(b);
        matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
      }
      return head.toString(StandardCharsets.ISO_8859_1);
    }

    static String header(String head, String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .findFirst()
          .orElse(null);
    }

    static byte[] body(InputStream in, String head) throws IOException {
      String length = header(head, "content-length");
      if (length != null) {
        return in.readNBytes(Integer.parseInt(length));
      }
      if (header(head, "transfer-encoding") == null) {
        return new byte[0];
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      byte[] chunk = chunk(in);
      while (chunk.length > 0) {
        body.write(chunk);
        chunk = chunk(in);
      }
      return body.toByteArray();
    }

    /** The next chunk; empty for the last one. */
    static byte[] chunk(InputStream in) throws IOException {
      String size = line(in);
      if (size == null || size.isEmpty()) {
        throw new java.io.EOFException("the chunked body ended without its last chunk");
      }
      byte[] data = in.readNBytes(Integer.parseInt(size.split(";")[0].strip(), 16));
      line(in);
      return data;
    }

    static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          return line.isEmpty() ? null : line.toString();
        }
        if (b != '\r') {
          line.append((char) b);
        }
      }
      return line.toString();
    }
  }
}
