package dev.onr.auth.aws;

import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import java.util.Locale;
import java.util.Optional;

/**
 * What AWS knows a caller by.
 *
 * @param accessKeyId names the key; not a secret
 * @param secretAccessKey signs
 * @param sessionToken comes with temporary credentials; {@link Secret#NONE} with others
 */
public record AwsCredentials(String accessKeyId, Secret secretAccessKey, Secret sessionToken) {

  /** Those of a key; empty where it lacks an access key id or a secret access key. */
  public static Optional<AwsCredentials> of(UpstreamKey key) {
    return key.awsAccessKeyId().isBlank() || key.awsSecretAccessKey().isBlank()
        ? Optional.empty()
        : Optional.of(
            new AwsCredentials(
                key.awsAccessKeyId().strip(),
                key.awsSecretAccessKey().trimmed(),
                key.awsSessionToken().trimmed()));
  }

  /** The region of a key: its {@code aws_region}, else its {@code location}; may be empty. */
  public static String region(UpstreamKey key) {
    String region = key.awsRegion().isBlank() ? key.location() : key.awsRegion();
    return region.strip().toLowerCase(Locale.ROOT);
  }
}
