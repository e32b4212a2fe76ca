package dev.onr.server.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name server (RFC 1035 §4) that gives the addresses of a list in turn, the last one for ever,
 * each with a time to live of zero, whatever name it is asked for.
 */
final class FakeNames implements AutoCloseable {
  private static final int TYPE_A = 1;
  private static final int HEADER = 12;

  final AtomicInteger asked = new AtomicInteger();
  private final DatagramSocket socket;
  private final List<InetAddress> addresses;

  FakeNames(InetAddress... addresses) throws IOException {
    this.addresses = List.of(addresses);
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  String server() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    byte[] room = new byte[1500];
    try {
      while (!socket.isClosed()) {
        DatagramPacket question = new DatagramPacket(room, room.length);
        socket.receive(question);
        byte[] answer = answer(ByteBuffer.wrap(room, 0, question.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private byte[] answer(ByteBuffer question) {
    int end = HEADER;
    while (question.get(end) != 0) {
      end += question.get(end) + 1;
    }
    end += 5;
    boolean wantsAddress = question.getShort(end - 4) == TYPE_A;
    ByteBuffer answer = ByteBuffer.allocate(512);
    answer.putShort(question.getShort(0)).putShort((short) 0x8180);
    answer.putShort((short) 1).putShort((short) (wantsAddress ? 1 : 0)).putInt(0);
    answer.put(question.slice(HEADER, end - HEADER));
    if (wantsAddress) {
      int turn = Math.min(asked.getAndIncrement(), addresses.size() - 1);
      answer.putShort((short) 0xc00c).putShort((short) TYPE_A).putShort((short) 1).putInt(0);
      answer.putShort((short) 4).put(addresses.get(turn).getAddress());
    }
    byte[] bytes = new byte[answer.position()];
    answer.get(0, bytes);
    return bytes;
  }

  @Override
  public void close() {
    socket.close();
  }
}
