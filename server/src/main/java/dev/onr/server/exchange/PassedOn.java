package dev.onr.server.exchange;

/** An answer that the client does not get, since another channel is tried. */
final class PassedOn extends RuntimeException {
  private final transient Verdict verdict;

  PassedOn(Verdict verdict) {
    super("another channel is tried", null, false, false);
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }
}
