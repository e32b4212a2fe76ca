package dev.onr.auth.aws;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(BedrockEndpoint.ofModels(provider, baseUrl, region)).isEqualTo(expected);
  }
}
