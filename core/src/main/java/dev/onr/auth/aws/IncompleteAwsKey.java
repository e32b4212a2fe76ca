package dev.onr.auth.aws;

import dev.onr.credential.UpstreamKey;

/** A key in keys.yaml lacks what AWS needs. The message says what and where, and no secret. */
public final class IncompleteAwsKey extends RuntimeException {
  private final String trouble;

  IncompleteAwsKey(String trouble, String fields, UpstreamKey key) {
    super(null, null, false, false);
    String name = key.name().isEmpty() ? "the key" : "the key " + key.name();
    this.trouble =
        "%s; set %s for %s of %s in keys.yaml".formatted(trouble, fields, name, key.provider());
  }

  @Override
  public String getMessage() {
    return trouble;
  }
}
