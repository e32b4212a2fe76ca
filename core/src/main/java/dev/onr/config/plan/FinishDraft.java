package dev.onr.config.plan;

import dev.onr.config.language.Block;
import dev.onr.usage.FinishRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a scope finds finish reasons. */
final class FinishDraft {
  private final List<FinishRules.Path> paths = new ArrayList<>();

  static void register(Compilers.Registry registry) {
    registry
        .in(Block.METRICS, Block.FINISH_REASON_MODE)
        .compile(
            "finish_reason_path",
            (args, to) ->
                to.finish.paths.add(
                    new FinishRules.Path(
                        args.extraction("path"), EventFilters.of(args), args.isSet("fallback"))));
  }

  FinishRules rules(Optional<String> preset) {
    return new FinishRules(preset, paths);
  }
}
