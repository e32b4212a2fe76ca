package dev.onr.config.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.config.ConfigurationFiles;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludesTest {
  private static final Parser PARSER = new Parser("set_header"::equals);

  @TempDir Path directory;

  private Includes onDisk() {
    return new Includes(ConfigurationFiles.onDisk(directory), PARSER);
  }

  private static Includes inMemory(Map<String, String> files) {
    return new Includes(ConfigurationFiles.inMemory(files), PARSER);
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static List<String> headlines(ExpandedTree tree) {
    return tree.diagnostics().stream().map(Diagnostic::headline).toList();
  }

  private static List<String> names(ExpandedTree tree) {
    return tree.items().stream().map(item -> ((Item.Statement) item).name().value()).toList();
  }

  @Test
  void readsFilesDirectoriesAndPatternsFromDisk() throws IOException {
    write("config/onr.conf", "include modes;\ninclude providers/*.conf;\ninclude ../extra.conf;\n");
    write("config/modes/b.conf", "b;");
    write("config/modes/a.conf", "a;");
    write("config/providers/p.conf", "p;");
    write("extra.conf", "x;");
    ExpandedTree tree = onDisk().load("config/onr.conf");
    assertThat(headlines(tree)).isEmpty();
    assertThat(names(tree)).containsExactly("a", "b", "p", "x");
    assertThat(tree.files())
        .extracting(SourceFile::name)
        .containsExactly(
            "config/onr.conf",
            "config/modes/a.conf",
            "config/modes/b.conf",
            "config/providers/p.conf",
            "extra.conf");
  }

  @Test
  void aCircleThroughALinkIsFoundByTheRealFile() throws IOException {
    write("a.conf", "a;\ninclude link.conf;\n");
    Files.createSymbolicLink(directory.resolve("link.conf"), Path.of("a.conf"));
    ExpandedTree tree = onDisk().load("a.conf");
    assertThat(headlines(tree))
        .containsExactly(
            "a.conf:2:9: error[include.cycle]: this includes a file in itself: a.conf > link.conf");
    assertThat(names(tree)).containsExactly("a");
  }

  @Test
  void allNamesOfAFileHaveOneOrigin() throws IOException {
    write("onr.conf", "include a.conf; include link.conf;");
    write("a.conf", "a;");
    Files.createSymbolicLink(directory.resolve("link.conf"), Path.of("a.conf"));
    ExpandedTree tree = onDisk().load("onr.conf");
    assertThat(tree.items())
        .extracting(item -> item.span().file().origin())
        .containsExactly(
            directory.toRealPath().resolve("a.conf").toString(),
            directory.toRealPath().resolve("a.conf").toString());
  }

  @Test
  void aLinkToNowhereIsAMissingFile() throws IOException {
    write("onr.conf", "include *.inc;");
    Files.createSymbolicLink(directory.resolve("x.inc"), Path.of("gone"));
    assertThat(headlines(onDisk().load("onr.conf")))
        .containsExactly("onr.conf:1:9: error[include.not_found]: there is no file \"x.inc\"");
  }

  @Test
  void anAbsolutePathIsUsedAsItIs() throws IOException {
    write("sub/a.conf", "a;");
    write("onr.conf", "include \"" + directory.resolve("sub/a.conf") + "\";");
    assertThat(names(onDisk().load(directory.resolve("onr.conf").toString()))).containsExactly("a");
  }

  @Test
  void theFirstFileMayBeMissingOrUnreadable() {
    ExpandedTree missing = onDisk().load("no.conf");
    assertThat(headlines(missing))
        .containsExactly("no.conf: error[load.source_missing]: there is no such file");
    assertThat(missing.hasErrors()).isTrue();
    assertThat(missing.items()).isEmpty();
    assertThat(headlines(onDisk().load(".")))
        .containsExactly(".: error[load.read_failed]: cannot read it: it is a directory");
    assertThat(headlines(onDisk().load("a\0b")))
        .containsExactly("a\0b: error[load.source_missing]: there is no such file");
  }

  @Test
  void bytesThatAreNotUtf8AreFoundWhereTheyStand() throws IOException {
    Files.write(directory.resolve("a.conf"), new byte[] {'a', ' ', '"', (byte) 0xe9, '"', ';'});
    assertThat(headlines(onDisk().load("a.conf")))
        .containsExactly("a.conf:1:4: error[lex.unexpected_character]: this is not UTF-8 text");
  }

  @Test
  void aFileThatCannotBeReadIsBlamedOnItsInclude() {
    var files =
        ConfigurationFiles.inMemory(Map.of("onr.conf", "include a.conf;\nb;", "a.conf", ""));
    ExpandedTree tree = new Includes(new Locked(files, "a.conf"), PARSER).load("onr.conf");
    assertThat(headlines(tree))
        .containsExactly(
            "onr.conf:1:9: error[include.read_failed]: cannot read \"a.conf\": permission denied");
    assertThat(names(tree)).containsExactly("b");
  }

  @Test
  void aDirectoryThatCannotBeListedIsBlamedOnItsInclude() {
    var files = ConfigurationFiles.inMemory(Map.of("onr.conf", "include d;", "d/a.conf", ""));
    assertThat(headlines(new Includes(new Locked(files, "d"), PARSER).load("onr.conf")))
        .containsExactly(
            "onr.conf:1:9: error[include.read_failed]: cannot list \"d\": permission denied");
  }

  @Test
  void twentyFilesMayNestAndNoMore() {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i <= 21; i++) {
      files.put("f" + i + ".conf", "include f" + (i + 1) + ".conf; a;");
    }
    files.put("f20.conf", "a;");
    ExpandedTree fits = inMemory(files).load("f0.conf");
    assertThat(headlines(fits)).isEmpty();
    assertThat(fits.items()).hasSize(21);

    files.put("f20.conf", "include f21.conf; a;");
    files.put("f21.conf", "a;");
    ExpandedTree tooDeep = inMemory(files).load("f0.conf");
    assertThat(headlines(tooDeep))
        .containsExactly(
            "f20.conf:1:9: error[include.depth_exceeded]: includes nest more than 20 deep here");
    assertThat(tooDeep.items()).hasSize(21);
  }

  @Test
  void filesThatDoubleWithEveryLevelComeToAnEnd() {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      String next = "include f" + (i + 1) + ".conf; ";
      files.put("f" + i + ".conf", next + next);
    }
    files.put("f20.conf", "a;");
    assertThat(inMemory(files).load("f0.conf").diagnostics())
        .extracting(Diagnostic::code)
        .contains("include.too_many");
  }

  @Test
  void damagedItemsAreKnown() {
    ExpandedTree tree = inMemory(Map.of("a.conf", "a \"x\n;\nb;\nc é { d }\ne;\nf")).load("a.conf");
    assertThat(tree.items()).hasSize(5);
    assertThat(tree.items())
        .extracting(tree::isDamaged)
        .containsExactly(true, false, true, false, true);
    var block = (Item.Block) tree.items().get(2);
    assertThat(tree.isDamaged(block.items().getFirst())).isTrue();
  }

  /** Files of which one is locked. */
  private record Locked(ConfigurationFiles files, String path) implements ConfigurationFiles {
    @Override
    public String read(String file) throws IOException {
      check(file);
      return files.read(file);
    }

    @Override
    public List<String> list(String file) throws IOException {
      check(file);
      return files.list(file);
    }

    @Override
    public boolean exists(String file) {
      return files.exists(file);
    }

    @Override
    public boolean isDirectory(String file) {
      return files.isDirectory(file);
    }

    @Override
    public String canonical(String file) {
      return files.canonical(file);
    }

    private void check(String file) throws IOException {
      if (file.equals(path)) {
        throw new IOException("permission denied");
      }
    }
  }
}
