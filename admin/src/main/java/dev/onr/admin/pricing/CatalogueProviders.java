package dev.onr.admin.pricing;

import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Quoted;
import dev.onr.admin.shell.Shell;
import dev.onr.json.JsonTree;
import dev.onr.pricing.catalogue.Catalogue;
import dev.onr.pricing.catalogue.PriceFileText;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pricing providers}. */
@Command(name = "providers", description = "Lists the providers of the catalogue.")
public final class CatalogueProviders implements Runnable {
  private final Shell shell;

  @Mixin private final CatalogueOptions catalogue = new CatalogueOptions();

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Only those whose id or name contains this; case does not count.")
  private String search = "";

  @Mixin private final OutputOptions output = new OutputOptions();

  public CatalogueProviders(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    List<Catalogue.Provider> found =
        catalogue.read(shell).providers().values().stream().filter(this::isWanted).toList();
    String time = PriceFileText.time(shell.clock().instant());
    if (output.json()) {
      ObjectNode json = JsonTree.object().put("fetched_at", time);
      ArrayNode list = json.putArray("providers");
      found.forEach(
          provider ->
              list.addObject()
                  .put("id", provider.id())
                  .put("name", provider.name())
                  .put("models", provider.models().size()));
      OutputOptions.print(shell, json);
    } else if (found.isEmpty()) {
      shell.out().println("no providers matched");
    } else {
      found.forEach(provider -> shell.out().println(line(provider)));
      shell.out().println("total=%d fetched_at=%s".formatted(found.size(), time));
    }
  }

  private boolean isWanted(Catalogue.Provider provider) {
    String text = search.strip().toLowerCase(Locale.ROOT);
    return provider.id().toLowerCase(Locale.ROOT).contains(text)
        || provider.name().toLowerCase(Locale.ROOT).contains(text);
  }

  private static String line(Catalogue.Provider provider) {
    return "provider=%s name=%s models=%d"
        .formatted(
            provider.id(),
            Quoted.of(provider.name().isEmpty() ? "-" : provider.name()),
            provider.models().size());
  }
}
