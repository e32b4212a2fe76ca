package dev.onr.server.dump;

import dev.onr.credential.Secret;
import dev.onr.credential.SecretMask;
import dev.onr.server.Settings;
import dev.onr.steps.UpstreamRequest;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what happens and hands each section to its file as soon as it is whole. Sections are
 * formatted by the writer, not here.
 */
final class FileDump implements Dump {
  /** RFC 3339. */
  private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

  private final Request request;
  private final ZoneId zone;
  private final Settings.TrafficDump settings;
  private final SecretMask known;
  private final DumpFile file;

  /** Grows on the loop, is read by the writer. */
  private final List<Secret> seen = new CopyOnWriteArrayList<>();

  // Of the writer.
  private SecretMask seenMask = SecretMask.none();
  private int seenCount;

  private @Nullable Head head;
  private Capture fromUpstream = new Capture(0);
  private final Capture toClient;

  /** Status and header fields of an upstream's answer. */
  private record Head(int status, String reason, List<Map.Entry<String, String>> headers) {
    String field(String name) {
      return headers.stream()
          .filter(field -> field.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse("");
    }
  }

  /**
   * @param zone in which times are written
   * @param known hides what the configuration holds
   * @param file takes the sections; must be empty and exist
   */
  FileDump(
      Request request,
      ZoneId zone,
      Settings.TrafficDump settings,
      SecretMask known,
      DumpFile file) {
    this.request = request;
    this.zone = zone;
    this.settings = settings;
    this.known = known;
    this.file = file;
    this.toClient = new Capture(kept());
    meta();
  }

  /** A little more than is shown: a secret must not be cut in two by the limit. */
  private int kept() {
    return settings.maxBytes() + (settings.maskSecrets() ? known.longest() : 0);
  }

  private boolean shows(String section) {
    return settings.sections().isEmpty() || settings.sections().contains(section);
  }

  private void write(String section, long weight, Supplier<Block> block) {
    if (shows(section) && (settings.maxBytes() > 0 || section.equals("meta"))) {
      file.append(weight, () -> block.get().bytes());
    }
  }

  private void meta() {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    noteSecrets(request.target());
    for (Map.Entry<String, String> field : request.headers()) {
      if (!field.getKey().equalsIgnoreCase("Host")) {
        fields.add(field);
        noteSecret(field.getKey(), field.getValue());
      }
    }
    write(
        "meta",
        1024,
        () -> {
          Block block =
              new Block("META")
                  .line(
                      "time="
                          + TIME.format(
                              request.time().atZone(zone).truncatedTo(ChronoUnit.SECONDS)))
                  .line("request_id=" + request.id())
                  .line("method=" + request.method())
                  .line("path=" + url(request.target()))
                  .line("client_ip=" + request.clientAddress())
                  .line("headers:");
          headers(block, fields);
          return block.line("");
        });
  }

  @Override
  public void clientBody(byte[] body, String contentType, long declaredLength) {
    write(
        "origin_request",
        body.length,
        () -> {
          Block block = new Block("ORIGIN REQUEST");
          if (isForm(contentType)) {
            String length = " content_length=" + declaredLength;
            return omitted(block, contentType, length, body.length);
          }
          return body(block, contentType, body, body.length);
        });
  }

  @Override
  public void upstreamRequest(UpstreamRequest sent) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    noteSecrets(sent.url());
    if (settings.maskSecrets()) {
      seen.add(sent.variables().key());
      seen.add(sent.variables().accessToken());
    }
    sent.headers()
        .forEach(
            (name, value) -> {
              fields.add(Map.entry(name, value));
              noteSecret(name, value);
            });
    if (settings.maskSecrets() && !sent.variables().accessToken().isBlank()) {
      seen.add(sent.variables().accessToken());
    }
    String given = sent.headers().first("Content-Type");
    String contentType = given == null ? "" : given;
    write(
        "upstream_request",
        sent.body().length,
        () -> {
          Block block = new Block("UPSTREAM REQUEST").line(sent.method() + " " + url(sent.url()));
          headers(block, fields).gap();
          return isForm(contentType)
              ? omitted(block, contentType, "", sent.body().length)
              : body(block, contentType, sent.body(), sent.body().length);
        });
  }

