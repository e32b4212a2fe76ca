package dev.onr.server.exchange;

import dev.onr.server.exchange.ScriptedUpstream.Wire;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that does as told, writes down what it was asked, and leads everything to one port. */
final class FakeProxy implements AutoCloseable {
  /** What a proxy does with a connection. */
  interface Manner {
    void serve(FakeProxy proxy, Socket client) throws IOException;
  }

  private final ServerSocket listener;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** Heads of requests to an HTTP proxy; targets and logins given to a SOCKS5 proxy. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  FakeProxy(ServerSocket listener, int target, Manner manner) {
    this.listener = listener;
    this.target = target;
    Thread.ofVirtual().start(() -> accept(manner));
  }

  static FakeProxy leadingTo(int target, Manner manner) {
    try {
      return new FakeProxy(
          new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target, manner);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept(Manner manner) {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(manner, client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Manner manner, Socket client) {
    try (client) {
      manner.serve(this, client);
    } catch (IOException e) {
      // The other end went away.
    }
  }

  /** Opens a tunnel for CONNECT; other requests go on with their path alone. */
  static void http(FakeProxy proxy, Socket client) throws IOException {
    InputStream in = new BufferedInputStream(client.getInputStream());
    String head = Wire.head(in);
    if (head == null) {
      return;
    }
    proxy.asked.add(head);
    try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), proxy.target)) {
      if (head.startsWith("CONNECT ")) {
        write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
      } else {
        write(upstream, head.replaceFirst(" http://[^/ ]+", " "));
      }
      proxy.join(in, client, upstream);
    }
  }

  /** Refuses everybody with a status. */
  static Manner refusing(String statusLine) {
    return (proxy, client) -> {
      proxy.asked.add(String.valueOf(Wire.head(client.getInputStream())));
      write(client, "HTTP/1.1 " + statusLine + "\r\nContent-Length: 0\r\n\r\n");
    };
  }

  /** Reads and never answers. */
  static void hanging(FakeProxy proxy, Socket client) throws IOException {
    client.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  /** Reads the request and closes. */
  static void cutting(FakeProxy proxy, Socket client) throws IOException {
    proxy.asked.add(String.valueOf(Wire.head(client.getInputStream())));
  }

  /** SOCKS5 (RFC 1928), with a login (RFC 1929) where the client offers one. */
  static void socks5(FakeProxy proxy, Socket client) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
    in.readByte();
    byte[] methods = in.readNBytes(in.readUnsignedByte());
    boolean login = new String(methods, StandardCharsets.ISO_8859_1).indexOf(2) >= 0;
    write(client, login ? "\u0005\u0002" : "\u0005\u0000");
    if (login) {
      in.readByte();
      proxy.asked.add("login " + text(in) + " " + text(in));
      write(client, "\u0001\u0000");
    }
    in.readNBytes(3);
    int kind = in.readByte();
    String host = kind == 3 ? text(in) : "address of kind " + kind;
    if (kind != 3) {
      in.readNBytes(kind == 1 ? 4 : 16);
    }
    proxy.asked.add(host + ":" + in.readUnsignedShort());
    write(client, "\u0005\u0000\u0000\u0001\u0000\u0000\u0000\u0000\u0000\u0000");
    try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), proxy.target)) {
      proxy.join(in, client, upstream);
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
  }

  private static void write(Socket to, String text) throws IOException {
    to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void join(InputStream fromClient, Socket client, Socket upstream) throws IOException {
    sockets.add(upstream);
    Thread.ofVirtual().start(() -> copy(fromClient, upstream));
    upstream.getInputStream().transferTo(client.getOutputStream());
  }

  private static void copy(InputStream from, Socket to) {
    try {
      from.transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // The other end went away.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
