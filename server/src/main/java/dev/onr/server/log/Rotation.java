package dev.onr.server.log;

/**
 * When the access log is archived and what becomes of the archives.
 *
 * @param maxBytes a line that would make the file larger than this starts a new one
 * @param maxBackups how many archives are kept
 * @param maxAgeDays archives older than this many calendar days are deleted; 0: age does not matter
 * @param compress whether archives are compressed with gzip
 */
public record Rotation(long maxBytes, int maxBackups, int maxAgeDays, boolean compress) {
  public Rotation {
    if (maxBytes <= 0 || maxBackups <= 0 || maxAgeDays < 0) {
      throw new IllegalArgumentException(
          "rotation needs maxBytes > 0, maxBackups > 0 and maxAgeDays >= 0, not "
              + maxBytes
              + ", "
              + maxBackups
              + " and "
              + maxAgeDays);
    }
  }
}
