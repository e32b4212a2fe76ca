package dev.onr.server;

/** What the process tells its caller in the end. */
final class ExitCode {
  /** All went as asked. */
  static final int FINE = 0;

  /** It could not be done; standard error says why. */
  static final int FAILED = 1;

  /** The command line makes no sense. */
  static final int MISUSED = 2;

  private ExitCode() {}
}
