package dev.onr.admin;

import dev.onr.BuildInfo;
import dev.onr.admin.crypto.Decrypt;
import dev.onr.admin.crypto.Encrypt;
import dev.onr.admin.crypto.EncryptKeys;
import dev.onr.admin.crypto.GenerateMasterKey;
import dev.onr.admin.oauth.RefreshToken;
import dev.onr.admin.pricing.CatalogueProviders;
import dev.onr.admin.pricing.SyncPrices;
import dev.onr.admin.query.GetBalance;
import dev.onr.admin.query.GetModels;
import dev.onr.admin.request.PreviewRequest;
import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import dev.onr.admin.token.CreateToken;
import dev.onr.admin.token.TokenPhase;
import dev.onr.admin.usage.EstimateUsage;
import dev.onr.admin.usage.ExtractUsage;
import dev.onr.admin.validate.ValidateAll;
import dev.onr.admin.validate.ValidateKeys;
import dev.onr.admin.validate.ValidateModels;
import dev.onr.admin.validate.ValidateProviders;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The tree of all commands, and how the whole of it fails. */
final class CommandLines {
  private static final int WIDTH = 100;

  private static final String USAGE = "usage";

  private static final int MISUSED = 1;

  /** Scripts tell wrong flags from a wrong answer by it. */
  private static final int MISUSED_USAGE = 2;

  private CommandLines() {}

  static CommandLine of(Shell shell) {
    CommandLine root = group("onr-admin", "Works on the configuration of onr.");
    root.getCommandSpec()
        .mixinStandardHelpOptions(true)
        .version(BuildInfo.read().lines().toArray(String[]::new));
    root.addSubcommand(new HelpCommand());
    root.addSubcommand(
        group("token", "Makes token keys.")
            .addSubcommand(
                new CommandLine(new CreateToken(shell)).addSubcommand(new TokenPhase(shell))));
    root.addSubcommand(
        group("oauth", "Logins at providers.").addSubcommand(new RefreshToken(shell)));
    root.addSubcommand(
        group("crypto", "Encrypts and decrypts secrets of the keys file.")
            .addSubcommand(new Encrypt(shell))
            .addSubcommand(new Decrypt(shell))
            .addSubcommand(new EncryptKeys(shell))
            .addSubcommand(new GenerateMasterKey(shell)));
    root.addSubcommand(
        group("validate", "Checks configuration files; nothing is served or called.")
            .addSubcommand(new ValidateAll(shell))
            .addSubcommand(new ValidateKeys(shell))
            .addSubcommand(new ValidateModels(shell))
            .addSubcommand(new ValidateProviders(shell)));
    root.addSubcommand(
        group("balance", "Accounts at providers.").addSubcommand(new GetBalance(shell)));
    root.addSubcommand(group("models", "Models of providers.").addSubcommand(new GetModels(shell)));
    root.addSubcommand(
        group("pricing", "Prices of models.")
            .addSubcommand(new CatalogueProviders(shell))
            .addSubcommand(new SyncPrices(shell)));
    root.addSubcommand(
        group(USAGE, "How usage is read and estimated.")
            .addSubcommand(new ExtractUsage(shell))
            .addSubcommand(new EstimateUsage(shell)));
    root.addSubcommand(
        group("request", "Requests to providers.").addSubcommand(new PreviewRequest(shell)));
    root.addSubcommand(new CompletionCommand(shell));
    root.addSubcommand(new VersionCommand(shell));
    prepare(root, MISUSED);
    root.getCommandSpec().exitCodeOnInvalidInput(MISUSED);
    return root.setOut(shell.out())
        .setErr(shell.err())
        .setUsageHelpWidth(WIDTH)
        .setParameterExceptionHandler((e, arguments) -> misused(shell, e))
        .setExecutionExceptionHandler((e, command, arguments) -> failed(shell, e));
  }

  /** A command that does nothing but hold others; alone it explains them. */
  private static CommandLine group(String name, String description) {
    CommandLine group = new CommandLine(new Group());
    group.getCommandSpec().name(name).usageMessage().description(description);
    return group;
  }

  /** What holds for every command: it explains itself, and misuse has its exit code. */
  private static void prepare(CommandLine command, int misused) {
    for (CommandLine each : command.getSubcommands().values()) {
      if (!(each.getCommand() instanceof HelpCommand)) {
        each.getCommandSpec().addOption(help());
        boolean usage = each.getCommandName().equals(USAGE);
        each.getCommandSpec().exitCodeOnInvalidInput(misused);
        prepare(each, usage ? MISUSED_USAGE : misused);
      }
    }
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Print this text.")
        .build();
  }

  private static int misused(Shell shell, ParameterException e) {
    CommandLine command = e.getCommandLine();
    shell.err().println("error: " + e.getMessage());
    List<String> near =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    if (!near.isEmpty()) {
      shell.err().println("did you mean: " + String.join(", ", near));
    }
    shell.err().println("see: %s --help".formatted(command.getCommandSpec().qualifiedName()));
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int failed(Shell shell, Exception e) throws Exception {
    if (e instanceof Failure failure) {
      shell.out().flush();
      shell.err().println("error: " + failure.message());
      shell.err().print(failure.details());
      return failure.code();
    }
    throw e;
  }
}
