package dev.onr.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What the command line asks for. */
sealed interface Arguments {
  /** The configuration file that is read when the command line names none. */
  String DEFAULT_CONFIGURATION = "onr.yaml";

  /** The explanation of the command line. */
  String USAGE =
      """
      usage: onr [-c FILE]            serve
             onr -t [-c FILE | FILE]  check the configuration, print what was found, end
             onr -t -explain PROVIDER API [stream]
                                      print what one route does, in order, and where that is written
             onr -s reload [-c FILE]  make a running onr load its configuration anew
             onr -demo                serve with a simulated upstream; needs no file and no key
             onr -V                   print version and build

        -c, -config FILE   configuration file (default: onr.yaml)
        -t                 check only; nothing listens, nothing is called
        -explain           with -t, after other flags: explain a route
        -s SIGNAL          signal for a running onr; the only one is: reload
        -demo              simulated upstream on 127.0.0.1:3300
        -V                 version
        -h, -help          this text

      One or two dashes mean the same. FILE may follow as in -c FILE or -c=FILE.
      """;

  /** Serve with the configuration of a file. */
  record Serve(String configuration) implements Arguments {}

  /** Serve the demo. */
  record ServeDemo() implements Arguments {}

  /** Check the configuration of a file. */
  record Check(String configuration) implements Arguments {}

  /**
   * Explain a route.
   *
   * @param words provider, API, and {@code stream} for the route of streams
   */
  record Explain(String configuration, List<String> words) implements Arguments {
    public Explain {
      words = List.copyOf(words);
    }
  }

  /** Send a signal to the process that runs with the configuration of a file. */
  record SendSignal(String signal, String configuration) implements Arguments {}

  /** Print version and build. */
  record Version() implements Arguments {}

  /** Print the explanation. */
  record Help() implements Arguments {}

  /** The command line makes no sense; the reason is one line. */
  record Wrong(String reason) implements Arguments {}

  /**
   * Reads a command line. Flags end at the first word without a dash, at a lone dash and after
   * {@code --}; words after that matter only to {@code -t}.
   */
  static Arguments parse(List<String> words) {
    return new Reader(words).read();
  }

  /** Goes through the words of a command line. */
  final class Reader {
    private final List<String> words;
    private int at;
    private String configuration = DEFAULT_CONFIGURATION;
    private Optional<String> signal = Optional.empty();
    private boolean check;
    private boolean explain;
    private boolean version;
    private boolean demo;
    private Optional<Arguments> end = Optional.empty();

    private Reader(List<String> words) {
      this.words = List.copyOf(words);
    }

    private Arguments read() {
      while (end.isEmpty() && at < words.size() && isFlag(words.get(at))) {
        String word = words.get(at++);
        if (word.equals("--")) {
          break;
        }
        flag(word, word.substring(word.startsWith("--") ? 2 : 1));
      }
      return end.orElseGet(this::wanted);
    }

    private static boolean isFlag(String word) {
      return word.startsWith("-") && word.length() > 1;
    }

    private void flag(String word, String text) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      Optional<String> value =
          equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1));
      switch (name) {
        case "c", "config" -> text(name, value, file -> configuration = file);
        case "s" -> text(name, value, word2 -> signal = Optional.of(word2));
        case "t" -> truth(name, value, on -> check = on);
        case "explain" -> truth(name, value, on -> explain = on);
        case "V" -> truth(name, value, on -> version = on);
        case "demo" -> truth(name, value, on -> demo = on);
        case "h", "help" -> end = Optional.of(new Help());
        default -> wrong("unknown flag: " + (equals < 0 ? word : word.split("=", 2)[0]));
      }
    }

    private void text(String name, Optional<String> value, Consumer<String> to) {
      if (value.isPresent()) {
        to.accept(value.get());
      } else if (at < words.size()) {
        to.accept(words.get(at++));
      } else {
        wrong("flag -" + name + " needs a value");
      }
    }

    private void truth(String name, Optional<String> value, Consumer<Boolean> to) {
      switch (value.orElse("true")) {
        case "1", "t", "T", "true", "TRUE", "True" -> to.accept(true);
        case "0", "f", "F", "false", "FALSE", "False" -> to.accept(false);
        default -> wrong("flag -" + name + " is either true or false, not: " + value.orElse(""));
      }
    }

    private void wrong(String reason) {
      end = Optional.of(new Wrong(reason));
    }

    private Arguments wanted() {
      if (version) {
        return new Version();
      }
      if (signal.isPresent()) {
        return new SendSignal(signal.get().strip(), configuration);
      }
      List<String> rest = new ArrayList<>(words.subList(at, words.size()));
      if (explain) {
        return explained(rest);
      }
      if (check) {
        boolean named = rest.size() == 1 && !rest.getFirst().isBlank();
        return new Check(named ? rest.getFirst() : configuration);
      }
      return demo ? new ServeDemo() : new Serve(configuration);
    }

    private Arguments explained(List<String> rest) {
      boolean fits = rest.size() == 2 || (rest.size() == 3 && rest.getLast().equals("stream"));
      if (!check || !fits) {
        return new Wrong("-explain is used as: onr -t -explain PROVIDER API [stream]");
      }
      return new Explain(configuration, rest);
    }
  }

  /** The only signal that there is. */
  static boolean isReload(String signal) {
    return signal.toLowerCase(Locale.ROOT).equals("reload");
  }
}
