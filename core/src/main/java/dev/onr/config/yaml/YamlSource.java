package dev.onr.config.yaml;

import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads YAML files from disk as text: UTF-8, with or without a byte-order mark. */
public final class YamlSource {
  private YamlSource() {}

  /**
   * Reads a file that must exist.
   *
   * @throws ConfigurationException saying why it can't be read
   */
  public static SourceFile read(Path file) {
    return readIfPresent(file).orElseThrow(() -> failure(file, "no such file"));
  }

  /**
   * Reads a file that may be missing.
   *
   * @throws ConfigurationException saying why a file that exists can't be read
   */
  public static Optional<SourceFile> readIfPresent(Path file) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return Optional.of(
          new SourceFile(file.toString(), text.startsWith("\ufeff") ? text.substring(1) : text));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException e) {
      throw failure(file, "it isn't text in UTF-8");
    } catch (AccessDeniedException e) {
      throw failure(file, "permission denied");
    } catch (IOException e) {
      throw failure(file, Files.isDirectory(file) ? "it is a directory" : String.valueOf(e));
    }
  }

  private static ConfigurationException failure(Path file, String reason) {
    return new ConfigurationException(
        List.of(Diagnostic.fileError("file.unreadable", file.toString(), "can't read: " + reason)));
  }
}
