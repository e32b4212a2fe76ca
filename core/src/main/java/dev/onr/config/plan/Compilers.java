package dev.onr.config.plan;

import dev.onr.config.language.Arguments;
import dev.onr.config.language.Block;
import dev.onr.config.language.Setting;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The compile functions of all directives: what each adds to a draft. */
final class Compilers {
  private static final Map<Block, Map<String, Compiler>> ALL = registered();

  private Compilers() {}

  /** What one directive adds to a draft. */
  interface Compiler {
    void compile(Arguments arguments, Draft to);
  }

  /** Takes the compile functions of some blocks. */
  static final class Registry {
    private final Map<Block, Map<String, Compiler>> functions = new EnumMap<>(Block.class);
    private List<Block> blocks = List.of();

    /** The blocks that the following functions are for. */
    Registry in(Block... some) {
      blocks = List.of(some);
      return this;
    }

    Registry compile(String directive, Compiler function) {
      for (Block block : blocks) {
        functions.computeIfAbsent(block, ignored -> new HashMap<>()).put(directive, function);
      }
      return this;
    }
  }

  /** Compiles the statements of a scope, in order. */
  static void compile(List<Setting> settings, Draft to) {
    for (Setting setting : settings) {
      Compiler function = of(setting.in()).get(setting.name());
      if (function == null) {
        throw new IllegalStateException("nothing compiles " + setting.name());
      }
      function.compile(setting.arguments(), to);
    }
  }

  /** Whether a directive has a compile function where it stands in this block. */
  static boolean knows(Block block, String directive) {
    return of(block).containsKey(directive);
  }

  private static Map<String, Compiler> of(Block block) {
    return ALL.getOrDefault(block, Map.of());
  }

  private static Map<Block, Map<String, Compiler>> registered() {
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
    return registry.functions;
  }
}
