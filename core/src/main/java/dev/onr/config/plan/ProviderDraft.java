package dev.onr.config.plan;

import dev.onr.config.language.Block;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What holds for a provider as a whole. */
final class ProviderDraft {
  /** How long an answer is drained where the configuration does not say. */
  private static final Duration DRAIN = Duration.ofSeconds(30);

  String name = "";
  String family = "";
  String signalProfile = "";
  String baseUrl = "";
  Transport transport = Transport.HTTP;
  Optional<Duration> drain = Optional.empty();
  final PolicyDraft policy = new PolicyDraft();

  static void register(Compilers.Registry registry) {
    registry
        .in(Block.METADATA)
        .compile(
            "provider_family",
            (args, to) -> to.provider.family = args.text("name").toLowerCase(Locale.ROOT))
        .compile(
            "signal_profile",
            (args, to) -> to.provider.signalProfile = args.text("name").toLowerCase(Locale.ROOT))
        .in(Block.UPSTREAM_CONFIG)
        .compile(
            "on_client_abort",
            (args, to) ->
                to.provider.drain =
                    args.text("what").equals("drain")
                        ? args.find("time", Duration.class).or(() -> Optional.of(DRAIN))
                        : Optional.empty())
        .compile("base_url", (args, to) -> to.provider.baseUrl = args.text("url"))
        .compile(
            "transport",
            (args, to) ->
                to.provider.transport =
                    Transport.valueOf(args.text("transport").toUpperCase(Locale.ROOT)));
  }
}
