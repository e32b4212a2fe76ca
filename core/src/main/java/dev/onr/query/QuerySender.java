package dev.onr.query;

/** Sends requests of queries. */
@FunctionalInterface
public interface QuerySender {
  /**
   * Sends a request and gives the body of its answer, whose status was 200.
   *
   * @throws QueryFailure where there is no such answer
   */
  byte[] send(QueryRequest request);
}
