package dev.onr.server.exchange;

import dev.onr.credential.KeyStore;
import dev.onr.credential.UpstreamKey;
import dev.onr.server.channel.Channel;
import dev.onr.server.channel.Channels;
import dev.onr.server.http.JsonText;
import java.util.List;
import java.util.Locale;

/** {@code GET /admin/upstreams}: how all keys of all providers are doing. */
final class UpstreamListing {
  private UpstreamListing() {}

  static String of(KeyStore keys, Channels channels) {
    JsonText json = new JsonText().raw("{\"upstreams\":[");
    String comma = "";
    for (String provider : keys.providers()) {
      List<UpstreamKey> all = keys.upstreamKeys(provider);
      for (int i = 0; i < all.size(); i++) {
        UpstreamKey key = all.get(i);
        json.raw(comma).raw("{\"provider\":").string(provider);
        json.raw(",\"key\":").string(key.name().isEmpty() ? "#" + (i + 1) : key.name());
        add(json, key, channels.of(key).report());
        comma = ",";
      }
    }
    return json.raw("]}").toString();
  }

  private static void add(JsonText json, UpstreamKey key, Channel.Report report) {
    json.raw(",\"weight\":").raw(Integer.toString(key.weight()));
    json.raw(",\"state\":").string(report.state().name().toLowerCase(Locale.ROOT));
    json.raw(",\"back_in_ms\":").raw(Long.toString(report.remaining().toMillis()));
    json.raw(",\"under_way\":").raw(Integer.toString(report.underWay()));
    json.raw(",\"failures\":").raw(Integer.toString(report.failures()));
    json.raw(",\"first_byte_ms\":").raw(Long.toString(report.firstByteMillis())).raw("}");
  }
}
