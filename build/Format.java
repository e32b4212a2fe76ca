import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or rewrites the layout of all our Java sources with google-java-format; run by the root
 * pom.
 */
public final class Format {
  public static void main(String[] arguments) throws IOException {
    boolean write = arguments.length > 0 && arguments[0].equals("write");
    var formatter = new Formatter();
    List<Path> wrong = new ArrayList<>();
    for (String module : List.of("build", "core/src", "server/src", "admin/src", "bench/src")) {
      for (Path file : javaFiles(Path.of(module))) {
        String source = Files.readString(file);
        String formatted;
        try {
          formatted = formatter.formatSourceAndFixImports(source);
        } catch (FormatterException e) {
          System.err.println(file + ": cannot be parsed: " + e.getMessage());
          wrong.add(file);
          continue;
        }
        if (formatted.equals(source)) {
          continue;
        }
        if (write) {
          Files.writeString(file, formatted);
        } else {
          wrong.add(file);
        }
      }
    }
    if (!wrong.isEmpty()) {
      wrong.forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("run: mvn -N validate -Dformat.mode=write");
      System.exit(1);
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
