package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.ExchangeRecord.Target;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The record balances: whatever becomes of a stream, what its log line says is what its upstream
 * said it used. The upstream keeps books of its own, per exchange.
 */
class LedgerTest {
  private static final int EXCHANGES = 10_000;
  private static final int CLIENTS = 16;

  /** Stalls are waited for, so they are few. */
  private static final int STALL_EVERY = 400;

  private static final long SEED = Long.getLong("ledger.seed", System.nanoTime());
  private static final String DELTA = "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"}}]}\n\n";

  /** How an exchange goes. */
  private enum Fate {
    COMPLETE,
    CLIENT_CUT,
    UPSTREAM_CUT,
    STALL,
    REFUSED,
    MALFORMED
  }

  /**
   * One exchange.
   *
   * @param events how many there are; each reports usage, rising
   * @param breakAt the event before which it breaks, or behind which the client leaves
   */
  private record Plan(int id, Fate fate, int events, int breakAt, int input) {
    static Plan random(int id, Random random) {
      int events = 1 + random.nextInt(6);
      Fate fate =
          id % STALL_EVERY == 0
              ? Fate.STALL
              : switch (random.nextInt(10)) {
                case 0, 1, 2 -> Fate.COMPLETE;
                case 3, 4, 5 -> Fate.CLIENT_CUT;
                case 6, 7 -> Fate.UPSTREAM_CUT;
                case 8 -> Fate.REFUSED;
                default -> Fate.MALFORMED;
              };
      return new Plan(id, fate, events, random.nextInt(events), 1 + random.nextInt(5000));
    }

    String event(int index) {
      return DELTA
          + "data: {\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}\n\n"
              .formatted(input, output(index));
    }

    int output(int index) {
      return 10 * (index + 1) + id % 7;
    }

    String request() {
      return TestGateway.post(
          "/v1/chat/completions",
          "{\"model\":\"m\",\"stream\":true,\"user\":\"%d\",\"messages\":[]}".formatted(id),
          "x-onr-request-id: e-" + id);
    }
  }

  /** What an exchange used: input and output tokens. */
  private record Entry(long input, long output) {
    static final Entry NOTHING = new Entry(0, 0);
  }

  private final List<Plan> plans = new ArrayList<>();
  private volatile boolean drained;
  private final Map<Integer, Entry> books = new ConcurrentHashMap<>();

  /** The exchanges whose client has left; the upstream goes on only then. */
  private final Map<Integer, CountDownLatch> left = new ConcurrentHashMap<>();

  LedgerTest() {
    Random random = new Random(SEED);
    for (int id = 0; id < EXCHANGES; id++) {
      Plan plan = Plan.random(id, random);
      plans.add(plan);
      if (plan.fate == Fate.CLIENT_CUT) {
        left.put(id, new CountDownLatch(1));
      }
    }
  }

  // The upstream ---------------------------------------------------------------------------------

  private void serve(ScriptedUpstream.Line line) throws Exception {
    for (var request = line.request(); request != null; request = line.request()) {
      String text = request.text();
      int from = text.indexOf("\"user\":\"") + 8;
      Plan plan = plans.get(Integer.parseInt(text.substring(from, text.indexOf('"', from))));
      if (!serve(line, plan)) {
        return;
      }
    }
  }

  /** Whether the connection can serve another. */
  private boolean serve(ScriptedUpstream.Line line, Plan plan) throws Exception {
    books.put(plan.id, Entry.NOTHING);
    if (plan.fate == Fate.REFUSED) {
      // What a refusal says of usage is nothing that anybody pays for.
      String body = "{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":9}}";
      line.write(
          "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\n"
              + "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body));
      return true;
    }
    line.startEvents();
    try {
      for (int index = 0; index < plan.events; index++) {
        if (index == plan.breakAt) {
          switch (plan.fate) {
            case UPSTREAM_CUT -> {
              String cut = plan.event(index);
              line.chunk(cut.substring(0, cut.length() - 1 - plan.id % 40 - 2));
              line.close();
              return false;
            }
            case STALL -> {
              line.awaitClose();
              return false;
            }
            case MALFORMED -> line.chunk("data: {\"usage\":{\"prompt_tokens\":99999,\n\n");
            default -> {}
          }
        }
        line.chunk(plan.event(index));
        books.put(plan.id, new Entry(plan.input, plan.output(index)));
        if (plan.fate == Fate.CLIENT_CUT && index == plan.breakAt) {
          if (!drained) {
            line.awaitClose();
            return false;
          }
          left.get(plan.id).await();
        }
      }
      line.chunk("data: [DONE]\n\n");
      line.endChunks();
      return true;
    } catch (SocketException e) {
      throw new AssertionError("the gateway closed the connection of " + plan, e);
    }
  }

  // The clients ----------------------------------------------------------------------------------

  private Void ask(TestGateway gateway, AtomicInteger next) throws Exception {
    RawClient client = gateway.client();
    try {
      for (int id = next.getAndIncrement(); id < EXCHANGES; id = next.getAndIncrement()) {
        Plan plan = plans.get(id);
        client.send(plan.request());
        boolean whole = true;
        if (plan.fate == Fate.CLIENT_CUT) {
          readUntil(client, "\"completion_tokens\":" + plan.output(plan.breakAt));
          client.socket.setSoLinger(true, 0);
          client.close();
          left.get(id).countDown();
          whole = false;
        } else if (plan.fate == Fate.UPSTREAM_CUT || plan.fate == Fate.STALL) {
          String head = client.head();
          if (head.startsWith("HTTP/1.1 200")) {
            client.rest();
          } else {
            // Nothing had come yet, so there is a proper error.
            ScriptedUpstream.Wire.body(client.in, head);
          }
          whole = false;
        } else {
          client.answer();
        }
        if (!whole) {
          client.close();
          client = gateway.client();
        }
      }
      return null;
    } finally {
      client.close();
    }
  }

  private static void readUntil(RawClient client, String text) throws Exception {
    StringBuilder seen = new StringBuilder(client.head());
    while (seen.indexOf(text) < 0) {
      seen.append(client.chunk());
    }
  }

  // The comparison -------------------------------------------------------------------------------

  private Map<Integer, ExchangeRecord> run(boolean drain) throws Exception {
    drained = drain;
    AtomicInteger next = new AtomicInteger();
    Map<Integer, ExchangeRecord> records = new HashMap<>();
    try (ScriptedUpstream upstream = new ScriptedUpstream(this::serve);
        TestGateway gateway =
            TestGateway.to(upstream)
                .matches(UsageTest.MATCHES)
                .upstreamConfig("on_client_abort " + (drain ? "drain;" : "cancel;"))
                .server("write_timeout_ms: 1000")
                .yaml("usage_estimation: {enabled: false}\n")
                .start();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> all =
          clients.invokeAll(
              Collections.nCopies(CLIENTS, (Callable<Void>) () -> ask(gateway, next)));
      for (Future<Void> each : all) {
        each.get();
      }
      assertThat(upstream.failures).isEmpty();
      while (records.size() < EXCHANGES) {
        ExchangeRecord record = gateway.record();
        records.put(Integer.parseInt(record.requestId().substring(2)), record);
      }
    }
    return records;
  }

  private static Entry logged(ExchangeRecord record) {
    Map<String, Number> figures = record.accounting().figures();
    return new Entry(
        figures.getOrDefault("input_tokens", 0).longValue(),
        figures.getOrDefault("output_tokens", 0).longValue());
  }

  private void assertBalance(Map<Integer, ExchangeRecord> records, Ending ofThoseWhoLeft) {
    for (Plan plan : plans) {
      ExchangeRecord record = records.get(plan.id);
      assertThat(logged(record)).as("%s, seed %d", plan, SEED).isEqualTo(books.get(plan.id));
      assertThat(record.outcome().ending())
          .as("%s, seed %d", plan, SEED)
          .isEqualTo(
              switch (plan.fate) {
                case COMPLETE, REFUSED, MALFORMED -> Ending.COMPLETED;
                case CLIENT_CUT -> ofThoseWhoLeft;
                case UPSTREAM_CUT -> Ending.UPSTREAM_CUT;
                case STALL -> Ending.UPSTREAM_STALLED;
              });
    }
    assertThat(records.values().stream().map(ExchangeRecord::target).map(Target::upstreamStatus))
        .as("seed %d", SEED)
        .containsOnly(200, 429);
  }

  @Test
  void withDrainTheTotalsAreEqualToTheToken() throws Exception {
    assertBalance(run(true), Ending.DRAINED);
  }

  @Test
  void withCancelTheyAreWhatHadBeenReported() throws Exception {
    assertBalance(run(false), Ending.CLIENT_GONE);
  }
}
