package dev.onr.config.plan;

import dev.onr.config.language.Arguments;
import dev.onr.config.language.Block;
import dev.onr.config.language.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The compile functions of all directives: what each adds to a draft. */
final class Compilers {
  private static final Map<Key, Compiler> ALL = registered();

  private Compilers() {}

  /** What one directive adds to a draft. */
  interface Compiler {
    void compile(Arguments arguments, Draft to);
  }

  private record Key(Block block, String directive) {}

  /** Takes the compile functions of some blocks. */
  static final class Registry {
    private final Map<Key, Compiler> functions = new HashMap<>();
    private List<Block> blocks = List.of();

    /** The blocks that the following functions are for. */
    Registry in(Block... some) {
      blocks = List.of(some);
      return this;
    }

    Registry compile(String directive, Compiler function) {
      for (Block block : blocks) {
        functions.put(new Key(block, directive), function);
      }
      return this;
    }
  }

  /** Compiles the statements of a scope, in order. */
  static void compile(List<Setting> settings, Draft to) {
    for (Setting setting : settings) {
      Compiler function = ALL.get(new Key(setting.in(), setting.name()));
      if (function == null) {
        throw new IllegalStateException("nothing compiles " + setting.name());
      }
      function.compile(setting.arguments(), to);
    }
  }

  /** Whether a directive has a compile function where it stands in this block. */
  static boolean knows(Block block, String directive) {
    return ALL.containsKey(new Key(block, directive));
  }

  private static Map<Key, Compiler> registered() {
    Registry registry = new Registry();
    ProviderDraft.register(registry);
    PolicyDraft.register(registry);
    AuthDraft.register(registry);
    RequestDraft.register(registry);
    JsonSteps.register(registry);
    ResponseDraft.register(registry);
    UsageDraft.register(registry);
    FinishDraft.register(registry);
    ModelsDraft.register(registry);
    BalanceDraft.register(registry);
    return Map.copyOf(registry.functions);
  }
}
