package dev.onr.auth.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.credential.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Our signatures are those of AWS's own SDK. */
class SigV4Properties {
  private static final String ID = "AKIDEXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String HASH = "x-amz-content-sha256";

  private final HttpSigner<AwsCredentialsIdentity> theirs = AwsV4HttpSigner.create();

  @Property(tries = 200)
  void signaturesEqualThoseOfTheSdk(
      @ForAll("urls") String url,
      @ForAll("headers") Map<String, List<String>> headers,
      @ForAll byte[] body,
      @ForAll boolean temporary,
      @ForAll("times") Instant now) {
    Map<String, List<String>> expected = sdk(url, headers, body, temporary, now);

    // The SDK sends the payload's hash along and signs it.
    Map<String, List<String>> all = new TreeMap<>(headers);
    all.put(HASH, expected.get(HASH));
    Secret token = temporary ? Secret.of("a/session+token==") : Secret.NONE;
    Map<String, String> ours =
        new SigV4(new AwsCredentials(ID, Secret.of(SECRET), token), "eu-west-1", "bedrock")
            .sign("POST", url, all, body, now);

    ours.forEach((name, value) -> assertThat(expected.get(name)).as(name).containsExactly(value));
  }

  private Map<String, List<String>> sdk(
      String url, Map<String, List<String>> headers, byte[] body, boolean temporary, Instant now) {
    AwsCredentialsIdentity identity =
        temporary
            ? AwsSessionCredentialsIdentity.create(ID, SECRET, "a/session+token==")
            : AwsCredentialsIdentity.create(ID, SECRET);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create(url))
            .headers(headers)
            .build();
    Map<String, List<String>> signed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    signed.putAll(
        theirs
            .sign(
                sign ->
                    sign.identity(identity)
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "bedrock")
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
            .request()
            .headers());
    return signed;
  }

  @Provide
  Arbitrary<String> urls() {
    Arbitrary<String> hosts =
        Arbitraries.of(
            "https://bedrock-runtime.eu-west-1.amazonaws.com",
            "https://bedrock-runtime.eu-west-1.amazonaws.com:443",
            "http://127.0.0.1:8080",
            "http://proxy.example:80");
    Arbitrary<String> words =
        Arbitraries.strings()
            .withChars("aZ09-._~/")
            .ofMaxLength(6)
            .flatMap(text -> Arbitraries.of("", "%3A", "%2F", "%20", "%C3%A9").map(text::concat));
    Arbitrary<String> queries =
        Combinators.combine(words, words)
            .as((name, value) -> "p" + name.replace('/', '-') + "=" + value.replace('/', '-'))
            .list()
            .uniqueElements(pair -> pair.split("=")[0])
            .ofMaxSize(4)
            .map(pairs -> pairs.isEmpty() ? "" : "?" + String.join("&", pairs));
    return Combinators.combine(hosts, words, queries)
        .as((host, path, query) -> host + "/model/" + path + query);
  }

  @Provide
  Arbitrary<Map<String, List<String>>> headers() {
    Arbitrary<String> names =
        Arbitraries.of("Content-Type", "Accept", "anthropic-beta", "X-B", "User-Agent", "Expect");
    Arbitrary<String> values =
        Arbitraries.strings().withChars("aB, ;\"=").ofMinLength(1).ofMaxLength(12);
    return Arbitraries.maps(names, values.list().ofMinSize(1).ofMaxSize(3))
        .ofMaxSize(4)
        .map(
            headers -> {
              Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
              sorted.putAll(headers);
              return sorted;
            });
  }

  @Provide
  Arbitrary<Instant> times() {
    return Arbitraries.longs().between(0, 4_102_444_800L).map(Instant::ofEpochSecond);
  }
}
