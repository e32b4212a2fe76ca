package dev.onr.server.exchange;

import java.util.Map;

/** Losses as one line, for the log and for a header. */
public final class LossList {
  private static final int LONGEST = 4000;

  private LossList() {}

  /**
   * {@code field=count, field=count}, sorted. Names of fields come from clients and upstreams: all
   * but plain characters are replaced, and a list that would grow too long ends early.
   *
   * @param losses field to number of losses, sorted
   */
  public static String of(Map<String, Integer> losses) {
    StringBuilder list = new StringBuilder();
    for (Map.Entry<String, Integer> loss : losses.entrySet()) {
      String field = loss.getKey().replaceAll("[^A-Za-z0-9._-]", "_");
      if (list.length() + field.length() > LONGEST) {
        return list.append(", ...").toString();
      }
      list.append(list.isEmpty() ? "" : ", ").append(field).append('=').append(loss.getValue());
    }
    return list.toString();
  }
}
