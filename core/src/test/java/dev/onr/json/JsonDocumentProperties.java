package dev.onr.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The lazy document against a plain tree of Jackson's, edit by edit. */
class JsonDocumentProperties {
  private static final JsonMapper TREES =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(JsonLimits.DEEPEST)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  sealed interface Edit {
    record Set(ObjectPath path, String value) implements Edit {}

    record Replace(ObjectPath path, String value) implements Edit {}

    record Remove(ObjectPath path) implements Edit {}
  }

  @Property(tries = 3000)
  void editsMeanTheSameAsOnATree(
      @ForAll("documents") String text, @ForAll("edits") List<Edit> edits) {
    JsonDocument document = JsonDocument.of(JsonValue.parse(text));
    ObjectNode tree = (ObjectNode) TREES.readTree(text);
    for (Edit edit : edits) {
      switch (edit) {
        case Edit.Set(ObjectPath path, String value) -> {
          document.set(path, JsonValue.parse(value));
          set(tree, path, TREES.readTree(value));
        }
        case Edit.Replace(ObjectPath path, String value) -> {
          boolean there = find(tree, path) != null;
          assertThat(document.find(path) != null).isEqualTo(there);
          document.replace(path, JsonValue.parse(value));
          if (there) {
            set(tree, path, TREES.readTree(value));
          }
        }
        case Edit.Remove(ObjectPath path) ->
            assertThat(document.remove(path)).isEqualTo(remove(tree, path));
      }
    }
    byte[] written = document.bytes();
    assertThat(sameMeaning(TREES.readTree(written), tree)).as(() -> text + edits).isTrue();
    if (!document.isEdited()) {
      assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(text.strip());
    }
  }

