package dev.onr.credential;

import dev.onr.WhiteSpace;
import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.Span;
import dev.onr.config.yaml.Findings;
import dev.onr.config.yaml.YamlMapping;
import dev.onr.config.yaml.YamlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Encrypts what is still readable in a keys.yaml. Only the secrets themselves change: every other
 * character of the file stays where it is.
 */
public final class KeyFileEncryption {
  private static final List<String> UPSTREAM_SECRETS =
      List.of("value", "aws_secret_access_key", "aws_session_token");

  /** Anchors and tags before a scalar, which aliases elsewhere may refer to. */
  private static final Pattern PROPERTIES = Pattern.compile("(?:[&!]\\S*\\s+)*");

  private final SourceFile yaml;

  /** By where they begin; an anchored text is reached on several ways and counts once. */
  private final Map<Integer, YamlText> secrets = new TreeMap<>(Comparator.reverseOrder());

  /** Everything that is a secret or hides one, in the order of the file. */
  private final List<YamlText> all = new ArrayList<>();

  private KeyFileEncryption(SourceFile yaml) {
    this.yaml = yaml;
  }

  /**
   * Finds what is to be encrypted: the non-empty values of upstream and access keys, and the
   * secrets of AWS keys.
   *
   * @throws ConfigurationException where the file is no keys.yaml
   */
  public static KeyFileEncryption of(SourceFile yaml) {
    KeyFileEncryption encryption = new KeyFileEncryption(yaml);
    Findings findings = new Findings();
    YamlMapping root = YamlMapping.open(yaml, KeyFileMask.mask(yaml), findings);
    YamlMapping providers = root.mapping("providers");
    for (YamlText provider : providers.keys()) {
      for (YamlMapping entry : providers.mapping(provider.text()).mappings("keys")) {
        UPSTREAM_SECRETS.forEach(name -> encryption.add(entry, name));
      }
    }
    root.mappings("access_keys").forEach(entry -> encryption.add(entry, "value"));
    findings.warningsOrThrow();
    return encryption;
  }

  private void add(YamlMapping entry, String name) {
    Optional<YamlText> text = entry.text(name).filter(each -> !WhiteSpace.isBlank(each.text()));
    text.ifPresent(all::add);
    text.filter(each -> !EncryptedValue.isMeant(each.text()))
        .ifPresent(each -> secrets.put(each.place().start(), each));
  }

  /** How many texts are to be encrypted. */
  public int count() {
    return secrets.size();
  }

  /** The text of the file with all of them encrypted. */
  public String apply(MasterKey key, RandomGenerator random) {
    StringBuilder text = new StringBuilder(yaml.text());
    // From the end, so that the places before stay right.
    for (YamlText secret : secrets.values()) {
      Span place = secret.place();
      String sealed = EncryptedValue.encrypt(Secret.of(secret.text()).trimmed(), key, random);
      text.replace(scalarStart(place), scalarEnd(place), "\"" + sealed + "\"");
    }
    String result = text.toString();
    verify(result, key);
    return result;
  }

  private int scalarStart(Span place) {
    Matcher properties = PROPERTIES.matcher(written(place));
    return place.start() + (properties.lookingAt() ? properties.end() : 0);
  }

  /** A block scalar's place includes the line end behind it. */
  private int scalarEnd(Span place) {
    return place.start() + written(place).stripTrailing().length();
  }

  /** Places are in the masked text. */
  private String written(Span place) {
    return yaml.text().substring(place.start(), place.end());
  }

  /** Reads the result as the gateway will: what can't be opened again must not replace anything. */
  private void verify(String result, MasterKey key) {
    List<YamlText> written = of(new SourceFile(yaml.name(), result)).all;
    for (int i = 0; i < all.size(); i++) {
      YamlText before = all.get(i);
      boolean same = i < written.size() && plain(written.get(i), key).equals(plain(before, key));
      if (!same) {
        throw new ConfigurationException(
            List.of(
                Diagnostic.error(
                        "keys.in_place",
                        before.place(),
                        "this text is written in a way that can't be replaced in place")
                    .withHint("write it in one line, in double quotes")));
      }
    }
  }

  private static Secret plain(YamlText text, MasterKey key) {
    try {
      return EncryptedValue.isMeant(text.text())
          ? EncryptedValue.decrypt(text.text(), key).trimmed()
          : Secret.of(text.text()).trimmed();
    } catch (EncryptionException e) {
      // Sealed before, under another key, and not touched.
      return Secret.of(text.text());
    }
  }
}
