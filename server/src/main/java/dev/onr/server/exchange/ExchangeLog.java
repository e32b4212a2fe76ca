package dev.onr.server.exchange;

/** Takes the record of each exchange that ended. */
@FunctionalInterface
public interface ExchangeLog {
  /**
   * Called once per exchange, on the event loop that carried it, after the last byte. Must return
   * at once (hand the record over, do not format or write it) and must not throw; several loops
   * call at the same time.
   */
  void ended(ExchangeRecord exchange);
}
