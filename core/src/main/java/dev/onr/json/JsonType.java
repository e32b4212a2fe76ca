package dev.onr.json;

/** The kinds of JSON values (RFC 8259 §3). */
public enum JsonType {
  NULL,
  BOOL,
  NUMBER,
  STRING,
  ARRAY,
  OBJECT
}
