package dev.onr.server;

import java.io.IOException;

/** An address that can't be listened at. */
public final class ListenFailure extends IOException {
  private static final long serialVersionUID = 1L;

  ListenFailure(String setting, ListenAddress address, Throwable cause) {
    super(
        "listen %s: %s; choose another address with %s"
            .formatted(address, ErrorText.of(cause), setting),
        cause);
  }
}
