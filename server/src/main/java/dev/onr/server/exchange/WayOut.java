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

        @Override
        public boolean after(Opening opening) {
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

  /**
   * As above, for a stream that begins with an error. Its provider is left alone for as long as it
   * wants to be, and an error that another channel would be asked after is a failure of this one,
   * also where there is no other.
   */
  boolean after(Opening opening);
}
