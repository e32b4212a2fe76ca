package dev.onr.credential;

import dev.onr.WhiteSpace;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the JSON file that Google Cloud gives out for a service account. All texts are
 * trimmed; those that are missing are empty.
 *
 * @param projectId the account's project; never empty
 * @param clientEmail who the account is
 * @param privateKey PEM of an RSA key
 * @param privateKeyId how Google calls that key
 * @param tokenUri where the account gets its tokens
 * @param fingerprint SHA-256 of the whole text, in lower-case hex
 */
public record CredentialFile(
    String projectId,
    String clientEmail,
    Secret privateKey,
    String privateKeyId,
    String tokenUri,
    String fingerprint) {

  /**
   * Reads the text of a file.
   *
   * @throws InvalidCredential where it is no JSON object or names no project
   */
  public static CredentialFile parse(byte[] text) {
    JsonValue root;
    try {
      root = JsonValue.parse(text);
    } catch (JsonSyntaxException e) {
      throw new InvalidCredential("credential file is not valid JSON");
    }
    if (!root.isObject()) {
      throw new InvalidCredential("credential file is not valid JSON");
    }
    CredentialFile file =
        new CredentialFile(
            member(root, "project_id"),
            member(root, "client_email"),
            Secret.of(member(root, "private_key")),
            member(root, "private_key_id"),
            member(root, "token_uri"),
            sha256(text));
    return file.requires("project_id", file.projectId());
  }

  /**
   * This file, once it is clear that it says something.
   *
   * @param field the member's name
   * @param value what the file says there
   * @throws InvalidCredential naming the field where the value is empty
   */
  public CredentialFile requires(String field, String value) {
    if (value.isEmpty()) {
      throw new InvalidCredential("credential file missing " + field);
    }
    return this;
  }

  private static String member(JsonValue root, String name) {
    @Nullable JsonValue value = root.member(name);
    return value == null || !value.isString() ? "" : WhiteSpace.trim(value.string());
  }

  private static String sha256(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
