package dev.onr.server.upstream;

import dev.onr.credential.CredentialFile;
import dev.onr.credential.InvalidCredential;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The credential files that keys name. Each use reads its file, so that a credential that somebody
 * replaced counts from the next request on; only what has changed is parsed again.
 */
public final class CredentialFiles {
  /** Google's are 2.4 KB. */
  private static final int MAX_BYTES = 256 * 1024;

  private record Known(byte[] text, CredentialFile file) {}

  private final Executor disk;
  private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

  /**
   * @param disk does what blocks; one slow file should not hold up the others
   */
  public CredentialFiles(Executor disk) {
    this.disk = disk;
  }

  /**
   * Reads a file.
   *
   * @param asker gets the answer on its own thread
   * @return fails with an {@link InvalidCredential} that names neither path nor content
   */
  public Future<CredentialFile> read(String path, Context asker) {
    Promise<CredentialFile> answer = Promise.promise();
    disk.execute(
        () -> {
          Future<CredentialFile> file = attempt(path);
          asker.runOnContext(ignored -> answer.handle(file));
        });
    return answer.future();
  }

  private Future<CredentialFile> attempt(String path) {
    try {
      return Future.succeededFuture(parsed(path, text(path)));
    } catch (InvalidCredential e) {
      return Future.failedFuture(e);
    } catch (IOException | InvalidPathException e) {
      return Future.failedFuture(new InvalidCredential("read credential file: " + reason(e)));
    }
  }

  private CredentialFile parsed(String path, byte[] text) {
    @Nullable Known before = known.get(path);
    if (before != null && Arrays.equals(before.text(), text)) {
      return before.file();
    }
    CredentialFile file = CredentialFile.parse(text);
    known.put(path, new Known(text, file));
    return file;
  }

  private static byte[] text(String path) throws IOException {
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      byte[] text = in.readNBytes(MAX_BYTES + 1);
      if (text.length > MAX_BYTES) {
        throw new InvalidCredential("read credential file: it is larger than 256 KiB");
      }
      return text;
    }
  }

  /** Words chosen here: the system's name the path, which is no business of clients. */
  private static String reason(Exception e) {
    return switch (e) {
      case NoSuchFileException missing -> "no such file";
      case AccessDeniedException denied -> "permission denied";
      default -> "it can't be read";
    };
  }
}
