package dev.onr.admin.usage;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.config.ConfigurationException;
import dev.onr.config.ConfigurationFiles;
import dev.onr.config.NearNames;
import dev.onr.config.plan.UsageModes;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import dev.onr.sse.EventReader;
import dev.onr.usage.FactSources;
import dev.onr.usage.MatchedFact;
import dev.onr.usage.UsageReader;
import dev.onr.usage.UsageReading;
import dev.onr.usage.UsageStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usage extract}: what one preset reads from one answer. */
@Command(
    name = "extract",
    description = {
      "Reads the usage of an answer by one usage_mode preset and prints the matched facts as JSON.",
      "Flags may have one dash or two; exit code 2 means that the flags or the input are wrong."
    })
public final class ExtractUsage implements Runnable {
  private final Shell shell;

  @Option(
      names = {"--usage", "-usage"},
      paramLabel = "TEXT",
      description = "The answer: JSON, or events with --stream; without it standard input.")
  private Optional<String> usage = Optional.empty();

  @Option(
      names = {"--usage-file", "-usage-file"},
      paramLabel = "FILE",
      description = "A file with the answer.")
  private Optional<String> usageFile = Optional.empty();

  @Option(
      names = {"--usage-mode-dsl", "-usage-mode-dsl"},
      paramLabel = "TEXT",
      description = "usage_mode blocks as text.")
  private Optional<String> dsl = Optional.empty();

  @Option(
      names = {"--usage-mode-file", "-usage-mode-file"},
      paramLabel = "FILE",
      description = "A file with usage_mode blocks; it may include others.")
  private Optional<String> dslFile = Optional.empty();

  @Option(
      names = {"--usage-mode", "-usage-mode"},
      paramLabel = "NAME",
      description = "Which preset; needed where there are several.")
  private Optional<String> mode = Optional.empty();

  @Option(
      names = {"--stream", "-stream"},
      arity = "0..1",
      description = "The answer is a stream of events.")
  private boolean stream;

  @Option(
      names = {"--request", "-request"},
      paramLabel = "JSON",
      description = "The client's request, for facts with source=request.")
  private Optional<String> request = Optional.empty();

  @Option(
      names = {"--request-file", "-request-file"},
      paramLabel = "FILE",
      description = "A file with it.")
  private Optional<String> requestFile = Optional.empty();

  @Option(
      names = {"--derived", "-derived"},
      paramLabel = "JSON",
      description = "Figures of the gateway, for facts with source=derived.")
  private Optional<String> derived = Optional.empty();

  @Option(
      names = {"--derived-file", "-derived-file"},
      paramLabel = "FILE",
      description = "A file with them.")
  private Optional<String> derivedFile = Optional.empty();

  public ExtractUsage(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    InputPair rules = new InputPair("usage-mode-dsl", dsl, "usage-mode-file", dslFile);
    if (dsl.isEmpty() && dslFile.isEmpty()) {
      throw new Failure(
          "missing rules: give -usage-mode-dsl or -usage-mode-file", InputPair.NO_INPUT);
    }
    byte[] answer = answer();
    FactSources sources =
        new FactSources(
            object(new InputPair("request", request, "request-file", requestFile)),
            object(new InputPair("derived", derived, "derived-file", derivedFile)),
            null);
    // Reading it here makes a missing file a matter of input, not of rules.
    var _ = rules.read(shell);
    UsageReading reading = read(reader(), answer, sources);
    reading
        .trouble()
        .ifPresent(
            trouble -> {
              throw new Failure("the answer can't be read: " + trouble);
            });
    List<MatchedFact> found =
        reading.facts().stream().filter(fact -> fact.quantity().signum() != 0).toList();
    OutputOptions.print(shell, MatchedFact.json(found));
  }

  private byte[] answer() {
    byte[] answer =
        new InputPair("usage", usage, "usage-file", usageFile)
            .read(shell)
            .orElseGet(() -> InputPair.standardInput(shell));
    if (new String(answer, StandardCharsets.UTF_8).isBlank()) {
      throw new Failure(
          "missing answer: give -usage or -usage-file, or the answer on standard input",
          InputPair.NO_INPUT);
    }
    return answer;
  }

  private @Nullable JsonValue object(InputPair input) {
    Optional<byte[]> bytes = input.read(shell);
    if (bytes.isEmpty()) {
      return null;
    }
    try {
      JsonValue value = JsonValue.parse(bytes.get());
      if (value.isObject()) {
        return value;
      }
    } catch (JsonSyntaxException e) {
      throw new Failure("%s is no valid JSON: %s".formatted(input.flag(), e.getMessage()));
    }
    throw new Failure("%s must be a JSON object".formatted(input.flag()));
  }

  private UsageReader reader() {
    try {
      return chosen(
          dsl.isPresent()
              ? UsageModes.load(InlineText.of(dsl.get(), shell.directory()), InlineText.NAME)
              : UsageModes.load(
                  ConfigurationFiles.onDisk(shell.directory()), dslFile.orElseThrow()));
    } catch (ConfigurationException e) {
      throw Failure.of("usage mode invalid: ", e);
    }
  }

  private UsageReader chosen(Map<String, UsageReader> modes) {
    if (modes.isEmpty()) {
      throw new Failure("there is no usage_mode block in the rules");
    }
    String names = String.join(", ", modes.keySet());
    if (mode.isEmpty()) {
      if (modes.size() > 1) {
        throw new Failure("several usage modes: choose one with -usage-mode: " + names);
      }
      return modes.values().iterator().next();
    }
    String name = mode.get().strip();
    return Optional.ofNullable(modes.get(name.toLowerCase(Locale.ROOT)))
        .orElseThrow(
            () ->
                new Failure(
                    "no usage_mode \"%s\"; %s"
                        .formatted(
                            name,
                            NearNames.hint(name, modes.keySet()).orElse("there are: " + names))));
  }

  private UsageReading read(UsageReader reader, byte[] answer, FactSources sources) {
    if (!stream) {
      return reader.read(answer, sources);
    }
    UsageStream tally = reader.stream(sources);
    EventReader events = new EventReader();
    events.feed(answer, 0, answer.length, tally::event);
    events.finish(tally::event);
    return tally.reading();
  }
}
