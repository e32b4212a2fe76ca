package dev.onr.admin.query;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.config.plan.Plan;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.credential.KeyStore;
import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code models get}. */
@Command(name = "get", description = "Asks providers which models they have.")
public final class GetModels implements Runnable {
  private final Shell shell;

  @Mixin private final TargetOptions targets = new TargetOptions();
  @Mixin private final QueryOptions options = new QueryOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  public GetModels(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    options.api();
    Plan plan = options.plan(shell);
    List<String> names = targets.names(plan);
    Optional<KeyStore> keys = keys();
    new Batch(shell, output)
        .run(
            plan,
            names,
            targets.failFast(),
            provider ->
                new ProviderVisit(shell, options, output.json(), provider, key(provider, keys))
                    .withToken().models().stream().sorted().toList(),
            new Ids(names.size() > 1));
  }

  /** The keys file, where something is wanted of it that the command line does not give. */
  private Optional<KeyStore> keys() {
    if (options.upstreamKey().isPresent() && options.baseUrl().isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(options.keys(shell));
    } catch (Failure e) {
      if (options.upstreamKey().isPresent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The provider's first key; one without a value where it has none, as some need none. */
  private UpstreamKey key(ProviderPlan provider, Optional<KeyStore> keys) {
    UpstreamKey first =
        keys.flatMap(store -> store.upstreamKeys(provider.name()).stream().findFirst())
            .orElseGet(() -> UpstreamKey.of(provider.name(), Secret.NONE));
    return options.upstreamKey().map(first::withValue).orElse(first);
  }

  /**
   * Shows ids of models.
   *
   * @param several whether each line must say whose model it is
   */
  private record Ids(boolean several) implements Batch.Report<List<String>> {
    @Override
    public List<String> lines(String provider, List<String> ids) {
      if (!several) {
        return ids;
      }
      return ids.isEmpty()
          ? List.of("provider=%s id=<none>".formatted(provider))
          : ids.stream().map(id -> "provider=%s id=%s".formatted(provider, id)).toList();
    }

    @Override
    public void json(List<String> ids, ObjectNode into) {
      ArrayNode models = into.putArray("models");
      ids.forEach(models::add);
    }
  }
}
