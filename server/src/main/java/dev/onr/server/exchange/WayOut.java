package dev.onr.server.exchange;

/** Whether what an attempt gave may be left for what another channel gives. */
interface WayOut {
  /** No other channel will be asked. */
  WayOut NONE =
      new WayOut() {
        @Override
        public boolean isOpen() {
          return false;
        }

        @Override
        public boolean after(Verdict verdict) {
          return false;
        }
      };

  /** Whether there may be one: where not, an answer need not be looked at. */
  boolean isOpen();

  /**
   * Whether the configuration wants another channel to be asked after this, and there is one; it is
   * held then. The attempt has to fail with {@link PassedOn}.
   */
  boolean after(Verdict verdict);
}
