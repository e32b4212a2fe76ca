package dev.onr.server.log;

import java.util.Locale;

/** What part of the gateway's life a line of the system log is about. */
public enum Category {
  STARTUP,
  SERVER,
  RELOAD,
  PROVIDERS,
  TRAFFIC_DUMP;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
