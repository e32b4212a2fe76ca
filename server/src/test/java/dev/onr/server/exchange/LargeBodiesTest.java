package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A body with an image of 20 MB neither holds the others up nor needs many times its size. */
class LargeBodiesTest {
  private static final int SIZE = 20 << 20;

  /** What may be outside the heap: what connections are about to send or have just read. */
  private static final long OUTSIDE = 8 << 20;

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final String SMALL = "{\"model\":\"m\",\"messages\":[]}";
  private static final String SMALL_REQUEST = TestGateway.post("/v1/chat/completions", SMALL);
  private static final String CHAT =
      """
      {"model":"m","user":"u","messages":[{"role":"user","content":[{"type":"image_url",\
      "image_url":{"url":"data:image/png;base64,@"}},{"type":"text","text":"?"}]}]}\
      """;
  private static final String MESSAGES =
      """
      {"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":\
      {"type":"base64","media_type":"image/png","data":"@"}},{"type":"text","text":"?"}]}]}\
      """;
  private static final String PICTURE = "{\"secret\":1,\"data\":[{\"b64_json\":\"@\"}]}";

  @RegisterExtension final Chain chain = new Chain();
  private final CountDownLatch open = new CountDownLatch(1);
  private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> read = new LinkedBlockingQueue<>();

  /** How a request of a client becomes one to the upstream. */
  enum Way {
    RENAMED("/v1/chat/completions", CHAT, "request { model_map \"m\" \"other\"; }"),
    EDITED(
        "/v1/chat/completions",
        CHAT,
        "request { json_del \"$.user\"; json_set \"$.metadata.by\" \"onr\"; }"),
    TRANSLATED(
        "/v1/messages",
        MESSAGES,
        "request { req_map anthropic_to_openai_chat; }"
            + " response { resp_map openai_to_anthropic_messages; }");

    private final String path;
    private final String body;
    private final String matches;

    Way(String path, String body, String steps) {
      this.path = path;
      this.body = body;
      String api = path.equals("/v1/messages") ? "claude.messages" : "chat.completions";
      String match = "match api = \"%s\" { upstream { set_path \"/v1/chat/completions\"; } %s }";
      this.matches =
          match.formatted(api, steps)
              + (api.equals("chat.completions") ? "" : match.formatted("chat.completions", ""));
    }
  }

  /** The client's bytes and the upstream's: twice the body, and the pieces of it while it comes. */
  @ParameterizedTest
  @EnumSource
  void aRequestThatWaitsForItsUpstreamHoldsTwoBodies(Way way) throws Exception {
    chain.start(this::readsWhenOpen, gateway -> roomy(gateway).matches(way.matches));
    RawClient small = chain.client();
    assertThat(small.send(SMALL_REQUEST).answer().status()).isEqualTo(200);
    long before = liveBytes();
    long outside = PlatformDependent.usedDirectMemory();

    RawClient large = chain.client();
    sendLarge(large, way.path, way.body);
    assertThat(next(begun)).isGreaterThan(SIZE);
    assertThat(small.send(SMALL_REQUEST).answer().status()).isEqualTo(200);
    assertThat(liveBytes() - before).isLessThan(2L * SIZE + SIZE / 4);
    assertThat(PlatformDependent.usedDirectMemory() - outside).isLessThan(OUTSIDE);

    open.countDown();
    assertThat(large.answer().status()).isEqualTo(way == Way.TRANSLATED ? 502 : 200);
    assertThat(next(read)).isGreaterThan(SIZE);
    assertThat(largeRecord().traffic().toUpstream()).isGreaterThan(SIZE);
  }

  /** Nothing of a large body is worked on where small ones wait: here its worker is busy. */
  @ParameterizedTest
  @EnumSource
  void smallRequestsAreAnsweredWhileALargeOneWaitsForAWorker(Way way) throws Exception {
    open.countDown();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    chain.start(
        this::readsWhenOpen, gateway -> roomy(gateway).matches(way.matches).vertx(() -> vertx));
    CountDownLatch free = occupied(vertx);
    RawClient large = chain.client();
    sendLarge(large, way.path, way.body);
    RawClient small = chain.client();
    for (int i = 0; i < 10; i++) {
      assertThat(small.send(SMALL_REQUEST).answer().status()).isEqualTo(200);
    }
    assertThat(begun).isEmpty();

    free.countDown();
    assertThat(next(begun)).isGreaterThan(SIZE);
    assertThat(large.answer().status()).isEqualTo(way == Way.TRANSLATED ? 502 : 200);
    assertThat(largeRecord().traffic().toUpstream()).isGreaterThan(SIZE);
  }

