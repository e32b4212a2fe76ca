package dev.onr.config.plan;

/** How requests travel to a provider. */
public enum Transport {
  /** Plain HTTP. */
  HTTP,
  /** AWS endpoints with SigV4 signatures. */
  AWS_SDK
}
