package dev.onr.server.upstream;

import dev.onr.auth.AccessToken;
import dev.onr.auth.TokenFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory in which tokens outlive the process. It is a convenience: what can't be read is not
 * there, what can't be written is logged, and no request fails for it.
 */
public final class TokenFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFiles.class);

  private final Path directory;
  private final Executor disk;

  /**
   * @param directory is made when the first token is written
   * @param disk does what blocks, one task after the other: a token that was written and then
   *     refused must be gone in the end
   */
  public TokenFiles(Path directory, Executor disk) {
    this.directory = directory;
    this.disk = disk;
  }

  /** Reads a token; empty where there is none that can be used. Completes on a disk thread. */
  Future<Optional<AccessToken>> read(String key, Duration skew) {
    return run(() -> stored(key, skew), "read").otherwise(Optional.empty());
  }

  private Optional<AccessToken> stored(String key, Duration skew) throws IOException {
    try {
      return TokenFile.read(Files.readAllBytes(file(key)), skew);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Keeps a token, in place of any that is there. */
  void write(String key, AccessToken token) {
    var _ =
        run(
            () -> {
              Files.createDirectories(directory, mode("rwx------"));
              Path whole = file(key);
              Path part = directory.resolve(whole.getFileName() + ".tmp");
              Files.deleteIfExists(part);
              Set<StandardOpenOption> fresh =
                  Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
              try (WritableByteChannel out = Files.newByteChannel(part, fresh, mode("rw-------"))) {
                Channels.newOutputStream(out).write(TokenFile.write(token));
              }
              return Files.move(
                  part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            },
            "written");
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /** Removes a token, unless another one is in its place already. */
  void delete(String key, AccessToken token) {
    var _ =
        run(
            () -> {
              Optional<AccessToken> stored = stored(key, Duration.ZERO);
              return stored.isPresent()
                  && stored.get().value().equals(token.value())
                  && Files.deleteIfExists(file(key));
            },
            "deleted");
  }

  private Path file(String key) {
    return directory.resolve(TokenFile.name(key));
  }

  private <T> Future<T> run(Callable<T> task, String verb) {
    Promise<T> promise = Promise.promise();
    disk.execute(
        () -> {
          try {
            promise.complete(task.call());
          } catch (Exception e) {
            LOG.warn(
                "oauth.token_persist.dir {}: a token can't be {} ({})",
                directory,
                verb,
                e.getClass().getSimpleName());
            promise.fail(e);
          }
        });
    return promise.future();
  }
}
