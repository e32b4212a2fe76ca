package dev.onr.server.log;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats of the access log that have a name. */
enum AccessFormatPreset {
  ONR_MINIMAL(
      "$time_local | $status | $latency | $method $path | ",
      List.of("request_id", "appname", "provider", "model", "total_tokens", "cost_total")),
  ONR_COMBINED(
      "$time_local | $status | $latency | $client_ip | $method $path | ",
      List.of(
          "request_id",
          "appname",
          "provider",
          "provider_source",
          "api",
          "stream",
          "model",
          "usage_stage",
          "input_tokens",
          "output_tokens",
          "total_tokens",
          "cache_read_tokens",
          "cache_write_tokens",
          "cost_total",
          "cost_input",
          "cost_output",
          "cost_cache_read",
          "cost_cache_write",
          "billable_input_tokens",
          "cost_multiplier",
          "cost_model",
          "cost_channel",
          "cost_unit",
          "upstream_status",
          "finish_reason",
          "ttft_ms",
          "tps"));

  private final String format;

  AccessFormatPreset(String head, List<String> fields) {
    this.format =
        fields.stream().map(name -> name + "=$" + name).collect(Collectors.joining(" ", head, ""));
  }

  String format() {
    return format;
  }

  /** The preset of a name; case and blanks around it do not matter. */
  static AccessFormatPreset named(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    for (AccessFormatPreset preset : values()) {
      if (preset.name().toLowerCase(Locale.ROOT).equals(wanted)) {
        return preset;
      }
    }
    throw new InvalidAccessFormatException(
        "invalid access_log_format_preset: \"" + name.strip() + "\"");
  }
}
