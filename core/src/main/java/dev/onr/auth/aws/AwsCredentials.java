package dev.onr.auth.aws;

import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import java.util.Locale;

/**
 * What AWS knows a caller by.
 *
 * @param accessKeyId names the key; not a secret
 * @param secretAccessKey signs
 * @param sessionToken comes with temporary credentials; {@link Secret#NONE} with others
 */
public record AwsCredentials(String accessKeyId, Secret secretAccessKey, Secret sessionToken) {

  /**
   * Those of a key.
   *
   * @throws IncompleteAwsKey when it lacks an access key id or a secret access key
   */
  public static AwsCredentials of(UpstreamKey key) {
    if (key.awsAccessKeyId().isBlank() || key.awsSecretAccessKey().isBlank()) {
      throw new IncompleteAwsKey(
          "aws access key id and secret access key are required",
          "aws_access_key_id and aws_secret_access_key",
          key);
    }
    return new AwsCredentials(
        key.awsAccessKeyId().strip(),
        key.awsSecretAccessKey().trimmed(),
        key.awsSessionToken().trimmed());
  }

  /**
   * The region of a key: its {@code aws_region}, else its {@code location}.
   *
   * @throws IncompleteAwsKey when it has neither
   */
  public static String region(UpstreamKey key) {
    String region = key.awsRegion().isBlank() ? key.location() : key.awsRegion();
    if (region.isBlank()) {
      throw new IncompleteAwsKey("aws region is required", "aws_region", key);
    }
    return region.strip().toLowerCase(Locale.ROOT);
  }
}
