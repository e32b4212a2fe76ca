package dev.onr.credential;

import dev.onr.Rotation;
import dev.onr.WhiteSpace;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.Span;
import dev.onr.config.yaml.Findings;
import dev.onr.config.yaml.YamlMapping;
import dev.onr.config.yaml.YamlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads one keys.yaml: finds overrides, decrypts, drops what holds no key, and reports. */
final class KeyFile {
  private final SourceFile shown;
  private final Map<String, String> environment;
  private final Findings findings = new Findings();
  private final YamlMapping root;

  /** Which entry a variable belongs to, for two that share one. */
  private final Map<String, Span> variableOwners = new HashMap<>();

  KeyFile(SourceFile yaml, Map<String, String> environment) {
    this.shown = KeyFileMask.mask(yaml);
    this.environment = environment;
    this.root = YamlMapping.open(yaml, shown, findings);
  }

  KeyStore read() {
    Map<String, List<UpstreamKey>> upstreamKeys = upstreamKeys(root.mapping("providers"));
    List<AccessKey> accessKeys = accessKeys(root.mappings("access_keys"));
    root.warnOfUnknownKeys();
    List<Diagnostic> warnings = findings.warningsOrThrow();
    if (upstreamKeys.isEmpty() && accessKeys.isEmpty()) {
      findings.add(
          Diagnostic.fileError(
              "keys.none",
              shown.name(),
              "keys.yaml has no provider keys or access_keys configured"));
      findings.warningsOrThrow();
    }
    return new KeyStore(upstreamKeys, accessKeys, warnings);
  }

  private Map<String, List<UpstreamKey>> upstreamKeys(YamlMapping providers) {
    Map<String, List<UpstreamKey>> byProvider = new LinkedHashMap<>();
    Map<String, YamlText> written = new HashMap<>();
    for (YamlText name : providers.keys()) {
      String provider = WhiteSpace.trim(name.text()).toLowerCase(Locale.ROOT);
      if (provider.isEmpty()) {
        continue;
      }
      YamlText first = written.putIfAbsent(provider, name);
      if (first != null) {
        findings.add(
            Diagnostic.error(
                    "keys.provider_twice",
                    name.place(),
                    "providers %s and %s are the same provider, as case and outer blanks don't count"
                        .formatted(quoted(first.text()), quoted(name.text())))
                .withHint("put their keys into one list"));
        continue;
      }
      YamlMapping block = providers.mapping(name.text());
      List<UpstreamKey> keys = keysOf(provider, block.mappings("keys"));
      block.warnOfUnknownKeys();
      if (!keys.isEmpty()) {
        byProvider.put(provider, keys);
      }
    }
    return byProvider;
  }