  @Override
  public void upstreamHead(int status, String reason, Iterable<Map.Entry<String, String>> headers) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    headers.forEach(fields::add);
    head = new Head(status, reason, fields);
    fromUpstream = new Capture(kept());
  }

  @Override
  public void fromUpstream(Buffer chunk) {
    fromUpstream.take(chunk);
  }

  @Override
  public void toClient(Buffer chunk) {
    toClient.take(chunk);
  }

  @Override
  public void end(Supplier<End> ending) {
    Head answer = head;
    if (answer != null) {
      answered(answer, ending.get());
    }
    file.close();
  }

  private void answered(Head answer, End end) {
    Capture upstream = fromUpstream;
    write(
        "upstream_response",
        upstream.total(),
        () -> {
          Block block =
              new Block("UPSTREAM RESPONSE")
                  .line((answer.status() + " " + answer.reason()).strip());
          headers(block, answer.headers()).gap();
          return captured(
              block, answer.field("Content-Type"), answer.field("Content-Encoding"), upstream);
        });
    if (end.answered() || end.stream()) {
      String type = end.contentType().isEmpty() ? answer.field("Content-Type") : end.contentType();
      write(
          "proxy_response",
          toClient.total(),
          () ->
              captured(
                  new Block("PROXY RESPONSE").line("status=" + end.status()).gap(),
                  type,
                  end.contentEncoding(),
                  toClient));
    }
    if (end.stream()) {
      write("stream", 100, () -> stream(end));
    }
  }

  private Block stream(End end) {
    Block block = new Block("STREAM").line("bytes_copied=" + toClient.total());
    if (end.clientGone()) {
      block.line("ignored_client_disconnect=true");
    } else if (!end.error().isEmpty()) {
      block.line("error=" + masked(end.error()));
    }
    return block.line("");
  }

  // What follows runs on the writer
  // ----------------------------------------------------------------

  private Block captured(Block block, String contentType, String encoding, Capture capture) {
    if (isForm(contentType)) {
      return omitted(block, contentType, "", capture.total());
    }
    Decoded plain = Decoded.of(capture.bytes(), encoding, kept());
    long total = plain.decoded() ? plain.bytes().length : capture.total();
    return body(block, contentType, plain.bytes(), Math.max(total, plain.more() ? kept() + 1L : 0));
  }

  private boolean isForm(String contentType) {
    return request.carriesImages()
        && contentType.strip().regionMatches(true, 0, "multipart/form-data", 0, 19);
  }

  private static Block omitted(Block block, String contentType, String length, long captured) {
    return block
        .line(
            "[binary body omitted] content_type=%s%s captured_bytes=%d"
                .formatted(contentType, length, captured))
        .line("");
  }

  private Block body(Block block, String contentType, byte[] kept, long total) {
    boolean binary = Block.isBinary(contentType, kept);
    byte[] shown = masked(kept, Math.min(kept.length, settings.maxBytes()));
    if (!binary && request.carriesImages()) {
      shown =
          Block.withoutImages(new String(shown, StandardCharsets.UTF_8))
              .getBytes(StandardCharsets.UTF_8);
    }
    return block.body(shown, binary, total > settings.maxBytes());
  }

  private Block headers(Block block, List<Map.Entry<String, String>> fields) {
    fields.stream()
        .sorted((a, b) -> String.CASE_INSENSITIVE_ORDER.compare(a.getKey(), b.getKey()))
        .forEach(
            field -> {
              boolean hidden = settings.maskSecrets() && Masking.isSecretHeader(field.getKey());
              block.header(field.getKey(), hidden ? Masking.HIDDEN : masked(field.getValue()));
            });
    return block;
  }

  private String url(String text) {
    return settings.maskSecrets() ? masked(Masking.url(text)) : text;
  }

  /** Secrets that no configuration holds: tokens of clients, and those that were fetched. */
  private void noteSecret(String name, String value) {
    if (settings.maskSecrets() && Masking.isSecretHeader(name)) {
      int space = value.indexOf(' ');
      seen.add(Secret.of(value.substring(space + 1)));
    }
  }

  /** Those that a URL carries. */
  private void noteSecrets(String url) {
    if (settings.maskSecrets()) {
      Masking.secrets(url).stream().map(Secret::of).forEach(seen::add);
    }
  }

  private String masked(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(masked(bytes, bytes.length), StandardCharsets.UTF_8);
  }

  private byte[] masked(byte[] bytes, int length) {
    if (!settings.maskSecrets()) {
      return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
    if (seenCount != seen.size()) {
      List<Secret> now = List.copyOf(seen); // The loop may be adding more.
      seenMask = new SecretMask(now);
      seenCount = now.size();
    }
    byte[] withoutSeen = seenMask.apply(bytes, bytes.length);
    return known.apply(withoutSeen, Math.min(length, withoutSeen.length));
  }
}
