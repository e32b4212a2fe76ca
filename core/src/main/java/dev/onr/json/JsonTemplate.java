package dev.onr.json;

import dev.onr.ByteCollector;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** A JSON text of which one string changes: built once as a tree, then written as bytes. */
public final class JsonTemplate {
  private final byte[] before;
  private final byte[] behind;

  private JsonTemplate(byte[] before, byte[] behind) {
    this.before = before;
    this.behind = behind;
  }

  /**
   * Makes a template.
   *
   * @param tree makes the value with the given text in its place, which is the only one
   */
  public static JsonTemplate of(Function<String, JsonNode> tree) {
    String mark = "-";
    while (true) {
      String text = JsonTree.text(tree.apply(mark));
      String quoted = '"' + mark + '"';
      int at = text.indexOf(quoted);
      if (at >= 0 && at == text.lastIndexOf(quoted)) {
        return new JsonTemplate(
            text.substring(0, at).getBytes(StandardCharsets.UTF_8),
            text.substring(at + quoted.length()).getBytes(StandardCharsets.UTF_8));
      }
      // Something else reads like the mark.
      mark += '-';
    }
  }

  /** The JSON text with this string, compact and in UTF-8. */
  public byte[] with(String text) {
    ByteCollector out = new ByteCollector(before.length + behind.length + text.length() + 16);
    out.write(before, 0, before.length);
    JsonStrings.write(text, out);
    out.write(behind, 0, behind.length);
    return out.toByteArray();
  }
}
