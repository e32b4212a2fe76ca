package dev.onr.credential;

/**
 * One entry of a provider's keys in keys.yaml: the provider's channel. Absent texts are empty,
 * never null.
 *
 * @param provider lower-case provider name
 * @param name the entry's name; empty where the file gives none; {@code byok} for a key that the
 *     caller brought
 * @param value the upstream key
 * @param baseUrlOverride replaces the provider's base URL
 * @param credentialFile path of a Google service-account file
 * @param location lower-case region of the channel
 * @param awsAccessKeyId AWS access key id
 * @param awsSecretAccessKey AWS secret access key
 * @param awsSessionToken AWS session token
 * @param awsRegion lower-case AWS region
 * @param weight how often its turn comes, compared with the provider's other keys
 */
public record UpstreamKey(
    String provider,
    String name,
    Secret value,
    String baseUrlOverride,
    String credentialFile,
    String location,
    String awsAccessKeyId,
    Secret awsSecretAccessKey,
    Secret awsSessionToken,
    String awsRegion,
    int weight) {

  /** A key whose turn comes as often as any other's. */
  public UpstreamKey(
      String provider,
      String name,
      Secret value,
      String baseUrlOverride,
      String credentialFile,
      String location,
      String awsAccessKeyId,
      Secret awsSecretAccessKey,
      Secret awsSessionToken,
      String awsRegion) {
    this(
        provider,
        name,
        value,
        baseUrlOverride,
        credentialFile,
        location,
        awsAccessKeyId,
        awsSecretAccessKey,
        awsSessionToken,
        awsRegion,
        1);
  }

  /** A key that is nothing but its value, as most providers' are. */
  public static UpstreamKey of(String provider, Secret value) {
    return new UpstreamKey(provider, "", value, "", "", "", "", Secret.NONE, Secret.NONE, "");
  }

  /** A key that the caller brought along (BYOK): nothing but the value is known. */
  public static UpstreamKey broughtByCaller(String provider, Secret value) {
    return new UpstreamKey(provider, "byok", value, "", "", "", "", Secret.NONE, Secret.NONE, "");
  }

  /** The same key with another value. */
  public UpstreamKey withValue(Secret other) {
    return with(other, weight);
  }

  /** The same key with another weight, which is no part of what a key is. */
  public UpstreamKey withWeight(int other) {
    return with(value, other);
  }

  private UpstreamKey with(Secret otherValue, int otherWeight) {
    return new UpstreamKey(
        provider,
        name,
        otherValue,
        baseUrlOverride,
        credentialFile,
        location,
        awsAccessKeyId,
        awsSecretAccessKey,
        awsSessionToken,
        awsRegion,
        otherWeight);
  }
}
