package dev.onr.server.log;

import java.io.IOException;
import java.nio.file.Path;

/** Lines to the end of a file. */
final class FileSink implements LineSink {
  private final LogFile file;

  FileSink(Path path) throws IOException {
    this.file = new LogFile(path);
  }

  @Override
  public boolean colour() {
    return false;
  }

  @Override
  public void add(byte[] line) throws IOException {
    file.add(line);
  }

  @Override
  public void flush() throws IOException {
    file.flush();
  }

  @Override
  public void reopen() throws IOException {
    file.reopen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
