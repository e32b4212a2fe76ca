package dev.onr.admin.query;

import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.config.plan.Plan;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.credential.KeyStore;
import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import dev.onr.query.Balance;
import dev.onr.query.QueryFailure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/** {@code balance get}. */
@Command(
    name = "get",
    description = "Asks providers what is left on the account of their first key.")
public final class GetBalance implements Runnable, Batch.Report<Balance> {
  private final Shell shell;

  @Mixin private final TargetOptions targets = new TargetOptions();
  @Mixin private final QueryOptions options = new QueryOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  public GetBalance(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    options.api();
    Plan plan = options.plan(shell);
    KeyStore keys = options.keys(shell);
    new Batch(shell, output)
        .run(
            plan,
            targets.names(plan),
            targets.failFast(),
            provider ->
                new ProviderVisit(shell, options, output.json(), provider, key(provider, keys))
                    .plain()
                    .balance(LocalDate.now(shell.clock())),
            this);
  }

  private UpstreamKey key(ProviderPlan provider, KeyStore keys) {
    List<UpstreamKey> own = keys.upstreamKeys(provider.name());
    UpstreamKey first =
        own.isEmpty() ? UpstreamKey.of(provider.name(), Secret.NONE) : own.getFirst();
    if (own.isEmpty() && (options.upstreamKey().isEmpty() || options.baseUrl().isEmpty())) {
      throw new QueryFailure("no upstream key in keys.yaml");
    }
    UpstreamKey key = options.upstreamKey().map(first::withValue).orElse(first);
    if (key.value().isBlank()) {
      throw new QueryFailure("upstream key is empty");
    }
    return key;
  }

  @Override
  public List<String> lines(String provider, Balance balance) {
    return List.of(
        "provider=%s mode=%s unit=%s balance=%s used=%s"
            .formatted(
                provider,
                balance.mode(),
                balance.unit(),
                amount(balance.left()),
                balance.used().map(GetBalance::amount).orElse("N/A")));
  }

  @Override
  public void json(Balance balance, ObjectNode into) {
    into.put("mode", balance.mode()).put("unit", balance.unit()).put("balance", balance.left());
    balance.used().ifPresent(used -> into.put("used", used));
  }

  private static String amount(BigDecimal amount) {
    return amount.setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }
}
