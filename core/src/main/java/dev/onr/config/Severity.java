package dev.onr.config;

/** How bad a diagnostic is: a warning lets the gateway run, an error does not. */
public enum Severity {
  WARNING,
  ERROR
}
