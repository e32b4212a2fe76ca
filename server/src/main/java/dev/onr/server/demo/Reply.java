package dev.onr.server.demo;

import java.util.List;

/**
 * The answer to a {@link Question}, whatever the dialect.
 *
 * @param number counts the answers of this upstream; part of every id
 * @param created Unix time in seconds
 * @param model the model's name
 * @param thoughts what it pretends to think first, piece by piece; mostly empty
 * @param pieces the text, piece by piece; empty when only tools are called
 * @param calls the tools it wants called
 * @param finish why it ends
 * @param usage what it cost
 */
record Reply(
    long number,
    long created,
    String model,
    List<String> thoughts,
    List<String> pieces,
    List<Call> calls,
    Finish finish,
    Usage usage) {
  /** Stands wherever a vendor signs or encrypts thoughts, so that it gets them back unchanged. */
  static final String SIGNATURE = "c2ltdWxhdGVk";

  /** Why an answer ends. */
  enum Finish {
    STOP,
    LENGTH,
    TOOL_CALLS
  }

  /** A call with its arguments as JSON text. */
  record Call(String name, String arguments) {
    /** The arguments in pieces of a few characters, as streams deliver them. */
    List<String> argumentPieces() {
      return List.of(arguments.split("(?<=\\G.{8})"));
    }
  }

  /**
   * Token counts.
   *
   * @param prompt all tokens of the prompt, cached ones included
   * @param cached those of the prompt that a cache is said to have held
   * @param answer tokens of text and calls, without thoughts
   * @param thoughts tokens of thoughts
   */
  record Usage(int prompt, int cached, int answer, int thoughts) {
    int output() {
      return answer + thoughts;
    }

    int total() {
      return prompt + output();
    }
  }

  String text() {
    return String.join("", pieces);
  }

  String thought() {
    return String.join("", thoughts);
  }

  /** An id with the vendor's prefix. */
  String id(String prefix) {
    return prefix + "simulated%08d".formatted(number);
  }

  /** The id of one of several things in this answer. */
  String id(String prefix, int index) {
    return id(prefix) + "x" + index;
  }
}
