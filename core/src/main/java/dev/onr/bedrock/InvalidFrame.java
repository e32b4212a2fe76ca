package dev.onr.bedrock;

/** Bytes that are not what the event-stream encoding says; nothing behind them can be read. */
public final class InvalidFrame extends RuntimeException {
  InvalidFrame(String trouble) {
    super(trouble, null, false, false);
  }
}
