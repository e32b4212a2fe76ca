package dev.onr.server.exchange;

/** Nobody is there to answer any more. */
final class ClientGone extends RuntimeException {
  private final Ending ending;

  /**
   * @param ending {@link Ending#CLIENT_GONE} or {@link Ending#DRAINED}, or {@link
   *     Ending#CLIENT_STALLED} when the gateway gave up on a client that takes nothing
   */
  ClientGone(Ending ending) {
    super("client gone", null, false, false);
    this.ending = ending;
  }

  Ending ending() {
    return ending;
  }
}
