package dev.onr.server.log;

import static dev.onr.server.log.SystemLog.field;

import dev.onr.server.exchange.ExchangeLog;
import dev.onr.server.exchange.ExchangeRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The access log: one line per exchange, formatted and written by one thread of its own.
 *
 * <p>Event loops only put records into a queue. The queue is bounded, and when it is full the loops
 * wait: a disk or a pipe that can't keep up slows the gateway down rather than costing a line or
 * the heap. Lines are lost only when the system refuses to write them even to a newly opened file;
 * that is counted and said in the system log.
 *
 * <p>The thread wakes by itself while there is traffic and takes everything that has gathered as
 * one write, because waking it for every record would cost more than the record does.
 */
public final class AccessLog implements ExchangeLog, AutoCloseable {
  /** About 20 MB of records at most. */
  private static final int CAPACITY = 16_384;

  private static final long GATHER_NANOS = 5_000_000;
  private static final long FULL_NANOS = 500_000;

  private final ConcurrentLinkedQueue<Task> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean asleep = new AtomicBoolean();
  private final SinkFactory sinks;
  private final SystemLog systemLog;
  private final LocalTimeText time;
  private final Thread thread;

  // Read by event loops, written by whoever reconfigures.
  private volatile boolean enabled;
  private volatile boolean closed;

  // Owned by the writing thread once that runs.
  private Opened current;
  private long pending;
  private long lost;
  private boolean failing;

  /** What the writing thread does next. */
  private interface Task {
    void run();
  }

  /**
   * @param settings what to write where
   * @param standardOutput the stream behind {@link AccessLogTarget.StandardOutput}; never closed
   * @param clock time and zone of rotation; the zone is also that of the lines
   * @param systemLog hears of lines that could not be written
   * @throws IOException when the target can't be opened
   */
  public AccessLog(
      AccessLogSettings settings, OutputStream standardOutput, Clock clock, SystemLog systemLog)
      throws IOException {
    this.sinks = new SinkFactory(standardOutput, clock, systemLog);
    this.systemLog = systemLog;
    this.time = new LocalTimeText(clock.getZone());
    this.current = sinks.open(settings);
    this.enabled = settings.enabled();
    this.thread = Thread.ofPlatform().name("onr-access-log").daemon().unstarted(this::writeLines);
    thread.start();
  }

  /** A target that is open and waits to be written to. */
  public static final class Opened {
    private final AccessLogSettings settings;
    private final LineSink sink;

    Opened(AccessLogSettings settings, LineSink sink) {
      this.settings = settings;
      this.sink = sink;
    }

    /** Closes a target that will not be used after all. */
    public void discard() {
      try {
        sink.close();
      } catch (IOException e) {
        // Nothing was written to it.
      }
    }
  }

  @Override
  public void ended(ExchangeRecord exchange) {
    if (enabled) {
      put(() -> write(exchange));
    }
  }

  /**
   * Opens the target of other settings without using it yet, so that a reload can still fail.
   *
   * @throws IOException when it can't be opened
   */
  public Opened open(AccessLogSettings settings) throws IOException {
    return sinks.open(settings);
  }

  /** Goes over to another target and format; lines of exchanges that ended before stay behind. */
  public void use(Opened next) {
    enabled = next.settings.enabled();
    put(
        () -> {
          flush();
          close(current);
          current = next;
        });
  }

  /** Opens the file anew, after a log rotating tool moved it away. */
  public void reopen() {
    put(
        () -> {
          try {
            current.sink.reopen();
          } catch (IOException e) {
            systemLog.error(
                Category.SERVER,
                "access log could not be reopened",
                field("path", current.settings.target().describe()),
                field("error", e));
          }
        });
  }

  /** Returns when the lines of all exchanges that ended before are handed to the system. */
  public void await() throws InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    put(
        () -> {
          flush();
          written.countDown();
        });
    written.await();
  }

  /** Writes what is left and closes the target; exchanges that end later are not logged. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    enabled = false;
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
      sinks.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void put(Task task) {
    while (waiting.get() >= CAPACITY && thread.isAlive()) {
      LockSupport.unpark(thread);
      LockSupport.parkNanos(this, FULL_NANOS);
    }
    waiting.incrementAndGet();
    queue.add(task);
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      LockSupport.unpark(thread);
    }
  }

  private void writeLines() {
    while (true) {
      boolean last = closed;
      boolean busy = drain();
      flush();
      if (last && !busy) {
        close(current);
        return;
      }
      if (busy) {
        LockSupport.parkNanos(this, GATHER_NANOS);
      } else {
        sleep();
      }
    }
  }

  private boolean drain() {
    boolean any = false;
    for (Task task = queue.poll(); task != null; task = queue.poll()) {
      waiting.decrementAndGet();
      any = true;
      try {
        task.run();
      } catch (RuntimeException e) {
        // A line that can't be formatted is a defect of ours; the lines after it are not.
        pending++;
        reportLost(e);
      }
    }
    return any;
  }

  /** Sleeps until {@link #put} or {@link #close} wakes the thread. */
  private void sleep() {
    asleep.set(true);
    if (queue.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    asleep.set(false);
  }

  private void write(ExchangeRecord exchange) {
    byte[] line = line(exchange);
    pending++;
    try {
      current.sink.add(line);
    } catch (IOException e) {
      reportLost(e);
    }
  }

  private byte[] line(ExchangeRecord exchange) {
    var client = exchange.client();
    AccessLogSettings settings = current.settings;
    String appName = settings.appNames().of(client.appName(), client.userAgent());
    StringBuilder line = new StringBuilder(512);
    settings
        .format()
        .append(
            line,
            new AccessEntry(exchange, appName),
            time.of(exchange.endedAt()),
            current.sink.colour());
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void flush() {
    boolean writes = pending > 0;
    try {
      current.sink.flush();
      pending = 0;
    } catch (IOException e) {
      reportLost(e);
      return;
    }
    if (writes && failing) {
      failing = false;
      systemLog.warn(
          Category.SERVER,
          "access log is written again",
          field("path", current.settings.target().describe()),
          field("lost_lines_at_most", lost));
    }
  }

  /** Once for a time of trouble: a full disk would fill with the news of it. */
  private void reportLost(Exception e) {
    lost += pending;
    pending = 0;
    if (!failing) {
      failing = true;
      systemLog.error(
          Category.SERVER,
          "access log lines could not be written",
          field("path", current.settings.target().describe()),
          field("error", e),
          field("lost_lines_at_most", lost));
    }
  }

  private void close(Opened target) {
    try {
      target.sink.close();
    } catch (IOException e) {
      reportLost(e);
    }
  }
}
