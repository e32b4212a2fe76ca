package dev.onr.admin;

import dev.onr.BuildInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The operator's tool {@code onr-admin}. */
@Command(
    name = "onr-admin",
    description = "Works on the configuration of onr.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Build.class,
    subcommands = {HelpCommand.class, Main.VersionCommand.class})
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command and ends the process with its exit code: 0 fine, 1 failed, 2 misused. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Prints the version. */
  @Command(name = "version", description = "Prints version and build.")
  static final class VersionCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      spec.root().commandLine().printVersionHelp(spec.commandLine().getOut());
    }
  }

  /** The version as the build knows it. */
  static final class Build implements IVersionProvider {
    @Override
    public String[] getVersion() {
      BuildInfo build = BuildInfo.read();
      return new String[] {
        "onr-admin " + build.version(), "commit: " + build.commit(), "built at: " + build.date()
      };
    }
  }
}
