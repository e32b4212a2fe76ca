package dev.onr.server.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A server on a loopback port that answers like OpenAI, Anthropic and Google do, without any model
 * behind it, and says so in every answer. For {@code --demo}, tests and benchmarks.
 *
 * <p>A request header {@value Script#HEADER} makes it misbehave on demand; see {@link Script}.
 */
public final class SimulatedUpstream {
  /** Names this upstream as the owner of its models. */
  public static final String OWNER = "onr-simulated-upstream";

  /** A header on every answer, with the value {@code onr}. */
  public static final String MARK = "x-simulated-upstream";

  private final HttpServer server;
  private final ConcurrentLinkedQueue<RecordedRequest> requests;
  private final ConcurrentLinkedQueue<String> wishes;

  private SimulatedUpstream(
      HttpServer server,
      ConcurrentLinkedQueue<RecordedRequest> requests,
      ConcurrentLinkedQueue<String> wishes) {
    this.server = server;
    this.requests = requests;
    this.wishes = wishes;
  }

  /**
   * How it behaves.
   *
   * @param port where to listen on 127.0.0.1; 0 = any free port
   * @param pace time between two events of a stream; zero sends a stream in one burst
   * @param expectedKey the only key it accepts; empty accepts requests with any key and without
   * @param recording whether {@link #requests} keeps what arrives; it grows without a bound
   */
  public record Options(int port, Duration pace, Optional<String> expectedKey, boolean recording) {
    /** Any port, 30 ms between events, any key, no recording. */
    public static Options demo() {
      return new Options(0, Duration.ofMillis(30), Optional.empty(), false);
    }

    /** Any port, streams in one burst, any key, recording. */
    public static Options test() {
      return new Options(0, Duration.ZERO, Optional.empty(), true);
    }

    /** The same with another port. */
    public Options withPort(int newPort) {
      return new Options(newPort, pace, expectedKey, recording);
    }

    /** The same with another time between events. */
    public Options withPace(Duration newPace) {
      return new Options(port, newPace, expectedKey, recording);
    }

    /** The same, refusing every other key with 401 in the vendor's shape. */
    public Options withExpectedKey(String key) {
      return new Options(port, pace, Optional.of(key), recording);
    }
  }

  /** Starts listening. */
  public static Future<SimulatedUpstream> start(Vertx vertx, Options options) {
    var requests = new ConcurrentLinkedQueue<RecordedRequest>();
    var wishes = new ConcurrentLinkedQueue<String>();
    HttpServer server =
        vertx.createHttpServer(
            new HttpServerOptions().setHost("127.0.0.1").setPort(options.port()));
    return server
        .requestHandler(new Desk(vertx, options, requests, wishes)::accept)
        .listen()
        .map(listening -> new SimulatedUpstream(listening, requests, wishes));
  }

  /** The port on which it listens. */
  public int port() {
    return server.actualPort();
  }

  /** {@code http://127.0.0.1:port}, without a slash at the end. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port();
  }

  /** What arrived so far, oldest first, refused requests included; empty when not recording. */
  public List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  /** The newest recorded request. */
  public Optional<RecordedRequest> lastRequest() {
    return requests.stream().reduce((earlier, later) -> later);
  }

  /** Forgets what was recorded. */
  public void forgetRequests() {
    requests.clear();
  }

  /**
   * Makes the next request that has no {@value Script#HEADER} header of its own be answered as if
   * it had this one; for requests whose headers do not come through. Several wishes wait in line.
   *
   * @param wish for example {@code status=429}
   */
  public void simulateNext(String wish) {
    wishes.add(wish);
  }

  /** Stops listening and cuts what is open. */
  public Future<Void> close() {
    return server.close();
  }
}
