package dev.onr.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.CaseFile;
import dev.onr.json.JsonTree;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What {@link AnswerMembers} promises is what the golden cases of translated answers show. */
class AnswerMembersTest {
  @ParameterizedTest
  @EnumSource(Tongue.class)
  void wholeAnswersHaveTheseMembersAndNoOthers(Tongue tongue) {
    Set<String> seen = new TreeSet<>();
    translated("answer", tongue).forEach(out -> add(out, seen));
    assertThat(new TreeSet<>(AnswerMembers.ofWhole(form(tongue)))).isEqualTo(seen);
  }

  @ParameterizedTest
  @EnumSource(Tongue.class)
  void eventsHaveTheseMembersAndNoOthers(Tongue tongue) {
    Set<String> seen = new TreeSet<>();
    translated("stream", tongue)
        .forEach(
            out ->
                out.lines()
                    .filter(line -> line.startsWith("data: {"))
                    .map(line -> line.substring("data: ".length()))
                    .forEach(data -> add(data, seen)));
    assertThat(new TreeSet<>(AnswerMembers.ofEvents(form(tongue)))).isEqualTo(seen);
  }

  @Test
  void imageAnswersHaveTheseMembersAndNoOthers() {
    Set<String> seen = new TreeSet<>();
    CaseFile.loadAll("images").stream()
        .filter(one -> one.name().contains("answer"))
        .flatMap(one -> one.find("out").stream())
        .forEach(out -> add(out, seen));
    assertThat(new TreeSet<>(AnswerMembers.ofWhole(Form.OPENAI_IMAGES))).isEqualTo(seen);
  }

  private static Stream<String> translated(String kind, Tongue to) {
    return CaseFile.loadAll("dialect").stream()
        .filter(
            one -> {
              String[] mode = one.section("mode").trim().split(" +");
              return mode[0].equals(kind)
                  && mode[2].equals(to.name().toLowerCase(Locale.ROOT))
                  && !mode[1].equals(mode[2]);
            })
        .flatMap(one -> one.find("out").or(() -> one.find("text")).stream());
  }

  private static void add(String json, Set<String> seen) {
    JsonNode tree = JsonTree.parse(json);
    if (!tree.path("error").isObject()) {
      seen.addAll(tree.propertyNames());
    }
  }

  private static Form form(Tongue tongue) {
    return Stream.of(Form.values())
        .filter(form -> form.tongue().equals(Optional.of(tongue)))
        .findFirst()
        .orElseThrow();
  }
}
