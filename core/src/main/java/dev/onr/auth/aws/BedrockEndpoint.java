package dev.onr.auth.aws;

import dev.onr.credential.UpstreamKey;
import java.util.Locale;

/** Where Amazon Bedrock answers (AWS General Reference, "Amazon Bedrock endpoints and quotas"). */
public enum BedrockEndpoint {
  /** Invokes models. */
  RUNTIME("https://bedrock-runtime.%s.amazonaws.com"),
  /** Speaks the OpenAI and Anthropic protocols itself. */
  MANTLE("https://bedrock-mantle.%s.api.aws"),
  /** Lists models. */
  CONTROL("https://bedrock.%s.amazonaws.com");

  private static final String MANTLE_PROVIDER = "aws-bedrock-mantle";

  private final String pattern;

  BedrockEndpoint(String pattern) {
    this.pattern = pattern;
  }

  /**
   * The base URL in the region of a key, without a slash at the end.
   *
   * @throws IncompleteAwsKey when it has no region
   */
  public String url(UpstreamKey key) {
    return pattern.formatted(AwsCredentials.region(key));
  }

  /** Where a provider's plain HTTP requests go; that goes by its name. */
  public static BedrockEndpoint ofPassThrough(String provider) {
    return isMantle(provider) ? MANTLE : RUNTIME;
  }

  /**
   * Where a provider's models are listed.
   *
   * @param provider its name
   * @param baseUrl the configured base URL or the key's override, which names the host for
   *     requests; empty where there is none
   * @param key its region counts where there is no base URL
   * @return a base URL without slashes at the end
   * @throws IncompleteAwsKey when there is neither a base URL nor a region
   */
  public static String ofModels(String provider, String baseUrl, UpstreamKey key) {
    String base = baseUrl.strip().replaceFirst("/+$", "");
    boolean mantle = isMantle(provider);
    if (base.isEmpty()) {
      return (mantle ? MANTLE : CONTROL).url(key);
    }
    return mantle
        ? base.replaceFirst("://bedrock-runtime\\.", "://bedrock-mantle.")
            .replaceFirst("://bedrock\\.", "://bedrock-mantle.")
            .replaceFirst("\\.amazonaws\\.com", ".api.aws")
        : base.replaceFirst("://bedrock-runtime\\.", "://bedrock.")
            .replaceFirst("://bedrock-mantle\\.", "://bedrock.")
            .replaceFirst("\\.api\\.aws", ".amazonaws.com")
            .replaceFirst("://bedrock-runtime-fips\\.", "://bedrock-fips.");
  }

  private static boolean isMantle(String provider) {
    return provider.toLowerCase(Locale.ROOT).equals(MANTLE_PROVIDER);
  }
}
