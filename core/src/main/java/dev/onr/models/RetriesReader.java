package dev.onr.models;

import dev.onr.config.Diagnostic;
import dev.onr.config.DurationText;
import dev.onr.config.yaml.Findings;
import dev.onr.config.yaml.YamlMapping;
import dev.onr.config.yaml.YamlText;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads {@code tries}, {@code timeout} and {@code backoff}, wherever they stand. */
public final class RetriesReader {
  private static final int MOST = 20;

  private final YamlMapping entry;
  private final Findings findings;
  private final String subject;
  private final String code;

  /**
   * @param subject what the keys belong to, with a dot at its end, for messages; may be empty
   * @param code the start of diagnostic codes
   */
  public RetriesReader(YamlMapping entry, Findings findings, String subject, String code) {
    this.entry = entry;
    this.findings = findings;
    this.subject = subject;
    this.code = code;
  }

  /** What is written; complaints go to the findings. */
  public Retries read() {
    return new Retries(tries(), time("timeout"), time("backoff"));
  }

  private OptionalInt tries() {
    OptionalLong tries = entry.whole("tries");
    if (tries.isPresent() && (tries.getAsLong() < 1 || tries.getAsLong() > MOST)) {
      complain("tries", "must be from 1 to " + MOST);
      return OptionalInt.empty();
    }
    return tries.isPresent() ? OptionalInt.of((int) tries.getAsLong()) : OptionalInt.empty();
  }

  /** A length of time. */
  public Optional<Duration> time(String key) {
    Optional<YamlText> text = entry.text(key);
    Optional<Duration> time = text.map(YamlText::text).flatMap(DurationText::parse);
    if (text.isPresent() && time.isEmpty()) {
      complain(
          key, "must be a time such as " + DurationText.EXAMPLES + ", above zero and at most 60m");
    }
    return time;
  }

  private void complain(String key, String message) {
    findings.add(
        Diagnostic.error(code + "." + key, entry.place(key), subject + key + " " + message));
  }
}
