package dev.onr.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is hidden, and what is not. */
class SecretMaskProperties {
  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings().withChars("abc-_/+\"\\ é").ofMinLength(6).ofMaxLength(12);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("abc-_/+\"\\ é{}").ofMaxLength(60);
  }

  @Property
  void noSecretIsLeft(
      @ForAll("secrets") String first,
      @ForAll("secrets") String second,
      @ForAll("texts") String before,
      @ForAll("texts") String between) {
    SecretMask mask = new SecretMask(List.of(Secret.of(first), Secret.of(second)));
    String hidden = mask.apply(before + first + between + second);
    assertThat(hidden).contains("[REDACTED]");
    // Where two overlap, what is left of one is less than it.
    assertThat(hidden).doesNotContain(first).doesNotContain(second);
  }

  @Property
  void whatHoldsNoSecretStaysTheSame(
      @ForAll("texts") String text, @ForAll("secrets") String secret) {
    SecretMask mask = new SecretMask(List.of(Secret.of("#" + secret)));
    assertThat(mask.apply(text)).isEqualTo(text);
  }

  @Property
  void aSecretAcrossTheLimitIsHiddenWhole(
      @ForAll("secrets") String secret, @ForAll("texts") String text) {
    Assume.that(!text.contains(secret.substring(0, 2)));
    SecretMask mask = new SecretMask(List.of(Secret.of(secret)));
    byte[] bytes = (text + secret).getBytes(StandardCharsets.UTF_8);
    int limit = text.getBytes(StandardCharsets.UTF_8).length + 1;
    assertThat(new String(mask.apply(bytes, limit), StandardCharsets.UTF_8)).endsWith("[REDACTED]");
  }
}
