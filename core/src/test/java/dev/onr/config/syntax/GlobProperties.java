package dev.onr.config.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GlobProperties {
  @Property(tries = 2000)
  void agreesWithTheSamePatternAsARegularExpression(
      @ForAll("patterns") String pattern, @ForAll("names") String name) throws IncludeFailure {
    String regex =
        pattern
            .replace("\\*", "\u0001")
            .replace("*", ".*")
            .replace("?", ".")
            .replace("\u0001", "\\*");
    assertThat(Glob.parse(pattern).matches(name))
        .as("%s on %s", pattern, name)
        .isEqualTo(Pattern.compile(regex, Pattern.DOTALL).matcher(name).matches());
  }

  @Property
  void anyPatternIsReadOrRefused(@ForAll String pattern, @ForAll("names") String name) {
    try {
      Glob glob = Glob.parse(pattern);
      glob.literal().ifPresent(literal -> assertThat(glob.matches(literal)).isTrue());
      glob.matches(name);
    } catch (IncludeFailure refused) {
      assertThat(refused).hasMessageContaining("malformed");
    }
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of("a", "b", "*", "?", "[ab]", "[^a]", "[a-b]", "\\*")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars('a', 'b', 'c', '*').ofMaxLength(6);
  }
}
