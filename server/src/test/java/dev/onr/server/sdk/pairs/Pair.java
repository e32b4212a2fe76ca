package dev.onr.server.sdk.pairs;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Who talks to whom.
 *
 * @param client the dialect of the program
 * @param upstream another dialect, that of the upstream
 */
record Pair(Speech client, Speech upstream) {
  static Stream<Pair> all() {
    return Arrays.stream(Speech.values())
        .flatMap(
            client ->
                Arrays.stream(Speech.values())
                    .filter(upstream -> upstream != client)
                    .map(upstream -> new Pair(client, upstream)));
  }

  @Override
  public String toString() {
    return (client + " client, " + upstream + " upstream").toLowerCase(Locale.ROOT);
  }
}
