package dev.onr.credential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides whether a credential opens the gateway. Immutable; made once per load of the keys. */
public final class Authenticator {
  private final AccessKeys keys;
  private final AccessKeys operator;
  private final boolean allowByokWithoutKey;

  /**
   * @param apiKey the operator's own key ({@code auth.api_key}); blank: there is none
   * @param accessKeys the enabled access keys of keys.yaml
   * @param allowByokWithoutKey whether a token that brings an upstream key needs no access key
   */
  public Authenticator(Secret apiKey, List<AccessKey> accessKeys, boolean allowByokWithoutKey) {
    List<Secret> all = new ArrayList<>();
    all.add(apiKey.trimmed());
    accessKeys.forEach(key -> all.add(key.value()));
    this.keys = AccessKeys.of(all);
    this.operator = AccessKeys.of(List.of(apiKey.trimmed()));
    this.allowByokWithoutKey = allowByokWithoutKey;
  }

  /**
   * Weighs a credential as it was taken from a header.
   *
   * @param credential the trimmed text; an empty one never opens anything
   * @return the caller, or nothing where the answer is 401
   */
  public Optional<Caller> authenticate(String credential) {
    if (credential.isEmpty()) {
      return Optional.empty();
    }
    if (keys.matches(credential)) {
      return Optional.of(Caller.PLAIN);
    }
    return TokenKey.parse(credential, allowByokWithoutKey).filter(this::accepts).map(this::caller);
  }

  /** Whether a credential is the operator's own key. */
  public boolean isOperator(String credential) {
    return operator.matches(credential);
  }

  // A token without an access key got this far only because the parser was told to allow it. One
  // with a wrong access key is refused all the same.
  private boolean accepts(TokenKey token) {
    return token.accessKey().map(key -> keys.matches(key.reveal())).orElse(allowByokWithoutKey);
  }

  private Caller caller(TokenKey token) {
    return new Caller(token.provider(), token.model(), token.upstreamKey());
  }
}
