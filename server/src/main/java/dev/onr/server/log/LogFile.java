package dev.onr.server.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A log file open for appending, with a buffer of lines that are not written yet. */
final class LogFile implements Closeable {
  private static final int BATCH_BYTES = 64 * 1024;

  /** Log lines tell who asked what of whom: only the owner reads them. */
  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<?> DIRECTORY_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));

  private final Path path;
  private FileChannel channel;
  private ByteBuffer batch = ByteBuffer.allocate(BATCH_BYTES);
  private long size;

  /** Whether the file ends within a line, since the system took only a part of the last write. */
  private boolean torn;

  /** Opens a file, and makes it and its directories if need be. */
  LogFile(Path path) throws IOException {
    this.path = path;
    this.channel = open(path);
    this.size = channel.size();
  }

  Path path() {
    return path;
  }

  /** Bytes in the file and in the buffer. */
  long size() {
    return size;
  }

  void add(byte[] line) throws IOException {
    if (line.length > batch.remaining()) {
      flush();
      if (line.length > batch.capacity()) {
        batch = ByteBuffer.allocate(line.length);
      }
    }
    if (torn && batch.position() == 0 && batch.remaining() > line.length) {
      batch.put((byte) '\n');
    }
    batch.put(line);
    size += line.length;
  }

  /**
   * Writes what is buffered. When that fails the file is opened again and the rest is tried once
   * more, so that a directory that was moved or a mount that came back costs no line.
   */
  void flush() throws IOException {
    if (batch.position() == 0) {
      return;
    }
    batch.flip();
    try {
      writeAll();
    } catch (IOException e) {
      try {
        reopenQuietly();
        writeAll();
      } catch (IOException again) {
        again.addSuppressed(e);
        torn = batch.position() > 0 && batch.get(batch.position() - 1) != '\n';
        throw again;
      }
    } finally {
      batch.clear();
    }
    torn = false;
  }

  /** Opens the path anew: a new file if the old one was moved away. */
  void reopen() throws IOException {
    flush();
    reopenQuietly();
  }

  @Override
  public void close() throws IOException {
    try {
      flush();
    } finally {
      channel.close();
    }
  }

  private void reopenQuietly() throws IOException {
    FileChannel fresh = open(path);
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing of ours is in the old channel any more.
    }
    channel = fresh;
    size = fresh.size();
  }

  private void writeAll() throws IOException {
    while (batch.hasRemaining()) {
      channel.write(batch);
    }
  }

  private static FileChannel open(Path path) throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(directory, DIRECTORY_MODE);
    }
    return FileChannel.open(
        path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), FILE_MODE);
  }

  /** Attributes of the files that belong to the log. */
  static FileAttribute<?> fileMode() {
    return FILE_MODE;
  }
}