  @Test
  void anAnswerThatWaitsForItsClientIsHeldTwice() throws Exception {
    chain.start(this::paints, gateway -> roomy(gateway).deletesSecrets());
    RawClient small = chain.client();
    assertThat(small.send(SMALL_REQUEST).answer().status()).isEqualTo(200);
    long before = liveBytes();
    long outside = PlatformDependent.usedDirectMemory();

    RawClient slow = chain.narrowClient();
    slow.send(TestGateway.post("/v1/images/generations", SMALL));
    String head = slow.head();
    assertThat(small.send(SMALL_REQUEST).answer().status()).isEqualTo(200);
    assertThat(liveBytes() - before).isLessThan(2L * SIZE + SIZE / 4);
    assertThat(PlatformDependent.usedDirectMemory() - outside).isLessThan(OUTSIDE);

    long length = Long.parseLong(ScriptedUpstream.Wire.header(head, "content-length"));
    assertThat(length).isEqualTo(length(PICTURE) - "\"secret\":1,".length());
    slow.in.skipNBytes(length);
    assertThat(largeRecord().traffic().toClient()).isEqualTo(length);
  }

  @Test
  void aClientThatLeavesWithinALargeAnswerEndsIt() throws Exception {
    chain.start(this::paints, gateway -> roomy(gateway).deletesSecrets());
    RawClient slow = chain.narrowClient();
    slow.send(TestGateway.post("/v1/images/generations", SMALL));
    slow.head();
    slow.close();
    assertThat(chain.record().outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
  }

  @Test
  void anUpstreamThatRefusesALargeBodyUnreadIsHeard() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    chain.start(
        line -> {
          line.head();
          line.write("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}");
          line.awaitClose();
          closed.countDown();
        },
        this::roomy);
    RawClient large = chain.client();
    sendLarge(large, "/v1/chat/completions", CHAT);
    assertThat(large.answer().status()).isEqualTo(413);
    assertThat(closed.await(15, TimeUnit.SECONDS)).isTrue();
    assertThat(largeRecord().target().upstreamStatus()).isEqualTo(413);
  }

  private TestGateway.Builder roomy(TestGateway.Builder gateway) {
    return gateway.server("max_body_bytes: " + 2 * SIZE);
  }

  /** Takes the workers of Vert.x away until the latch opens. */
  private static CountDownLatch occupied(Vertx vertx) throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    vertx.executeBlocking(
        () -> {
          busy.countDown();
          free.await();
          return 0;
        });
    assertThat(busy.await(15, TimeUnit.SECONDS)).isTrue();
    return free;
  }

  /** Reads large bodies only when it may. */
  private void readsWhenOpen(ScriptedUpstream.Line line) throws Exception {
    for (String head = line.head(); head != null; head = line.head()) {
      long length = Long.parseLong(ScriptedUpstream.Wire.header(head, "content-length"));
      if (length > SIZE) {
        begun.add(length);
        open.await();
      }
      line.skipBody(head);
      if (length > SIZE) {
        read.add(length);
      }
      line.write(OK + "Content-Length: 2\r\n\r\n{}");
    }
  }

  /** Answers requests for images with a large one. */
  private void paints(ScriptedUpstream.Line line) throws Exception {
    for (String head = line.head(); head != null; head = line.head()) {
      line.skipBody(head);
      if (head.contains("/images/")) {
        line.write(OK + "Content-Length: " + length(PICTURE) + "\r\n\r\n");
        writeLarge(PICTURE, line::write);
      } else {
        line.write(OK + "Content-Length: 2\r\n\r\n{}");
      }
    }
  }

  private static void sendLarge(RawClient client, String path, String body) throws IOException {
    client.send(TestGateway.post(path, "").replace("Length: 0", "Length: " + length(body)));
    writeLarge(body, client::send);
  }

  private static long length(String body) {
    return body.length() - 1L + SIZE;
  }

  /** Takes bytes of a connection. */
  private interface Writing {
    void write(byte[] bytes) throws IOException;
  }

  private static void writeLarge(String body, Writing to) throws IOException {
    int image = body.indexOf('@');
    to.write(body.substring(0, image).getBytes(StandardCharsets.UTF_8));
    byte[] piece = "iVBORw0KGgo+/AAA".repeat(4096).getBytes(StandardCharsets.UTF_8);
    for (int sent = 0; sent < SIZE; sent += piece.length) {
      to.write(piece);
    }
    to.write(body.substring(image + 1).getBytes(StandardCharsets.UTF_8));
  }

  /** The account of the large exchange, which a worker settles. */
  private ExchangeRecord largeRecord() throws Exception {
    ExchangeRecord record = chain.record();
    while (Math.max(record.traffic().fromClient(), record.traffic().fromUpstream()) < SIZE) {
      record = chain.record();
    }
    return record;
  }

  private static long next(BlockingQueue<Long> lengths) throws InterruptedException {
    Long length = lengths.poll(15, TimeUnit.SECONDS);
    assertThat(length).as("a large body").isNotNull();
    return length;
  }

  private static long liveBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
