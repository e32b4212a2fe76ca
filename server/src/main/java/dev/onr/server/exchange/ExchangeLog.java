package dev.onr.server.exchange;

import dev.onr.server.Snapshot;
import dev.onr.server.dump.Dump;
import dev.onr.server.dump.Request;
import java.util.function.Supplier;

/** Takes the record of each exchange that ended. */
@FunctionalInterface
public interface ExchangeLog {
  /**
   * Called once per exchange, on the event loop that carried it, after the last byte. Must return
   * at once (hand the record over, do not format or write it) and must not throw; several loops
   * call at the same time.
   */
  void ended(ExchangeRecord exchange);

  /**
   * Called before anything else is done for a request: may record the exchange while it goes on.
   *
   * @param request what was asked; put together when it is asked for
   * @param snapshot the configuration that the exchange keeps
   */
  default Dump begin(Supplier<Request> request, Snapshot snapshot) {
    return Dump.OFF;
  }
}