  private List<UpstreamKey> keysOf(String provider, List<YamlMapping> entries) {
    List<UpstreamKey> keys = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      YamlMapping entry = entries.get(i);
      String name = text(entry, "name");
      String variable =
          "ONR_UPSTREAM_KEY_" + variablePart(provider) + "_" + nameOrIndex(name, i + 1);
      String entryName = "provider=%s name=%s: ".formatted(provider, quoted(name));
      Secret value = value(entry, variable, "invalid key value for " + entryName);
      String aws = "invalid key for " + entryName;
      UpstreamKey key =
          new UpstreamKey(
              provider,
              name,
              value,
              text(entry, "base_url_override"),
              text(entry, "credential_file"),
              text(entry, "location").toLowerCase(Locale.ROOT),
              text(entry, "aws_access_key_id"),
              fixed(entry, "aws_secret_access_key", aws + "aws_secret_access_key: "),
              fixed(entry, "aws_session_token", aws + "aws_session_token: "),
              text(entry, "aws_region").toLowerCase(Locale.ROOT),
              weight(entry));
      boolean disabled = entry.flag("disabled").orElse(false);
      entry.warnOfUnknownKeys();
      if (!disabled && holdsCredential(key)) {
        keys.add(key);
      }
    }
    return keys;
  }

  private int weight(YamlMapping entry) {
    long weight = entry.whole("weight").orElse(1);
    if (weight < 1 || weight > Rotation.HEAVIEST) {
      findings.add(
          Diagnostic.error(
              "keys.weight",
              entry.place("weight"),
              "weight must be from 1 to %d; \"disabled: true\" takes a key out of use"
                  .formatted(Rotation.HEAVIEST)));
      return 1;
    }
    return (int) weight;
  }

  /** An entry without any of these is one that nobody has filled in yet. */
  private static boolean holdsCredential(UpstreamKey key) {
    return !key.value().isBlank()
        || !key.credentialFile().isEmpty()
        || !key.awsAccessKeyId().isEmpty()
        || !key.awsSecretAccessKey().isBlank();
  }

  private List<AccessKey> accessKeys(List<YamlMapping> entries) {
    List<AccessKey> keys = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      YamlMapping entry = entries.get(i);
      String name = text(entry, "name");
      String comment = text(entry, "comment");
      boolean disabled = entry.flag("disabled").orElse(false);
      if (disabled) {
        entry.text("value");
      } else {
        Secret value =
            value(
                entry,
                "ONR_ACCESS_KEY_" + nameOrIndex(name, i + 1),
                "invalid access_keys value name=%s: ".formatted(quoted(name)));
        if (!value.isBlank()) {
          keys.add(new AccessKey(name, value, comment));
        }
      }
      entry.warnOfUnknownKeys();
    }
    return keys;
  }

  /** The entry's value, or the variable's in its place, decrypted where it is encrypted. */
  private Secret value(YamlMapping entry, String variable, String complaint) {
    Optional<Span> owner = Optional.ofNullable(variableOwners.putIfAbsent(variable, place(entry)));
    owner.ifPresent(first -> warnOfSharedVariable(entry, variable, first));
    String written = text(entry, "value");
    String replacement = WhiteSpace.trim(environment.getOrDefault(variable, ""));
    return replacement.isEmpty()
        ? opened(written, entry.place("value"), complaint, Optional.empty())
        : opened(
            replacement,
            entry.place("value"),
            complaint,
            Optional.of("the value comes from the environment variable " + variable));
  }

  /** A secret that has no variable. */
  private Secret fixed(YamlMapping entry, String key, String complaint) {
    return opened(text(entry, key), entry.place(key), complaint, Optional.empty());
  }

  /** The text itself, or what it hides. */
  private Secret opened(String text, Span place, String complaint, Optional<String> hint) {
    if (!EncryptedValue.isMeant(text)) {
      return Secret.of(text);
    }
    try {
      EncryptedValue.checkForm(text);
      MasterKey key = MasterKey.of(environment.getOrDefault(MasterKey.VARIABLE, ""));
      Secret value = EncryptedValue.decrypt(text, key).trimmed();
      if (value.isBlank()) {
        findings.add(
            Diagnostic.warning(
                "keys.blank_value", place, "the encrypted value is blank once decrypted"));
      }
      return value;
    } catch (EncryptionException e) {
      Diagnostic error = Diagnostic.error("keys.value", place, complaint + e.getMessage());
      findings.add(hint.map(error::withHint).orElse(error));
      return Secret.NONE;
    }
  }

  private void warnOfSharedVariable(YamlMapping entry, String variable, Span first) {
    findings.add(
        Diagnostic.warning(
                "keys.shared_variable",
                place(entry),
                "%s also replaces the value of the entry in line %d"
                    .formatted(variable, first.line()))
            .withHint("give one of the two another name"));
  }

  private static Span place(YamlMapping entry) {
    return entry.place("value");
  }

  private static String text(YamlMapping entry, String key) {
    return entry.text(key).map(text -> WhiteSpace.trim(text.text())).orElse("");
  }

  private static String nameOrIndex(String name, int index) {
    return name.isEmpty() ? String.valueOf(index) : variablePart(name);
  }

  /**
   * What a name looks like within a variable: every code point that isn't allowed is one {@code _}.
   */
  static String variablePart(String name) {
    StringBuilder part = new StringBuilder();
    WhiteSpace.trim(name)
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .map(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_')
        .forEach(part::appendCodePoint);
    return part.toString();
  }

  private static String quoted(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        quoted.append("\\x%02x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
