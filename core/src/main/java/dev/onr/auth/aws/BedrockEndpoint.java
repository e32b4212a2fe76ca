package dev.onr.auth.aws;

import java.util.Locale;

/** Where Amazon Bedrock answers (AWS General Reference, "Amazon Bedrock endpoints and quotas"). */
public enum BedrockEndpoint {
  /** Invokes models. */
  RUNTIME("https://bedrock-runtime.%s.amazonaws.com"),
  /** Speaks the OpenAI and Anthropic protocols itself. */
  MANTLE("https://bedrock-mantle.%s.api.aws"),
  /** Lists models. */
  CONTROL("https://bedrock.%s.amazonaws.com");

  /** The name by which signatures know all of them. */
  public static final String SERVICE = "bedrock";

  private static final String MANTLE_PROVIDER = "aws-bedrock-mantle";

  private final String pattern;

  BedrockEndpoint(String pattern) {
    this.pattern = pattern;
  }

  /** The base URL in a region, without a slash at the end. */
  public String url(String region) {
    return pattern.formatted(region);
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
   * @param region counts where there is no base URL
   * @return a base URL without slashes at the end
   */
  public static String ofModels(String provider, String baseUrl, String region) {
    String base = baseUrl.strip().replaceFirst("/+$", "");
    boolean mantle = isMantle(provider);
    if (base.isEmpty()) {
      return (mantle ? MANTLE : CONTROL).url(region);
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
