package dev.onr.config.plan;

import dev.onr.config.language.Arguments;
import dev.onr.config.language.Block;
import dev.onr.steps.NextUpstream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What a provider, or one match of it, says of the time and the failures of its upstream. */
final class PolicyDraft {
  private static final List<String> TIMES =
      List.of(
          "connect_timeout",
          "response_timeout",
          "first_event_timeout",
          "idle_timeout",
          "fail_timeout");

  private final Map<String, Duration> times = new HashMap<>();
  private Optional<NextUpstream> next = Optional.empty();
  private Optional<Integer> maxFails = Optional.empty();

  static void register(Compilers.Registry registry) {
    registry.in(Block.UPSTREAM_CONFIG, Block.UPSTREAM);
    for (String name : TIMES) {
      compile(registry, name, (args, to) -> to.times.put(name, args.of("time", Duration.class)));
    }
    compile(
        registry,
        "next_upstream",
        (args, to) -> to.next = Optional.of(args.of("outcomes", NextUpstream.class)));
    compile(
        registry, "max_fails", (args, to) -> to.maxFails = Optional.of(args.integer("count", 0)));
  }

  private static void compile(
      Compilers.Registry registry, String name, BiConsumer<Arguments, PolicyDraft> function) {
    registry.compile(name, (args, to) -> function.accept(args, to.provider.policy));
  }

  /** The policy of a match that says this, in a provider that says {@code outer}. */
  UpstreamPolicy over(PolicyDraft outer) {
    Map<String, Duration> all = new HashMap<>(outer.times);
    all.putAll(times);
    UpstreamPolicy standard = UpstreamPolicy.STANDARD;
    return new UpstreamPolicy(
        Optional.ofNullable(all.get("connect_timeout")),
        Optional.ofNullable(all.get("response_timeout")),
        Optional.ofNullable(all.get("first_event_timeout")),
        Optional.ofNullable(all.get("idle_timeout")),
        next.or(() -> outer.next).orElse(standard.next()),
        maxFails.or(() -> outer.maxFails).orElse(standard.maxFails()),
        all.getOrDefault("fail_timeout", standard.failTimeout()));
  }
}
