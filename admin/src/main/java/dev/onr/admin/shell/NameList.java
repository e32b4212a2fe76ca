package dev.onr.admin.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lists on the command line, separated by commas, semicolons or white space. */
public final class NameList {
  private NameList() {}

  /** The names as they are written, without duplicates, in order. */
  public static List<String> of(String text) {
    return Arrays.stream(text.split("[,;\\s]+"))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  /** Names of providers: lower-case, without duplicates, sorted. */
  public static List<String> ofProviders(String text) {
    return of(text.toLowerCase(Locale.ROOT)).stream().sorted().toList();
  }
}
