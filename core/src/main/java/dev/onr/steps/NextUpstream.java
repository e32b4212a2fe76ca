package dev.onr.steps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outcomes of an attempt after which another channel may be tried ({@code next_upstream}).
 *
 * @param faults those that have a name
 * @param statuses single HTTP statuses
 * @param every5xx whether all statuses from 500 to 599 count
 */
public record NextUpstream(Set<Fault> faults, Set<Integer> statuses, boolean every5xx) {
  /** No second attempt at all. */
  public static final NextUpstream OFF = new NextUpstream(Set.of(), Set.of(), false);

  /** Where the configuration says nothing: outcomes in which the provider did no work. */
  public static final NextUpstream STANDARD =
      new NextUpstream(Set.of(Fault.ERROR), Set.of(429, 503), false);

  private static final Pattern STATUS = Pattern.compile("http_([45][0-9]{2})");
  private static final String EVERY_5XX = "http_5xx";

  /** What can become of an attempt, beside a status. */
  public enum Fault {
    /** No connection, TLS included, or no access token: nothing was sent. */
    ERROR,
    /** No answer, no first event or nothing further in time. */
    TIMEOUT,
    /** The connection broke once the request was sent, before or within the answer. */
    CUT,
    /** The answer is not what it claims to be. */
    INVALID,
    /** The request was refused since it is too long for the model. */
    CONTEXT_LENGTH,
    /** The request was refused since its content is not allowed. */
    CONTENT_FILTER;

    /** The word of the configuration. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public NextUpstream {
    faults = Set.copyOf(faults);
    statuses = Set.copyOf(statuses);
  }

  /** The words that name a fault or a class of statuses. */
  public static List<String> words() {
    List<String> named = new ArrayList<>(Arrays.stream(Fault.values()).map(Fault::word).toList());
    named.addAll(List.of("http_429", "http_503", EVERY_5XX));
    return named;
  }

  /** Whether a word names an outcome. */
  public static boolean knows(String word) {
    return fault(word).isPresent() || word.equals(EVERY_5XX) || STATUS.matcher(word).matches();
  }

  /** The outcomes that these words name; each must be known. */
  public static NextUpstream of(List<String> words) {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    Set<Integer> statuses = new TreeSet<>();
    for (String word : words) {
      fault(word).ifPresent(faults::add);
      Matcher status = STATUS.matcher(word);
      if (status.matches()) {
        statuses.add(Integer.parseInt(status.group(1)));
      }
    }
    return new NextUpstream(faults, statuses, words.contains(EVERY_5XX));
  }

  /** Whether another attempt may follow this fault. */
  public boolean after(Fault fault) {
    return faults.contains(fault);
  }

  /** Whether another attempt may follow an answer with this status. */
  public boolean after(int status) {
    return statuses.contains(status) || (every5xx && status / 100 == 5);
  }

  private static Optional<Fault> fault(String word) {
    return Arrays.stream(Fault.values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