  @Property(tries = 2000)
  void aRewrittenObjectHasNoKeyTwice(
      @ForAll("documents") String text, @ForAll("edits") List<Edit> edits) {
    JsonDocument document = JsonDocument.of(JsonValue.parse(text));
    for (Edit edit : edits) {
      if (edit instanceof Edit.Set(ObjectPath path, String value)) {
        document.set(path, JsonValue.parse(value));
      }
    }
    if (document.isEdited()) {
      JsonValue written = JsonValue.parse(document.bytes());
      MemberTable members = written.members();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < members.size(); i++) {
        names.add(members.name(written.source, i));
      }
      assertThat(names).doesNotHaveDuplicates();
    }
  }

  @Property(tries = 2000)
  void fieldsThatNobodyEditsKeepTheirBytes(
      @ForAll("values") String value, @ForAll("edits") List<Edit> edits) {
    String text = "{\"untouched\": " + value + ",\"a\":1 }";
    JsonDocument document = JsonDocument.of(JsonValue.parse(text));
    for (Edit edit : edits) {
      if (edit instanceof Edit.Set(ObjectPath path, String to)) {
        document.set(path, JsonValue.parse(to));
      }
    }
    assertThat(document.toValue().find(ObjectPath.parse("$.untouched"))).hasToString(value.strip());
  }

  @Property(tries = 3000)
  void jsonIsWhatJacksonCallsJson(@ForAll("nearlyJson") byte[] bytes) {
    JsonNode expected;
    try {
      expected = TREES.readTree(bytes);
    } catch (JacksonException e) {
      expected = null;
    } catch (NumberFormatException e) {
      // An exponent that Jackson's tree can't hold; ours stays text.
      return;
    }
    JsonValue actual;
    try {
      actual = JsonValue.parse(bytes);
    } catch (JsonSyntaxException e) {
      actual = null;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean odd =
        text.indexOf('\uFFFD') >= 0
            // Jackson takes zero bytes for a sign of UTF-16 and UTF-32, which HTTP APIs do not
            // speak.
            || text.indexOf('\0') >= 0
            || bytes.length == 0
            || (expected != null && expected.isMissingNode());
    if (!odd) {
      assertThat(actual != null).as(() -> text).isEqualTo(expected != null);
    }
    if (actual != null && expected != null && !odd) {
      assertThat(sameMeaning(TREES.readTree(actual.bytes()), expected)).isTrue();
    }
  }

  @Property(tries = 2000)
  void anyBytesAreJsonOrRefused(@ForAll byte[] bytes) {
    try {
      JsonValue value = JsonValue.parse(bytes);
      value.elements();
      value.string();
      value.number();
    } catch (JsonSyntaxException e) {
      assertThat(e.offset()).isBetween(0, bytes.length);
    }
  }

  // ---- the oracle
  // ---------------------------------------------------------------------------------

  private static void set(ObjectNode root, ObjectPath path, JsonNode value) {
    ObjectNode parent = root;
    List<String> keys = path.keys();
    for (String key : keys.subList(0, keys.size() - 1)) {
      JsonNode next = parent.get(key);
      parent = next instanceof ObjectNode object ? object : parent.putObject(key);
    }
    parent.set(path.leaf(), value);
  }

  private static @Nullable JsonNode find(JsonNode root, ObjectPath path) {
    JsonNode node = root;
    for (String key : path.keys()) {
      node = node instanceof ObjectNode object ? object.get(key) : null;
      if (node == null) {
        return null;
      }
    }
    return node;
  }

  private static boolean remove(ObjectNode root, ObjectPath path) {
    List<String> keys = path.keys();
    JsonNode parent =
        keys.size() == 1 ? root : find(root, new ObjectPath(keys.subList(0, keys.size() - 1)));
    return parent instanceof ObjectNode object && object.remove(path.leaf()) != null;
  }

  private static boolean sameMeaning(JsonNode a, JsonNode b) {
    return a.equals(
        (x, y) ->
            x.isNumber() && y.isNumber() && x.decimalValue().compareTo(y.decimalValue()) == 0
                ? 0
                : x.equals(y) ? 0 : 1,
        b);
  }

  // ---- data
  // ---------------------------------------------------------------------------------------

  @Provide
  Arbitrary<String> documents() {
    return object(values());
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.recursive(
        JsonDocumentProperties::scalars,
        inner ->
            Arbitraries.oneOf(
                scalars(),
                object(inner),
                inner.list().ofMaxSize(3).map(items -> "[" + String.join(" , ", items) + "]")),
        0,
        3);
  }

  private static Arbitrary<String> object(Arbitrary<String> values) {
    Arbitrary<String> key =
        Arbitraries.of("\"a\"", "\"b\"", "\"c\"", "\"\\u0061\"", "\"é\"", "\"\"", "\"a b\"");
    Arbitrary<String> member =
        Combinators.combine(key, Arbitraries.of(":", " : ", ":\n"), values)
            .as((k, colon, v) -> k + colon + v);
    return Combinators.combine(member.list().ofMaxSize(5), Arbitraries.of("", " ", "\n\t"))
        .as((members, blank) -> "{" + blank + String.join("," + blank, members) + blank + "}");
  }

  private static Arbitrary<String> scalars() {
    return Arbitraries.of(
        "1",
        "1.0",
        "-0",
        "12345678901234567890",
        "1e5",
        "0.10",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a\"",
        "\"\\u0061\"",
        "\"é{}[],:\"",
        "\"\\\"\\\\\"",
        "\"\\ud83d\\ude00\"",
        "{}",
        "[]",
        "[ ]");
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    Arbitrary<ObjectPath> path =
        Arbitraries.of("a", "b", "é", "new").list().ofMinSize(1).ofMaxSize(3).map(ObjectPath::new);
    Arbitrary<String> value = scalars();
    return Arbitraries.oneOf(
            Combinators.combine(path, value).as(Edit.Set::new),
            Combinators.combine(path, value).as(Edit.Replace::new),
            path.map(Edit.Remove::new))
        .list()
        .ofMaxSize(6)
        .map(edits -> List.<Edit>copyOf(edits));
  }

  /** Documents with one byte changed, dropped or added. */
  @Provide
  Arbitrary<byte[]> nearlyJson() {
    return Combinators.combine(
            values(),
            Arbitraries.integers().between(0, 200),
            Arbitraries.integers().between(-1, 127),
            Arbitraries.of(0, 1, 2))
        .as(
            (text, at, value, kind) -> {
              byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
              if (value < 0 || at >= bytes.length) {
                return bytes;
              }
              if (kind == 0) {
                bytes[at] = (byte) (int) value;
                return bytes;
              }
              byte[] changed = Arrays.copyOf(bytes, bytes.length + (kind == 1 ? 1 : -1));
              System.arraycopy(
                  bytes,
                  kind == 1 ? at : at + 1,
                  changed,
                  kind == 1 ? at + 1 : at,
                  bytes.length - at - (kind == 1 ? 0 : 1));
              if (kind == 1) {
                changed[at] = (byte) (int) value;
              }
              return changed;
            });
  }
}
