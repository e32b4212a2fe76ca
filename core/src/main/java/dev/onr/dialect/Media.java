package dev.onr.dialect;

/** Where the bytes of an image, a sound, a film or a file are. */
public sealed interface Media {
  /**
   * The bytes themselves.
   *
   * @param mimeType for example {@code image/png}; may be empty
   * @param base64 standard base64, as received
   */
  record Inline(String mimeType, String base64) implements Media {}

  /**
   * A place on the web or in a vendor's storage.
   *
   * @param mimeType may be empty
   * @param url any URL but a {@code data:} URL
   */
  record Url(String mimeType, String url) implements Media {}

  /** A file that the vendor keeps for the client, by its id there. */
  record StoredFile(String id) implements Media {}

  /** A document that is plain text. */
  record PlainText(String mimeType, String text) implements Media {}
}
