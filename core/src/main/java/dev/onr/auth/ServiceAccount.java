package dev.onr.auth;

import dev.onr.credential.CredentialFile;
import dev.onr.credential.InvalidCredential;
import dev.onr.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A Google service account that asks for a token (Google Identity, "Using OAuth 2.0 for Server to
 * Server Applications").
 *
 * @param file who it is
 * @param scope what it wants
 * @param audience the token endpoint, which is also where it asks
 */
record ServiceAccount(CredentialFile file, String scope, String audience) {
  /** How long an assertion may be shown; Google takes no longer. */
  private static final Duration VALIDITY = Duration.ofHours(1);

  private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

  /** The name of this way to get a token (RFC 7523 §2.1). */
  static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  /**
   * What the account shows the endpoint: a signed JWT (RFC 7519).
   *
   * @throws InvalidCredential where the file lacks the account's name or a usable key
   */
  String assertion(Instant now) {
    file.requires("client_email", file.clientEmail())
        .requires("private_key", file.privateKey().reveal());
    String keyId = file.privateKeyId().isEmpty() ? "" : ",\"kid\":" + text(file.privateKeyId());
    String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\"" + keyId + "}";
    String claims =
        "{\"iss\":%s,\"scope\":%s,\"aud\":%s,\"iat\":%d,\"exp\":%d}"
            .formatted(
                text(file.clientEmail()),
                text(scope),
                text(audience),
                now.getEpochSecond(),
                now.plus(VALIDITY).getEpochSecond());
    String signed = base64(header) + "." + base64(claims);
    return signed + "." + signature(signed, RsaKey.parse(file.privateKey()));
  }

  /** RS256 of a JWS signing input (RFC 7518 §3.3). */
  static String signature(String input, PrivateKey key) {
    try {
      Signature rs256 = Signature.getInstance("SHA256withRSA");
      rs256.initSign(key);
      rs256.update(input.getBytes(StandardCharsets.US_ASCII));
      return BASE64_URL.encodeToString(rs256.sign());
    } catch (GeneralSecurityException e) {
      throw new InvalidCredential("credential file private_key can't sign");
    }
  }

  private static String base64(String text) {
    return BASE64_URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String value) {
    return JsonValue.of(value).text();
  }
}
