package dev.onr.admin.usage;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.json.JsonTree;
import dev.onr.usage.estimate.EstimateDirection;
import dev.onr.usage.estimate.EstimateSource;
import dev.onr.usage.estimate.EstimationSettings;
import dev.onr.usage.estimate.EstimationStrategy;
import dev.onr.usage.estimate.Tokenizer;
import dev.onr.usage.estimate.UsageEstimator;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code usage estimate}: what the gateway estimates where a provider reports no tokens. */
@Command(
    name = "estimate",
    description = {
      "Estimates the tokens of a body. Flags may have one dash or two; exit code 2 means that the",
      "flags or the input are wrong."
    })
public final class EstimateUsage implements Runnable {
  private final Shell shell;

  @Option(
      names = {"-m", "--model", "-model"},
      paramLabel = "NAME",
      required = true,
      description = "The model.")
  private String model = "";

  @Option(
      names = {"--api", "-api"},
      paramLabel = "API",
      description = "The API whose form the body has (default: ${DEFAULT-VALUE}).")
  private String api = "claude.messages";

  @Option(
      names = {"--direction", "-direction"},
      paramLabel = "WORD",
      description =
          "output, response, completion or estimate_output for answers; anything else means"
              + " requests (default: ${DEFAULT-VALUE}).")
  private String direction = EstimateDirection.INPUT.label();

  @Option(
      names = {"--body", "-body"},
      paramLabel = "TEXT",
      description = "The body; without it and --body-file, standard input.")
  private Optional<String> body = Optional.empty();

  @Option(
      names = {"--body-file", "-body-file"},
      paramLabel = "FILE",
      description = "A file with the body.")
  private Optional<String> bodyFile = Optional.empty();

  @Option(
      names = {"--strategy", "-strategy"},
      paramLabel = "NAME",
      description = "heuristic or tokenizer (default: ${DEFAULT-VALUE}).")
  private String strategy = "heuristic";

  @Mixin private final OutputOptions output = new OutputOptions();

  public EstimateUsage(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    EstimationStrategy chosen =
        EstimationStrategy.named(strategy)
            .orElseThrow(
                () ->
                    new Failure(
                        "unknown strategy \"%s\" (expect: heuristic|tokenizer)".formatted(strategy),
                        InputPair.NO_INPUT));
    byte[] bytes =
        new InputPair("body", body, "body-file", bodyFile)
            .read(shell)
            .orElseGet(() -> InputPair.standardInput(shell));
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    EstimateDirection side = EstimateDirection.of(direction);
    long tokens =
        new UsageEstimator(EstimationSettings.DEFAULTS.with(chosen), new Tokenizer())
            .tokens(
                api, model, side, new EstimateSource.Body(text.getBytes(StandardCharsets.UTF_8)));
    print(tokens, side);
  }

  private void print(long tokens, EstimateDirection side) {
    String source = body.isPresent() ? "body" : bodyFile.orElse("stdin");
    if (output.json()) {
      OutputOptions.print(
          shell,
          JsonTree.object()
              .put("tokens", tokens)
              .put("model", model)
              .put("api", api)
              .put("direction", side.label())
              .put("source", source));
      return;
    }
    shell.out().println("tokens=" + tokens);
    shell.out().println("model=" + model);
    shell.out().println("api=" + api);
    shell.out().println("direction=" + side.label());
    shell.out().println("source=" + source);
  }
}
