package dev.onr.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Configuration files on disk. */
record DiskFiles(Path workingDirectory) implements ConfigurationFiles {
  /** No configuration is that long; a path such as /dev/zero is. In bytes. */
  private static final int LARGEST = 16 * 1024 * 1024;

  @Override
  public String read(String path) throws IOException {
    Path file = at(path);
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("it is longer than " + LARGEST / 1024 / 1024 + " MiB");
      }
      return new String(bytes, UTF_8);
    } catch (AccessDeniedException e) {
      throw new IOException("permission denied", e);
    }
  }

  @Override
  public boolean exists(String path) {
    return isValid(path) && Files.exists(workingDirectory.resolve(path));
  }

  @Override
  public boolean isDirectory(String path) {
    return isValid(path) && Files.isDirectory(workingDirectory.resolve(path));
  }

  @Override
  public List<String> list(String directory) throws IOException {
    try (Stream<Path> entries = Files.list(at(directory))) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    } catch (AccessDeniedException e) {
      throw new IOException("permission denied", e);
    }
  }

  @Override
  public String canonical(String path) {
    try {
      return at(path).toRealPath().toString();
    } catch (IOException e) {
      return path;
    }
  }

  private Path at(String path) throws NoSuchFileException {
    if (!isValid(path)) {
      throw new NoSuchFileException(path);
    }
    return workingDirectory.resolve(path);
  }

  /** False for texts that no file can be called, for example with a NUL character. */
  private static boolean isValid(String path) {
    try {
      return Path.of(path) != null;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
