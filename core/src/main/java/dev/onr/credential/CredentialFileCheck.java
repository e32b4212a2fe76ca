package dev.onr.credential;

import dev.onr.config.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the credential files that keys name, so that the operator hears of trouble before a
 * client does. Only warns: the files are read again for each request and may be mended meanwhile.
 */
final class CredentialFileCheck {
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final String keysFile;

  /**
   * @param keysFile the name of keys.yaml, for messages
   */
  CredentialFileCheck(String keysFile) {
    this.keysFile = keysFile;
  }

  List<Diagnostic> warnings(List<UpstreamKey> keys) {
    List<Diagnostic> found = new ArrayList<>();
    for (UpstreamKey key : keys) {
      if (!key.credentialFile().isEmpty()) {
        trouble(key.credentialFile()).map(text -> warning(key, text)).ifPresent(found::add);
      }
    }
    return found;
  }

  private Diagnostic warning(UpstreamKey key, String trouble) {
    String entry = key.name().isEmpty() ? "an entry" : "entry " + key.name();
    return Diagnostic.fileError(
            "keys.credential_file",
            keysFile,
            "credential_file %s of provider %s, %s, %s"
                .formatted(key.credentialFile(), key.provider(), entry, trouble))
        .asWarning();
  }

  private static Optional<String> trouble(String file) {
    try {
      Path path = Path.of(file);
      CredentialFile.parse(Files.readAllBytes(path));
      boolean open = Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains);
      return open
          ? Optional.of("can be read or written by other users; chmod 600 keeps it to its owner")
          : Optional.empty();
    } catch (InvalidCredential e) {
      return Optional.of("can't be used: " + e.getMessage());
    } catch (NoSuchFileException e) {
      return Optional.of("does not exist");
    } catch (IOException | InvalidPathException e) {
      return Optional.of("can't be read");
    }
  }
}
