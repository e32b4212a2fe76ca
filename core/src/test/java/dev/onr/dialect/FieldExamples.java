package dev.onr.dialect;

import dev.onr.CaseFile;
import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Examples of what requests can say, {@code cases/fields/requests.case}: one case for each thing,
 * titled as its row in docs/dialects.md, with a variant after a bar. A section for each dialect
 * that can say it has the members that say so; {@code model} is the model's name where it matters,
 * and {@code to} the only target that the example is for.
 */
final class FieldExamples {
  private static final String MODEL = "some-model";

  private FieldExamples() {}

  /**
   * A request that says one thing.
   *
   * @param row the thing
   * @param variant what is special about it; may be empty
   * @param from the dialect
   * @param request the whole request
   * @param fields the members at the top that say it
   * @param targets the dialects to push it through
   */
  record Example(
      String row,
      String variant,
      Tongue from,
      ObjectNode request,
      Set<String> fields,
      List<Tongue> targets) {
    String name() {
      return row + (variant.isEmpty() ? "" : " | " + variant) + " from " + from;
    }

    /** The same request without what it is an example of. */
    ObjectNode without() {
      ObjectNode bare = bare(from);
      bare.set("model", request.get("model"));
      return bare;
    }
  }

  /** Whole answers, {@code cases/answers}, in the same way but complete. */
  static List<Example> answers() {
    List<Example> all = new ArrayList<>();
    for (CaseFile one : CaseFile.loadAll("answers")) {
      for (Tongue tongue : Tongue.values()) {
        one.find(tongue.name().toLowerCase(Locale.ROOT))
            .map(text -> (ObjectNode) JsonTree.parse(text))
            .ifPresent(
                answer ->
                    all.add(
                        new Example(
                            one.title(),
                            "",
                            tongue,
                            answer,
                            new TreeSet<>(answer.propertyNames()),
                            targets(one, tongue))));
      }
    }
    return all;
  }

  static List<Example> all() {
    List<Example> all = new ArrayList<>();
    for (CaseFile one : CaseFile.loadAll("fields")) {
      String[] title = one.title().split(" \\| ", 2);
      for (Tongue tongue : Tongue.values()) {
        one.find(tongue.name().toLowerCase(Locale.ROOT))
            .map(text -> (ObjectNode) JsonTree.parse(text))
            .ifPresent(
                members -> {
                  ObjectNode request = bare(tongue);
                  request.put("model", one.find("model").orElse(MODEL).trim());
                  request.setAll(members);
                  all.add(
                      new Example(
                          title[0],
                          title.length > 1 ? title[1] : "",
                          tongue,
                          request,
                          new TreeSet<>(members.propertyNames()),
                          targets(one, tongue)));
                });
      }
    }
    return all;
  }

  private static List<Tongue> targets(CaseFile one, Tongue from) {
    return Stream.of(Tongue.values())
        .filter(to -> to != from)
        .filter(
            to -> one.find("to").map(only -> only.trim().equalsIgnoreCase(to.name())).orElse(true))
        .toList();
  }

  private static ObjectNode bare(Tongue tongue) {
    String text =
        switch (tongue) {
          case CHAT -> "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
          case RESPONSES -> "{\"input\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
          case MESSAGES ->
              "{\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
          case GEMINI -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";
        };
    return (ObjectNode) JsonTree.parse(text);
  }

  /** A request in another dialect, and what it lost; nothing where the client is refused. */
  record Translated(ObjectNode out, Losses losses) {
    static Optional<Translated> of(ObjectNode request, Tongue from, Tongue to) {
      Losses losses = new Losses();
      try {
        RouteFacts route = new RouteFacts("", request.path("stream").asBoolean(false));
        ObjectNode out = Translation.between(from, to).request(request.deepCopy(), route, losses);
        return Optional.of(new Translated(out, losses));
      } catch (InvalidRequest e) {
        return Optional.empty();
      }
    }

    /** The same for a whole answer; nothing where it is none. */
    static Optional<Translated> ofAnswer(
        ObjectNode answer, Tongue from, Tongue to, boolean showReasoning) {
      Losses losses = new Losses();
      AnswerContext context = new AnswerContext("m", 7, () -> "new", showReasoning, true);
      try {
        Answer read = Codecs.of(from).readAnswer(answer.deepCopy());
        return Optional.of(
            new Translated(Codecs.of(to).writeAnswer(read, context, losses), losses));
      } catch (InvalidAnswer e) {
        return Optional.empty();
      }
    }
  }
}
