package dev.onr.server;

import dev.onr.server.dump.Dump;
import dev.onr.server.dump.Dumps;
import dev.onr.server.dump.Request;
import dev.onr.server.exchange.ExchangeLog;
import dev.onr.server.exchange.ExchangeRecord;
import dev.onr.server.log.AccessLog;
import dev.onr.server.log.UsageFactsLog;
import java.util.function.Supplier;

/**
 * All that is written of exchanges.
 *
 * @param accessLog a line of each
 * @param usageFacts what was counted in it, for debugging
 * @param dumps whole ones, where the settings ask for it
 */
record Records(AccessLog accessLog, UsageFactsLog usageFacts, Dumps dumps) implements ExchangeLog {
  @Override
  public void ended(ExchangeRecord exchange) {
    accessLog.ended(exchange);
    usageFacts.ended(exchange);
  }

  @Override
  public Dump begin(Supplier<Request> request, Snapshot snapshot) {
    return dumps.begin(request, snapshot);
  }
}
