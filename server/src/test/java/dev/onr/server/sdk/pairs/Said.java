package dev.onr.server.sdk.pairs;

import java.util.List;

/**
 * What an answer says, read out of the SDK's own types.
 *
 * @param text all text
 * @param thoughts all thoughts
 * @param calls the tools that it calls
 * @param end why it ended
 * @param usage what it cost
 */
record Said(String text, String thoughts, List<Call> calls, End end, Usage usage) {
  /** A call with its arguments as JSON. */
  record Call(String name, String arguments) {}

  /** Tokens; those of the output include thoughts. */
  record Usage(long input, long output) {}

  enum End {
    COMPLETE,
    CALLS,
    LENGTH
  }
}
