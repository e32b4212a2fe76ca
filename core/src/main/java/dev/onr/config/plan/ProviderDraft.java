package dev.onr.config.plan;

import dev.onr.config.language.Block;
import java.util.Locale;

/** What holds for a provider as a whole. */
final class ProviderDraft {
  String name = "";
  String family = "";
  String signalProfile = "";
  String baseUrl = "";
  Transport transport = Transport.HTTP;

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
        .compile("base_url", (args, to) -> to.provider.baseUrl = args.text("url"))
        .compile(
            "transport",
            (args, to) ->
                to.provider.transport =
                    Transport.valueOf(args.text("transport").toUpperCase(Locale.ROOT)));
  }
}
