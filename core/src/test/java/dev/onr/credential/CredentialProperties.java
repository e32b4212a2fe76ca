package dev.onr.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;

/** Laws of token keys, comparison and encryption. */
class CredentialProperties {
  private static final MasterKey KEY = MasterKey.of("0123456789abcdef0123456789abcdef");

  @Property
  void readingATokenNeverFailsInAnotherWay(@ForAll String query, @ForAll boolean allowed) {
    String credential = TokenKey.PREFIX + query;
    Optional<TokenKey> parsed = TokenKey.parse(credential, allowed);
    if (parsed.isEmpty()) {
      assertThatThrownBy(() -> TokenKey.read(credential, allowed))
          .isInstanceOf(InvalidTokenKeyException.class);
    } else {
      assertThat(parsed.get().accessKey().isPresent() || allowed).isTrue();
    }
  }

  @Property
  void whatIsWrittenAsATokenIsReadAgain(
      @ForAll("words") String key,
      @ForAll("words") String model,
      @ForAll("words") String own,
      @ForAll boolean plain) {
    TokenKey token =
        new TokenKey(
            Optional.of(Secret.of(key)),
            Optional.of("acme"),
            Optional.of(model),
            Optional.of(Secret.of(own)));
    assertThat(TokenKey.read(TokenKey.PREFIX + token.query(plain), false)).isEqualTo(token);
  }

  /** Texts as operators write them: no control characters, no blanks at the ends. */
  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings()
        .withChars("aZ09 -_.~+&=;%?/#äß€")
        .ofMinLength(1)
        .ofMaxLength(12)
        .map(text -> "x" + text + "x");
  }

  @Property
  void queriesNearTheGrammarNeverFailInAnotherWay(@ForAll("queries") String query) {
    TokenKey.parse(TokenKey.PREFIX + query, true)
        .ifPresent(token -> assertThat(token.toString()).doesNotContain("Secret@"));
  }

  @Provide
  Arbitrary<String> queries() {
    return Arbitraries.of(
            "k", "k64", "uk", "uk64", "p", "m", "=", "&", "%", "%4", "%41", "+", ";", "YWs", "YWt",
            "é", "%C3", " ", "\n")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @Property
  void bothSpellingsOfAKeyMeanTheSame(@ForAll("keys") String key) {
    String plain = URLEncoder.encode(key, StandardCharsets.UTF_8);
    String coded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(key.getBytes(StandardCharsets.UTF_8));
    Optional<TokenKey> expected =
        Optional.of(
            new TokenKey(
                Optional.of(Secret.of(key)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Secret.of(key))));
    assertThat(TokenKey.parse("onr:v1?k=" + plain + "&uk64=" + coded, false)).isEqualTo(expected);
    assertThat(TokenKey.parse("onr:v1?k64=" + coded + "&uk=" + plain, false)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings()
        .withCharRange('!', '\u07ff')
        .excludeChars('\u00a0')
        .ofMinLength(1)
        .ofMaxLength(40)
        .filter(text -> text.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x85));
  }

  @Property
  void onlyTheKeyItselfMatches(@ForAll List<@NotBlank String> keys, @ForAll String other) {
    AccessKeys accessKeys = AccessKeys.of(keys.stream().map(Secret::of).toList());
    keys.stream()
        .filter(key -> !Secret.of(key).isBlank())
        .forEach(key -> assertThat(accessKeys.matches(key)).isTrue());
    assertThat(accessKeys.matches(other + "\u0000")).isEqualTo(keys.contains(other + "\u0000"));
    assertThat(accessKeys.matches("")).isFalse();
  }

  @Property
  void whatIsEncryptedComesBack(@ForAll("plain") String plain, @ForAll long seed) {
    String sealed = EncryptedValue.encrypt(Secret.of(plain), KEY, new Random(seed));
    assertThat(EncryptedValue.isMeant(sealed)).isTrue();
    assertThat(EncryptedValue.decrypt(sealed, KEY).reveal()).isEqualTo(plain);
  }

  @Provide
  Arbitrary<String> plain() {
    return Arbitraries.strings().withCharRange('\u0000', '\ud7ff').ofMaxLength(60);
  }

  @Property
  void aChangedBitNeverPasses(
      @ForAll("plain") String plain,
      @ForAll @IntRange(min = 0, max = 100_000) int position,
      @ForAll @IntRange(min = 0, max = 7) int bit) {
    String sealed = EncryptedValue.encrypt(Secret.of(plain), KEY, new Random(position));
    String coded = sealed.substring("ENC[v1:aesgcm:".length(), sealed.length() - 1);
    byte[] bytes = Base64.getDecoder().decode(coded);
    bytes[position % bytes.length] ^= (byte) (1 << bit);
    String changed = "ENC[v1:aesgcm:" + Base64.getEncoder().encodeToString(bytes) + "]";
    assertThatThrownBy(() -> EncryptedValue.decrypt(changed, KEY))
        .isInstanceOf(EncryptionException.class)
        .hasMessageStartingWith("decrypt failed: ");
  }
}
