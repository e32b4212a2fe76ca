package dev.onr.server.http;

/** A listener of the gateway, by what it leads to; other paths are unknown there. */
public enum Entrance {
  /** The only one that there is: it leads everywhere. */
  ONLY,
  /** For clients, where the operator has an entrance apart. */
  CLIENTS,
  /** For the operator: paths below {@code /admin/}, each with the operator's key. */
  OPERATOR;

  private static final String ADMIN = "/admin/";

  /**
   * Whether a path may be known here.
   *
   * @param path percent-decoded
   */
  public boolean leadsTo(String path) {
    return switch (this) {
      case ONLY -> true;
      case CLIENTS -> !path.startsWith(ADMIN);
      case OPERATOR -> path.startsWith(ADMIN);
    };
  }
}
