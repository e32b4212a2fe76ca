package dev.onr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onr.CaseFile;
import dev.onr.config.ConfigurationException;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.CaseInput;
import dev.onr.credential.KeyStore;
import dev.onr.credential.Secret;
import dev.onr.models.ModelRoutes;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an onr.yaml and an environment amount to. The first case of {@code defaults} lists
 * everything; all others show what differs from it.
 */
class SettingsTest {
  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests(
        "settings", each -> assertThat(outcome(each)).isEqualTo(each.section("out")));
  }

  static String outcome(CaseFile each) {
    return CaseInput.outcome(
        () -> {
          Settings settings = load(each.section("yaml"), CaseInput.environment(each));
          Map<String, String> values = flatten(settings);
          if (!each.name().equals("defaults")) {
            flatten(load("", Map.of())).forEach(values::remove);
          }
          String changed =
              values.entrySet().stream()
                  .map(entry -> entry.getKey() + " = " + entry.getValue())
                  .collect(Collectors.joining("\n"));
          String warnings = CaseInput.print(settings.warnings());
          return changed + (warnings.isEmpty() ? "" : "\n" + warnings);
        });
  }

  private static Settings load(String yaml, Map<String, String> environment) {
    return Settings.load(new SourceFile("onr.yaml", yaml), environment);
  }

  private static Map<String, String> flatten(Settings settings) {
    Map<String, String> values = new TreeMap<>();
    flatten("", settings.withWarnings(List.of()), values);
    values.remove("warnings");
    return values;
  }

  private static void flatten(String name, Object value, Map<String, String> values) {
    switch (value) {
      case Secret secret -> values.put(name, secret.reveal());
      case Duration duration -> values.put(name, duration.toMillis() + " ms");
      case Optional<?> optional -> values.put(name, optional.map(Object::toString).orElse("-"));
      case OptionalInt optional ->
          values.put(name, optional.isPresent() ? String.valueOf(optional.getAsInt()) : "-");
      case String text when !text.equals(text.strip()) -> values.put(name, "[" + text + "]");
      case Collection<?> list ->
          values.put(
              name, list.stream().map(Object::toString).sorted().collect(Collectors.joining(", ")));
      case Map<?, ?> map ->
          map.forEach((key, each) -> flatten(name + "[" + key + "]", each, values));
      case AddressRange range -> values.put(name, range.toString());
      case ListenAddress address -> values.put(name, address.toString());
      case UpstreamProxy proxy ->
          values.put(
              name,
              "%s %s %d %s %s"
                  .formatted(
                      proxy.kind(),
                      proxy.host(),
                      proxy.port(),
                      proxy.user(),
                      proxy.password().reveal())
                  .strip());
      case Record tree -> {
        for (RecordComponent component : tree.getClass().getRecordComponents()) {
          String child = name.isEmpty() ? component.getName() : name + "." + component.getName();
          flatten(child, read(component, tree), values);
        }
      }
      default -> values.put(name, value.toString());
    }
  }

  private static Object read(RecordComponent component, Object owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Test
  void aProxyIsFoundByTheProvidersName() {
    Settings settings =
        load(
            "upstream_proxies: {by_provider: {acme: 'http://a', aws_x: 'http://file'}}",
            Map.of("ONR_UPSTREAM_PROXY_AWS_BEDROCK", "http://variable"));
    UpstreamProxies proxies = settings.upstreamProxies();
    assertThat(proxyHost(proxies, "ACME", "up.example")).isEqualTo("a");
    assertThat(proxyHost(proxies, "ACME", "127.0.0.1")).isEqualTo("a");
    assertThat(proxyHost(proxies, "aws-bedrock", "up.example")).isEqualTo("variable");
    assertThat(proxyHost(proxies, "aws_bedrock", "up.example")).isEqualTo("variable");
    assertThat(proxyHost(proxies, "aws_x", "up.example")).isEqualTo("file");
    assertThat(proxyHost(proxies, "aws-x", "up.example")).isEqualTo("direct");
  }

  private static String proxyHost(UpstreamProxies proxies, String provider, String target) {
    return proxies
        .of(provider)
        .proxyFor(true, target, 443)
        .map(UpstreamProxy::host)
        .orElse("direct");
  }

  @Test
  void theEnvironmentsProxiesServeProvidersWithoutTheirOwn() {
    UpstreamProxies proxies =
        load(
                "upstream_proxies: {by_provider: {acme: 'http://own'}}",
                Map.of(
                    "HTTP_PROXY", "plain:3128",
                    "https_proxy", "http://me:p@tls",
                    "NO_PROXY", "intern, .low.example,10.0.0.0/8, [::5], half.example:8443"))
            .upstreamProxies();
    assertThat(proxyHost(proxies, "acme", "intern")).isEqualTo("own");
    assertThat(proxyHost(proxies, "other", "up.example")).isEqualTo("tls");
    assertThat(proxies.of("other").proxyFor(false, "up.example", 80).orElseThrow())
        .isEqualTo(new UpstreamProxy(UpstreamProxy.Kind.HTTP, "plain", 3128, "", Secret.of("")));
    for (String direct :
        List.of(
            "intern",
            "a.INTERN",
            "x.low.example",
            "10.9.8.7",
            "::5",
            "localhost",
            "127.1.2.3",
            "::1")) {
      assertThat(proxyHost(proxies, "other", direct)).as(direct).isEqualTo("direct");
    }
    for (String proxied : List.of("low.example", "internal", "11.0.0.1", "half.example")) {
      assertThat(proxyHost(proxies, "other", proxied)).as(proxied).isEqualTo("tls");
    }
    assertThat(proxies.of("other").proxyFor(true, "half.example", 8443)).isEmpty();
  }

  @Test
  void addressesAreSoughtBitByBit() throws Exception {
    AddressRange range = AddressRange.parse("10.1.16.0/20").orElseThrow();
    assertThat(range.contains(InetAddress.ofLiteral("10.1.31.255"))).isTrue();
    assertThat(range.contains(InetAddress.ofLiteral("10.1.32.0"))).isFalse();
    assertThat(range.contains(InetAddress.ofLiteral("::1"))).isFalse();
    assertThat(AddressRange.parse("::1").orElseThrow().contains(InetAddress.ofLiteral("::1")))
        .isTrue();
    assertThat(
            AddressRange.parse("0.0.0.0/0")
                .orElseThrow()
                .contains(InetAddress.ofLiteral("203.0.113.9")))
        .isTrue();
  }

  @Test
  void theAddressForTheLogCanBeOpened() {
    assertThat(url(":3300")).isEqualTo("http://0.0.0.0:3300");
    assertThat(url("[::]:3300")).isEqualTo("http://0.0.0.0:3300");
    assertThat(url("[::1]:80")).isEqualTo("http://[::1]:80");
    assertThat(url("gateway:https")).isEqualTo("http://gateway:443");
  }

  private static String url(String text) {
    return ListenAddress.parse(text).orElseThrow().url(false);
  }

  @Test
  void providersComeFromWhereTheSettingSays(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("all"), "");
    assertThat(source(folder)).isEqualTo(new ProviderSource(folder, false));
    assertThat(source(file)).isEqualTo(new ProviderSource(file, true));
    assertThat(source(folder.resolve("gone.CONF")).isFile()).isTrue();
    assertThat(source(folder.resolve("gone")).isFile()).isFalse();
  }

  private static ProviderSource source(Path path) {
    return ProviderSource.resolve(
        load("", Map.of("ONR_PROVIDERS_DIR", path.toString())).providers());
  }

  @Test
  void theExamplesThatShipLoadWithoutAWarning() {
    Path config = Path.of("../config");
    assertThat(Settings.read(config.resolve("onr.example.yaml"), Map.of()).warnings()).isEmpty();
    assertThat(ModelRoutes.read(config.resolve("models.example.yaml")).warnings()).isEmpty();
    assertThat(
            KeyStore.read(config.resolve("keys.example.yaml"), Map.of("ONR_ACCESS_KEY_1", "ak"))
                .warnings())
        .isEmpty();
  }

  @Test
  void noDiagnosticCanShowASecretOfTheFile() {
    String yaml =
        """
        auth: {api_key: [secret-1]}
        upstream_proxies: {by_provider: {a: "ftp://u:secret-2@h"}}
        logging: {level: loud}
        """;
    assertThatDiagnosticsHide(yaml);
    assertThatDiagnosticsHide(yaml + "x: [");
  }

  private static void assertThatDiagnosticsHide(String yaml) {
    assertThatThrownBy(() -> load(yaml, Map.of()))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                e.diagnostics()
                    .forEach(
                        each -> {
                          assertThat(each.headline()).doesNotContain("secret-");
                          assertThat(each.place().orElseThrow().file().text())
                              .doesNotContain("secret-");
                        }));
  }
}
