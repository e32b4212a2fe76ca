package dev.onr.credential;

import dev.onr.Rotation;
import dev.onr.WhiteSpace;
import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.YamlSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The keys of keys.yaml, decrypted and checked. Whose turn it is, is not kept here. */
public final class KeyStore {
  private final Map<String, List<UpstreamKey>> upstreamKeys;
  private final Map<String, Rotation> rotations;
  private final List<AccessKey> accessKeys;
  private final List<Diagnostic> warnings;

  KeyStore(
      Map<String, List<UpstreamKey>> upstreamKeys,
      List<AccessKey> accessKeys,
      List<Diagnostic> warnings) {
    Map<String, List<UpstreamKey>> copies = new TreeMap<>();
    upstreamKeys.forEach((provider, keys) -> copies.put(provider, List.copyOf(keys)));
    this.upstreamKeys = Collections.unmodifiableMap(copies);
    Map<String, Rotation> turns = new TreeMap<>();
    copies.forEach(
        (provider, keys) ->
            turns.put(provider, Rotation.of(keys.stream().map(UpstreamKey::weight).toList())));
    this.rotations = Collections.unmodifiableMap(turns);
    this.accessKeys = List.copyOf(accessKeys);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads keys.yaml from disk; the file must exist. Looks at the credential files that it names.
   *
   * @param environment the process's variables, see {@link #load}
   * @throws ConfigurationException with everything that is wrong with the file
   */
  public static KeyStore read(Path file, Map<String, String> environment) {
    KeyStore keys = load(YamlSource.read(file), environment);
    List<UpstreamKey> all = keys.upstreamKeys.values().stream().flatMap(List::stream).toList();
    List<Diagnostic> warnings = new ArrayList<>(keys.warnings);
    warnings.addAll(new CredentialFileCheck(file.toString()).warnings(all));
    return new KeyStore(keys.upstreamKeys, keys.accessKeys, warnings);
  }

  /**
   * Reads the text of keys.yaml.
   *
   * @param environment the process's variables: {@code ONR_MASTER_KEY} opens encrypted values,
   *     {@code ONR_UPSTREAM_KEY_…} and {@code ONR_ACCESS_KEY_…} replace values of the file
   * @throws ConfigurationException with everything that is wrong with it
   */
  public static KeyStore load(SourceFile yaml, Map<String, String> environment) {
    return new KeyFile(yaml, environment).read();
  }

  /** The names of all providers that have a key, lower-case. */
  public Set<String> providers() {
    return upstreamKeys.keySet();
  }

  /**
   * A provider's keys in the order of the file; empty for a provider that has none.
   *
   * @param provider its name; white space around it and case don't count
   */
  public List<UpstreamKey> upstreamKeys(String provider) {
    return upstreamKeys.getOrDefault(WhiteSpace.trim(provider).toLowerCase(Locale.ROOT), List.of());
  }

  /** The turns of a provider's keys by their weights; empty for a provider that has none. */
  public Rotation rotation(String provider) {
    return rotations.getOrDefault(provider, Rotation.NONE);
  }

  /** The keys that clients may use, in the order of the file; disabled ones are left out. */
  public List<AccessKey> accessKeys() {
    return accessKeys;
  }

  /** What the file says that is likely a mistake. */
  public List<Diagnostic> warnings() {
    return warnings;
  }
}
