package dev.onr.config.plan;

import dev.onr.config.language.Block;
import dev.onr.json.Arithmetic;
import dev.onr.steps.HeaderStep;
import dev.onr.steps.TextExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a provider is asked for the account's balance. */
final class BalanceDraft {
  Optional<TextExpression> path = Optional.empty();
  private String method = "GET";
  private Optional<Arithmetic> balancePath = Optional.empty();
  private Optional<Arithmetic> balanceFormula = Optional.empty();
  private Optional<Arithmetic> usedPath = Optional.empty();
  private Optional<Arithmetic> usedFormula = Optional.empty();
  private String unit = "USD";
  private TextExpression subscription = TextExpression.of("/v1/dashboard/billing/subscription");
  private TextExpression usage = TextExpression.of("/v1/dashboard/billing/usage");
  private final List<HeaderStep> headers = new ArrayList<>();

  static void register(Compilers.Registry registry) {
    registry
        .in(Block.BALANCE, Block.BALANCE_MODE)
        .compile("method", (args, to) -> to.balance.method = args.text("method"))
        .compile("path", (args, to) -> to.balance.path = Optional.of(args.expression("path")))
        .compile(
            "balance_path",
            (args, to) ->
                to.balance.balancePath = Optional.of(Arithmetic.of(args.extraction("path"))))
        .compile(
            "balance_expr",
            (args, to) -> to.balance.balanceFormula = args.find("formula", Arithmetic.class))
        .compile(
            "used_path",
            (args, to) -> to.balance.usedPath = Optional.of(Arithmetic.of(args.extraction("path"))))
        .compile(
            "used_expr",
            (args, to) -> to.balance.usedFormula = args.find("formula", Arithmetic.class))
        .compile("balance_unit", (args, to) -> to.balance.unit = args.text("unit"))
        .compile(
            "subscription_path", (args, to) -> to.balance.subscription = args.expression("path"))
        .compile("usage_path", (args, to) -> to.balance.usage = args.expression("path"))
        .compile("set_header", (args, to) -> to.balance.headers.add(RequestDraft.set(args)))
        .compile("del_header", (args, to) -> to.balance.headers.add(RequestDraft.delete(args)));
  }

  /** The formula for the balance; it wins over a path. */
  Optional<Arithmetic> balance() {
    return balanceFormula.or(() -> balancePath);
  }

  BalanceQuery plan(String mode) {
    return new BalanceQuery(
        mode,
        method,
        path,
        balance(),
        usedFormula.or(() -> usedPath),
        unit,
        subscription,
        usage,
        headers);
  }
}
