package dev.onr.auth.aws;

import dev.onr.credential.UpstreamKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4 in headers (AWS IAM User Guide, "Create a signed AWS API request").
 *
 * <p>The payload's hash goes into the signature and not into a header of its own, and the path is
 * encoded once more, as all services but S3 want it.
 *
 * @param credentials those that sign
 * @param region for example {@code us-east-1}
 * @param service the service's signing name, for example {@code bedrock}
 */
public record SigV4(AwsCredentials credentials, String region, String service) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final HexFormat HEX = HexFormat.of();

  /** What intermediaries change or connections add, and what the signature itself sets. */
  private static final Set<String> NEVER_SIGNED =
      Set.of(
          "authorization",
          "expect",
          "host",
          "transfer-encoding",
          "user-agent",
          "x-amz-date",
          "x-amz-security-token",
          "x-amzn-trace-id");

  /**
   * Signs for Bedrock what is asked with a key.
   *
   * @throws IncompleteAwsKey when the key lacks credentials or a region
   */
  public static SigV4 forBedrock(UpstreamKey key) {
    return new SigV4(AwsCredentials.of(key), AwsCredentials.region(key), "bedrock");
  }

  /**
   * Signs a request that has its final form.
   *
   * @param method HTTP method, upper-case
   * @param url absolute and percent-encoded, a blank as {@code %20}; its host and port must be
   *     those of the Host header that is sent
   * @param headers those to sign, by name in any case; values as the characters of their bytes
   * @param body the bytes that are sent
   * @param now the time of the signature; AWS takes one of the last five minutes
   * @return headers that the request must have: {@code X-Amz-Date}, {@code Authorization}, and with
   *     temporary credentials {@code X-Amz-Security-Token}
   */
  public Map<String, String> sign(
      String method, String url, Map<String, List<String>> headers, byte[] body, Instant now) {
    String time = TIME.format(now);
    Map<String, String> added = new LinkedHashMap<>();
    added.put("X-Amz-Date", time);
    if (!credentials.sessionToken().isBlank()) {
      added.put("X-Amz-Security-Token", credentials.sessionToken().reveal());
    }

    Target target = Target.of(url);
    SortedMap<String, String> signed = canonicalHeaders(headers);
    signed.put("host", target.host());
    added.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
    String names = String.join(";", signed.keySet());
    String canonical =
        Stream.of(
                method,
                target.canonicalPath(),
                target.canonicalQuery(),
                signed.entrySet().stream()
                    .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                    .collect(Collectors.joining()),
                names,
                HEX.formatHex(sha256(body)))
            .collect(Collectors.joining("\n"));

    String date = time.substring(0, 8);
    String scope = String.join("/", date, region, service, "aws4_request");
    String toSign = String.join("\n", ALGORITHM, time, scope, HEX.formatHex(sha256(canonical)));
    added.put(
        "Authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                ALGORITHM,
                credentials.accessKeyId(),
                scope,
                names,
                HEX.formatHex(hmac(signingKey(date), toSign))));
    return added;
  }

  private static SortedMap<String, String> canonicalHeaders(Map<String, List<String>> headers) {
    SortedMap<String, String> canonical = new TreeMap<>();
    headers.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!NEVER_SIGNED.contains(lower)) {
            String joined =
                values.stream()
                    .map(value -> value.strip().replaceAll(" +", " "))
                    .collect(Collectors.joining(","));
            canonical.merge(lower, joined, (first, second) -> first + "," + second);
          }
        });
    return canonical;
  }

  private byte[] signingKey(String date) {
    byte[] secret = bytes("AWS4" + credentials.secretAccessKey().reveal());
    return hmac(hmac(hmac(hmac(secret, date), region), service), "aws4_request");
  }

  /**
   * What a URL says for the signature.
   *
   * @param host host, and the port where it is not the scheme's own
   * @param path encoded
   * @param query encoded, without {@code ?}
   */
  private record Target(String host, String path, String query) {
    static Target of(String url) {
      int start = url.indexOf("://") + 3;
      int question = indexOf(url, '?', start);
      int end = Math.min(indexOf(url, '/', start), question);
      String authority = url.substring(start, end);
      String host = authority.substring(authority.lastIndexOf('@') + 1);
      String ownPort = url.regionMatches(true, 0, "https:", 0, 6) ? ":443" : ":80";
      return new Target(
          host.endsWith(ownPort) ? host.substring(0, host.length() - ownPort.length()) : host,
          url.substring(end, question),
          url.substring(Math.min(question + 1, url.length())));
    }

    private static int indexOf(String url, char c, int from) {
      int found = url.indexOf(c, from);
      return found < 0 ? url.length() : found;
    }

    String canonicalPath() {
      return path.isEmpty() ? "/" : encoded(path).replace("%2F", "/");
    }

    String canonicalQuery() {
      return Stream.of(query.split("&"))
          .filter(parameter -> !parameter.isEmpty())
          .map(parameter -> parameter.split("=", 2))
          .map(parts -> new Parameter(escaped(parts[0]), parts.length > 1 ? escaped(parts[1]) : ""))
          .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
          .map(parameter -> parameter.name() + "=" + parameter.value())
          .collect(Collectors.joining("&"));
    }

    private record Parameter(String name, String value) {}

    /** What is escaped already stays. */
    private static String escaped(String text) {
      return encoded(text).replace("%25", "%");
    }

    /** Leaves the unreserved characters of RFC 3986 alone and nothing else. */
    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8)
          .replace("+", "%20")
          .replace("*", "%2A")
          .replace("%7E", "~");
    }
  }

  private static byte[] sha256(String text) {
    return sha256(bytes(text));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }

  /** Texts here are ASCII, but for header values, whose characters stand for bytes. */
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
