package dev.onr.auth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BedrockEndpointTest {
  @ParameterizedTest
  @CsvSource({
    "aws-bedrock,        '', eu-west-1, https://bedrock.eu-west-1.amazonaws.com",
    "aws-bedrock-mantle, '', us-west-2, https://bedrock-mantle.us-west-2.api.aws",
    "mine, https://bedrock-runtime.eu-west-1.amazonaws.com/, '',"
        + " https://bedrock.eu-west-1.amazonaws.com",
    "mine, https://bedrock-mantle.eu-west-1.api.aws, '', https://bedrock.eu-west-1.amazonaws.com",
    "mine, https://bedrock-runtime-fips.us-east-1.amazonaws.com, '',"
        + " https://bedrock-fips.us-east-1.amazonaws.com",
    "mine, http://127.0.0.1:8080/aws, '', http://127.0.0.1:8080/aws",
    "AWS-Bedrock-Mantle, https://bedrock-runtime.eu-west-1.amazonaws.com, '',"
        + " https://bedrock-mantle.eu-west-1.api.aws",
    "aws-bedrock-mantle, https://bedrock.eu-west-1.amazonaws.com, '',"
        + " https://bedrock-mantle.eu-west-1.api.aws",
  })
  void modelsAreListedByAHostOfTheirOwn(
      String provider, String baseUrl, String region, String expected) {
    assertThat(BedrockEndpoint.ofModels(provider, baseUrl, key(region, ""))).isEqualTo(expected);
  }

  private static UpstreamKey key(String region, String location) {
    Secret secret = Secret.of("an-aws-secret");
    return new UpstreamKey(
        "mine", "main", Secret.NONE, "", "", location, "AKID", secret, Secret.NONE, region);
  }

  @Test
  void aLocationStandsInForARegion() {
    assertThat(BedrockEndpoint.RUNTIME.url(key("", " EU-West-1 ")))
        .isEqualTo("https://bedrock-runtime.eu-west-1.amazonaws.com");
  }

  @Test
  void aModelsQueryIsSignedWithTheHashOfNothing() {
    Map<String, String> added =
        SigV4.forBedrock(key("eu-west-1", "us-east-1"))
            .sign(
                "GET",
                "https://bedrock.eu-west-1.amazonaws.com/inference-profiles?typeEquals=SYSTEM_DEFINED",
                Map.of(),
                new byte[0],
                Instant.parse("2026-11-24T16:00:00Z"));

    assertThat(added.get("Authorization"))
        .startsWith(
            "AWS4-HMAC-SHA256 Credential=AKID/20261124/eu-west-1/bedrock/aws4_request,"
                + " SignedHeaders=host;x-amz-date, Signature=");
  }

  @Test
  void whatAKeyLacksIsSaidWithoutSecrets() {
    assertThatThrownBy(() -> SigV4.forBedrock(key("", "")))
        .isInstanceOf(IncompleteAwsKey.class)
        .hasMessage("aws region is required; set aws_region for the key main of mine in keys.yaml");
    assertThatThrownBy(() -> SigV4.forBedrock(UpstreamKey.of("mine", Secret.of("sk-1"))))
        .isInstanceOf(IncompleteAwsKey.class)
        .hasMessage(
            "aws access key id and secret access key are required; set aws_access_key_id and"
                + " aws_secret_access_key for the key of mine in keys.yaml");
  }
}
