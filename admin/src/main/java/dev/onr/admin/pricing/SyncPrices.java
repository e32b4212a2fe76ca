package dev.onr.admin.pricing;

import dev.onr.admin.config.ConfigOptions;
import dev.onr.admin.config.ProviderOptions;
import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.FileReplacement;
import dev.onr.admin.shell.NameList;
import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.config.ConfigurationException;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.PlanLoader;
import dev.onr.json.JsonTree;
import dev.onr.pricing.catalogue.PriceFileText;
import dev.onr.pricing.catalogue.Selection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pricing sync}. */
@Command(
    name = "sync",
    description = {
      "Writes the price file from a catalogue, for the named providers or for all configured ones.",
      "What the catalogue does not have is skipped and reported."
    })
public final class SyncPrices implements Runnable {
  private final Shell shell;

  @Mixin private final ConfigOptions config = new ConfigOptions();
  @Mixin private final ProviderOptions source = new ProviderOptions();
  @Mixin private final CatalogueOptions catalogue = new CatalogueOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The price file (default: ${DEFAULT-VALUE}).")
  private String out = "./price.yaml";

  @Option(
      names = "--backup",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      description = "Keep the old file as FILE.bak.TIME (default: ${DEFAULT-VALUE}).")
  private boolean backup;

  @Option(
      names = {"-p", "--provider"},
      paramLabel = "NAME",
      description = "This provider only; wins over --providers.")
  private String provider = "";

  @Option(
      names = "--providers",
      paramLabel = "NAMES",
      description = "These providers; separated by commas, semicolons or blanks.")
  private String providers = "";

  @Option(
      names = "--models",
      paramLabel = "IDS",
      description = "Only these models, by their exact ids.")
  private String models = "";

  @Mixin private final OutputOptions output = new OutputOptions();

  public SyncPrices(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    List<String> names = names();
    List<String> wanted = NameList.of(models);
    Selection selection = Selection.of(catalogue.read(shell), names, wanted);
    if (!output.json()) {
      selection.skipped().forEach(each -> shell.out().println(line(each)));
    }
    requireAll(wanted, selection);
    if (selection.models().isEmpty()) {
      throw new Failure(
          "no provider matched models.dev (skipped=%d)".formatted(selection.skipped().size()));
    }
    Instant now = shell.clock().instant();
    Path file = shell.path(out.strip()).normalize();
    if (backup) {
      FileReplacement.backUp(file, shell.clock());
    }
    FileReplacement.write(
        file, PriceFileText.of(selection, catalogue.url(), now).getBytes(StandardCharsets.UTF_8));
    report(selection, file, now);
  }

  private List<String> names() {
    String single = provider.strip().toLowerCase(Locale.ROOT);
    List<String> named = single.isEmpty() ? NameList.ofProviders(providers) : List.of(single);
    return named.isEmpty() ? configured() : named;
  }

  private List<String> configured() {
    Path path = source.source(config.read(shell), shell);
    try {
      List<String> names =
          List.copyOf(
              new PlanLoader()
                  .load(path, LoadMode.LENIENT, Optional.empty())
                  .plan()
                  .providers()
                  .keySet());
      if (names.isEmpty()) {
        throw new Failure(
            "missing provider: use --provider/-p or --providers; %s has none"
                .formatted(shell.shown(path)));
      }
      return names;
    } catch (ConfigurationException e) {
      throw Failure.of("missing provider: use --provider/-p or --providers; ", e);
    }
  }

  /** A model that no provider has is a typo; one that some lack is nothing unusual. */
  private static void requireAll(List<String> wanted, Selection selection) {
    List<String> missing =
        wanted.stream()
            .filter(
                model ->
                    selection.models().values().stream().noneMatch(each -> each.containsKey(model)))
            .toList();
    if (!missing.isEmpty() && !selection.models().isEmpty()) {
      throw new Failure(
          "model not found in provider %s: %s"
              .formatted(
                  String.join(", ", selection.models().keySet()), String.join(", ", missing)));
    }
  }

  private void report(Selection selection, Path file, Instant now) {
    if (output.json()) {
      ObjectNode json =
          JsonTree.object()
              .put("file", shell.shown(file))
              .put("providers", selection.models().size())
              .put("models", selection.modelCount())
              .put("fetched_at", PriceFileText.time(now));
      ArrayNode skipped = json.putArray("skipped");
      for (Selection.Skipped each : selection.skipped()) {
        ObjectNode entry = skipped.addObject().put("provider", each.provider());
        each.model().ifPresent(model -> entry.put("model", model));
        entry.put("reason", each.reason());
      }
      OutputOptions.print(shell, json);
    } else {
      shell
          .out()
          .println(
              "pricing synced: providers=%d models=%d out=%s fetched_at=%s"
                  .formatted(
                      selection.models().size(),
                      selection.modelCount(),
                      out.strip(),
                      PriceFileText.time(now)));
    }
  }

  private static String line(Selection.Skipped skipped) {
    return "skip provider=%s%s reason=%s"
        .formatted(
            skipped.provider(),
            skipped.model().map(model -> " model=" + model).orElse(""),
            skipped.reason());
  }
}
