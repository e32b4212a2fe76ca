package dev.onr.pricing.catalogue;

/** A text that is no catalogue of prices; the message says why. */
public final class InvalidCatalogue extends RuntimeException {
  InvalidCatalogue(String message) {
    super(message);
  }
}
