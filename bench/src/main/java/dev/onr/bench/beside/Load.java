package dev.onr.bench.beside;

/**
 * What a load saw.
 *
 * @param units answers, or events of paced streams
 * @param p50 microseconds: of an answer, or added per event by everything between upstream and
 *     client
 * @param firstByteP50 microseconds from request to first event of paced streams; 0 elsewhere
 * @param errors answers other than 200, cut streams, sockets that failed
 */
record Load(
    long units,
    double seconds,
    double p50,
    double p99,
    double firstByteP50,
    double firstByteP99,
    long errors) {
  /** Of answers, whose time to first byte nobody took. */
  static Load ofAnswers(long units, double seconds, double p50, double p99, long errors) {
    return new Load(units, seconds, p50, p99, 0, 0, errors);
  }
}
