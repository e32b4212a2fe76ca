package dev.onr.server;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs a reload for each SIGHUP, one after another. */
final class HangUps {
  /** A reload that waits sees everything that later signals are about, so more are not needed. */
  private static final int WAITING = 2;

  private HangUps() {}

  /** Begins to listen. */
  static void listen(Runnable reload) {
    ThreadPoolExecutor reloads =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("onr-reload").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    reloads.allowCoreThreadTimeOut(true);
    Signals.onHangUp(() -> reloads.execute(reload));
  }
}
