package dev.onr.server.exchange;

import dev.onr.server.exchange.ScriptedUpstream.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What AWS does with a signed request: makes the signature anew from what came over the wire, and
 * compares.
 */
record SignatureCheck(String keyId, String secret, String sessionToken, String region) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/bedrock/aws4_request,"
              + " SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

  /** What is wrong with a request; empty where AWS would let it in. */
  Optional<String> trouble(Request request) throws GeneralSecurityException {
    Matcher authorization = AUTHORIZATION.matcher(only(request, "authorization"));
    if (!authorization.matches()) {
      return Optional.of("no signature: " + request.header("authorization"));
    }
    String time = only(request, "x-amz-date");
    Instant signedAt = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
    if (Duration.between(signedAt, Instant.now()).abs().toMinutes() >= 5) {
      return Optional.of("signed at " + time);
    }
    if (!authorization.group(1).equals(keyId)
        || !authorization.group(3).equals(region)
        || !time.startsWith(authorization.group(2))) {
      return Optional.of("wrong scope: " + authorization.group());
    }
    if (!String.join("", request.header("x-amz-security-token")).equals(sessionToken)) {
      return Optional.of("wrong session token");
    }
    List<String> names = List.of(authorization.group(4).split(";"));
    if (!names.contains("host") || !names.contains("x-amz-date")) {
      return Optional.of("too little is signed: " + names);
    }
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : List.of(authorization.group(2), region, "bedrock", "aws4_request")) {
      key = mac(key, part);
    }
    String scope = authorization.group(2) + "/" + region + "/bedrock/aws4_request";
    String canonical = canonical(request, names);
    String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hash(wire(canonical));
    return HexFormat.of().formatHex(mac(key, toSign)).equals(authorization.group(5))
        ? Optional.empty()
        : Optional.of("the signature does not match; AWS's canonical request is\n" + canonical);
  }

  private static String only(Request request, String name) {
    List<String> values = request.header(name);
    return values.size() == 1 ? values.getFirst() : "";
  }

  private static String canonical(Request request, List<String> names)
      throws GeneralSecurityException {
    String[] line = request.firstLine().split(" ");
    String[] target = line[1].split("\\?", 2);
    StringBuilder canonical = new StringBuilder(line[0]).append('\n');
    for (char c : target[0].toCharArray()) {
      boolean plain = (c < 128 && Character.isLetterOrDigit(c)) || "-._~/".indexOf(c) >= 0;
      canonical.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    String[] query = target.length > 1 ? target[1].split("&") : new String[0];
    Arrays.sort(query);
    canonical.append('\n').append(String.join("&", query)).append('\n');
    for (String name : names) {
      String value = String.join(",", request.header(name)).replaceAll(" +", " ");
      canonical.append(name).append(':').append(value).append('\n');
    }
    return canonical
        .append('\n')
        .append(String.join(";", names))
        .append('\n')
        .append(hash(request.body()))
        .toString();
  }

  private static byte[] wire(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String hash(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(wire(text));
  }
}
