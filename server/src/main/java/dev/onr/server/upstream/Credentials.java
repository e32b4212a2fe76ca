package dev.onr.server.upstream;

import dev.onr.server.Settings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What all event loops know of credentials that are more than a key: tokens and their files. */
public final class Credentials implements AutoCloseable {
  private final ExecutorService inOrder =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("onr-tokens").factory());
  private final ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor();
  private final AccessTokens tokens;
  private final CredentialFiles credentialFiles;

  /**
   * @param clock tells when tokens end
   */
  public Credentials(InstantSource clock) {
    this.tokens = new AccessTokens(clock);
    this.credentialFiles = new CredentialFiles(atOnce);
  }

  /** Access tokens, in memory. */
  public AccessTokens tokens() {
    return tokens;
  }

  /** Access tokens on disk, where the settings want that. */
  public Optional<TokenFiles> files(Settings.TokenPersist persist) {
    return persist.enabled()
        ? Optional.of(new TokenFiles(persist.dir(), inOrder))
        : Optional.empty();
  }

  /** Credential files of keys. */
  public CredentialFiles credentialFiles() {
    return credentialFiles;
  }

  /** Takes no more work; what was asked for is still done. */
  @Override
  public void close() {
    inOrder.shutdown();
    atOnce.shutdown();
  }
}
