package dev.onr.server;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches the directory tree of provider files and asks for a reload when it has changed and then
 * rested for a while.
 *
 * <p>Hidden files do not count (editors keep their swap files so). But where a symbolic link on the
 * way to the files is turned to another place, as Kubernetes does when a mounted configuration
 * changes, that is a change, whatever the name of the link.
 */
final class ProviderWatch implements AutoCloseable {
  private static final WatchEvent.Kind<?>[] EVENTS = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_MODIFY,
    StandardWatchEventKinds.ENTRY_DELETE
  };

  private final Path root;
  private final long debounceNanos;
  private final Runnable changed;
  private final Announcements announcements;
  private final WatchService watcher;
  private final Map<WatchKey, Path> directories = new HashMap<>();

  // Owned by the watching thread.
  private Links links;
  private boolean pending;
  private long dueNanos;

  private ProviderWatch(Path root, Duration debounce, Runnable changed, Announcements announcements)
      throws IOException {
    this.root = root;
    this.debounceNanos = debounce.toNanos();
    this.changed = changed;
    this.announcements = announcements;
    this.watcher = FileSystems.getDefault().newWatchService();
    try {
      this.links = Links.of(root);
      addTree(root);
      addLinkParents();
    } catch (IOException | RuntimeException e) {
      watcher.close();
      throw e;
    }
  }

  /** What is watched for a source: a directory itself, and of a file the directory it is in. */
  static Path root(ProviderSource source) {
    if (!source.isFile()) {
      return source.path();
    }
    Path parent = source.path().getParent();
    return parent == null ? Path.of(".") : parent;
  }

  /**
   * Begins to watch.
   *
   * @param debounce how long the tree must rest after a change
   * @param changed runs on the watching thread
   * @throws IOException when the tree does not exist or can't be watched
   */
  static ProviderWatch start(
      Path root, Duration debounce, Runnable changed, Announcements announcements)
      throws IOException {
    ProviderWatch watch = new ProviderWatch(root, debounce, changed, announcements);
    Thread.ofPlatform().name("onr-provider-watch").daemon().start(watch::run);
    return watch;
  }

  @Override
  public void close() {
    try {
      watcher.close();
    } catch (IOException e) {
      // The thread is a daemon: it ends with the process.
    }
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = next();
        if (key != null) {
          take(key);
        } else {
          pending = false;
          addAgain();
          changed.run();
        }
      }
    } catch (ClosedWatchServiceException e) {
      // Closed: the end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      announcements.watchFailed(e);
    }
  }

  /** The next directory with events; null when a change has rested long enough. */
  private @Nullable WatchKey next() throws InterruptedException {
    if (!pending) {
      return watcher.take();
    }
    return watcher.poll(Math.max(0, dueNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private void take(WatchKey key) {
    Path directory = directories.get(key);
    boolean counts = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      counts |= directory == null || counts(directory, event);
    }
    if (!key.reset()) {
      directories.remove(key);
    }
    if (counts || linksTurned()) {
      pending = true;
      dueNanos = System.nanoTime() + debounceNanos;
    }
  }

  private boolean counts(Path directory, WatchEvent<?> event) {
    if (!(event.context() instanceof Path name)) {
      return true; // Too many events to list them: something did happen.
    }
    Path file = directory.resolve(name);
    if (event.kind().equals(StandardWatchEventKinds.ENTRY_CREATE)
        && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
        && directory.startsWith(root)) {
      addNew(file);
    }
    return directory.startsWith(root) && !name.toString().startsWith(".");
  }

  private boolean linksTurned() {
    Links now = Links.of(root);
    boolean turned = !now.equals(links);
    links = now;
    return turned;
  }

  private void addNew(Path directory) {
    try {
      addTree(directory);
    } catch (IOException e) {
      announcements.watchNotAdded(directory, e);
    }
  }

  /** Behind a link that was turned there are other directories now. */
  private void addAgain() {
    try {
      addTree(root);
      addLinkParents();
    } catch (IOException e) {
      announcements.watchNotAdded(root, e);
    }
  }

  private void addLinkParents() throws IOException {
    for (Path link : links.targets().keySet()) {
      Path parent = link.getParent();
      if (parent != null && Files.isDirectory(parent)) {
        var _ = directories.putIfAbsent(parent.register(watcher, EVENTS), parent);
      }
    }
  }

  private void addTree(Path top) throws IOException {
    // The root itself may be a link; links below it are not followed.
    Path start = top.equals(root) ? top.toRealPath() : top;
    Files.walkFileTree(
        start,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Path named = top.resolve(start.relativize(directory));
            directories.put(directory.register(watcher, EVENTS), named);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(start)) {
              throw e;
            }
            return FileVisitResult.CONTINUE; // Gone while we looked.
          }
        });
  }
}
