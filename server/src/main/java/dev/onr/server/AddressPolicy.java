package dev.onr.server;

import dev.onr.WhiteSpace;
import dev.onr.config.Diagnostic;
import dev.onr.config.NearNames;
import dev.onr.config.yaml.Findings;
import dev.onr.config.yaml.YamlMapping;
import dev.onr.config.yaml.YamlText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which addresses upstreams may have: {@code upstream_address_policy} of onr.yaml.
 *
 * @param refused {@code refuse}, none: kinds of addresses that no connection is made to
 * @param allowed {@code allow}, none: addresses and CIDR blocks that are reached all the same
 */
public record AddressPolicy(Set<AddressKind> refused, List<AddressRange> allowed) {
  private static final SpecialAddresses SPECIAL = SpecialAddresses.read();
  private static final List<String> WORDS =
      Arrays.stream(AddressKind.values()).map(AddressKind::word).toList();

  /** Refuses nothing. */
  public static final AddressPolicy NONE = new AddressPolicy(Set.of(), List.of());

  public AddressPolicy {
    refused = Collections.unmodifiableSet(copy(refused));
    allowed = List.copyOf(allowed);
  }

  private static Set<AddressKind> copy(Set<AddressKind> kinds) {
    EnumSet<AddressKind> copy = EnumSet.noneOf(AddressKind.class);
    copy.addAll(kinds);
    return copy;
  }

  static AddressPolicy read(YamlMapping yaml, Findings findings) {
    Set<AddressKind> refused = EnumSet.noneOf(AddressKind.class);
    for (YamlText text : yaml.texts("refuse")) {
      String word = WhiteSpace.trim(text.text());
      Optional<AddressKind> kind = AddressKind.named(word);
      kind.ifPresent(refused::add);
      if (kind.isEmpty()) {
        Diagnostic unknown =
            Diagnostic.error(
                "settings.upstream_address_policy.refuse",
                text.place(),
                "upstream_address_policy.refuse knows no kind \"%s\"; there are: %s"
                    .formatted(word, String.join(", ", WORDS)));
        findings.add(NearNames.hint(word, WORDS).map(unknown::withHint).orElse(unknown));
      }
    }
    List<AddressRange> allowed = new ArrayList<>();
    for (YamlText text : yaml.texts("allow")) {
      Optional<AddressRange> range = AddressRange.parse(WhiteSpace.trim(text.text()));
      range.ifPresent(allowed::add);
      if (range.isEmpty()) {
        findings.add(
            Diagnostic.error(
                "settings.upstream_address_policy.allow",
                text.place(),
                "upstream_address_policy.allow takes addresses and CIDR blocks"
                    + " (e.g. 10.1.2.0/24)"));
      }
    }
    yaml.warnOfUnknownKeys();
    return new AddressPolicy(refused, allowed);
  }

  /** Whether any address is refused at all. */
  public boolean refusesSome() {
    return !refused.isEmpty();
  }

  /** Why no connection may be made to an address; empty where one may. */
  public Optional<AddressKind> refusal(InetAddress address) {
    if (allowed.stream().anyMatch(range -> range.contains(address))) {
      return Optional.empty();
    }
    return SPECIAL.kinds(address).stream().filter(refused::contains).findFirst();
  }
}
