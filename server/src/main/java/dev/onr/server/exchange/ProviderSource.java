package dev.onr.server.exchange;

/** What named the provider of an exchange. */
public enum ProviderSource {
  /** The caller's token key. */
  TOKEN("token"),
  /** The request header {@code x-onr-provider}. */
  HEADER("header"),
  /** The model's entry in models.yaml. */
  MODEL("model");

  private final String logName;

  ProviderSource(String logName) {
    this.logName = logName;
  }

  /** The word that log lines use. */
  public String logName() {
    return logName;
  }
}
