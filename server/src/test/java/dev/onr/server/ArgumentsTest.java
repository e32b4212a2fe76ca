package dev.onr.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** What a command line asks for. */
class ArgumentsTest {
  private static ArgumentSet line(String line, Arguments expected) {
    List<String> words =
        line.isEmpty()
            ? List.of()
            : Stream.of(line.split(" ")).map(word -> word.equals("''") ? "" : word).toList();
    return org.junit.jupiter.params.provider.Arguments.argumentSet("onr " + line, words, expected);
  }

  static Stream<ArgumentSet> lines() {
    return Stream.of(
        line("", new Arguments.Serve("onr.yaml")),
        line("-c a.yaml", new Arguments.Serve("a.yaml")),
        line("--config a.yaml", new Arguments.Serve("a.yaml")),
        line("-config=a.yaml", new Arguments.Serve("a.yaml")),
        line("--c=a=b.yaml", new Arguments.Serve("a=b.yaml")),
        line("-c=", new Arguments.Serve("")),
        line("-c a --config b", new Arguments.Serve("b")),
        line("-c -t", new Arguments.Serve("-t")),
        line("-t", new Arguments.Check("onr.yaml")),
        line("--t", new Arguments.Check("onr.yaml")),
        line("-t=true", new Arguments.Check("onr.yaml")),
        line("-t=T -c x", new Arguments.Check("x")),
        line("-t=0", new Arguments.Serve("onr.yaml")),
        line("-t=False", new Arguments.Serve("onr.yaml")),
        line("-t conf.yaml", new Arguments.Check("conf.yaml")),
        line("-t -c x conf.yaml", new Arguments.Check("conf.yaml")),
        line("-t -c x -- -odd", new Arguments.Check("-odd")),
        line("-t -c x ''", new Arguments.Check("x")),
        line("-t -c x a b", new Arguments.Check("x")),
        line("-t - -c x", new Arguments.Check("onr.yaml")),
        line("-c x conf.yaml", new Arguments.Serve("x")),
        line("conf.yaml -t", new Arguments.Serve("onr.yaml")),
        line("-s reload", new Arguments.SendSignal("reload", "onr.yaml")),
        line("-s=Reload -c x", new Arguments.SendSignal("Reload", "x")),
        line("-s ''", new Arguments.SendSignal("", "onr.yaml")),
        line("-t -s reload", new Arguments.SendSignal("reload", "onr.yaml")),
        line("-s reload -V", new Arguments.Version()),
        line("-V=1", new Arguments.Version()),
        line("--demo", new Arguments.ServeDemo()),
        line("-h", new Arguments.Help()),
        line("--help", new Arguments.Help()),
        line("-V -help", new Arguments.Help()),
        line("-tV", new Arguments.Wrong("unknown flag: -tV")),
        line("--verbose=3", new Arguments.Wrong("unknown flag: --verbose")),
        line("-x -h", new Arguments.Wrong("unknown flag: -x")),
        line("---t", new Arguments.Wrong("unknown flag: ---t")),
        line("-c", new Arguments.Wrong("flag -c needs a value")),
        line("-V -s", new Arguments.Wrong("flag -s needs a value")),
        line("-t=yes", new Arguments.Wrong("flag -t is either true or false, not: yes")),
        line("-V=", new Arguments.Wrong("flag -V is either true or false, not: ")));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aLineIsReadAs(List<String> words, Arguments expected) {
    assertThat(Arguments.parse(words)).isEqualTo(expected);
  }
}
