package dev.onr.admin.query;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.NameList;
import dev.onr.config.plan.Plan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which providers are asked. */
final class TargetOptions {
  @Option(
      names = {"-p", "--provider"},
      paramLabel = "NAME",
      description = "Ask this provider.")
  private Optional<String> provider = Optional.empty();

  @Option(
      names = "--providers",
      paramLabel = "NAMES",
      description = "Ask these; separated by commas, semicolons or blanks.")
  private Optional<String> providers = Optional.empty();

  @Option(names = "--all", arity = "0..1", description = "Ask every configured provider.")
  private boolean all;

  @Option(
      names = "--fail-fast",
      arity = "0..1",
      description = "Stop at the first provider that fails.")
  private boolean failFast;

  boolean failFast() {
    return failFast;
  }

  /**
   * The names, lower-case and sorted.
   *
   * @throws Failure when there is none, or they are given in two ways
   */
  List<String> names(Plan plan) {
    Optional<String> single =
        provider.map(name -> name.strip().toLowerCase(Locale.ROOT)).filter(name -> !name.isEmpty());
    long ways =
        Stream.of(single.isPresent(), providers.isPresent(), all).filter(given -> given).count();
    if (ways > 1) {
      throw new Failure(
          "provider flags are mutually exclusive: use one of --provider/-p, --providers, --all");
    }
    if (single.isPresent()) {
      return List.of(single.get());
    }
    if (providers.isPresent()) {
      return nonEmpty(NameList.ofProviders(providers.get()), "empty providers list");
    }
    if (all) {
      return nonEmpty(List.copyOf(plan.providers().keySet()), "no providers found in registry");
    }
    throw new Failure("missing provider: use --provider/-p, --providers or --all");
  }

  private static List<String> nonEmpty(List<String> names, String complaint) {
    if (names.isEmpty()) {
      throw new Failure(complaint);
    }
    return names;
  }
}
