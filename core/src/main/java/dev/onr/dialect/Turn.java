package dev.onr.dialect;

import java.util.List;

/**
 * One message of a conversation.
 *
 * @param role who speaks
 * @param name the speaker's name; empty where none is given
 * @param parts what is said, in order
 * @param extras fields of the message that only its own dialect knows
 */
public record Turn(Role role, String name, List<Part> parts, Extras extras) {
  public Turn {
    parts = List.copyOf(parts);
  }

  /** A turn without a name and extras. */
  public static Turn of(Role role, List<Part> parts) {
    return new Turn(role, "", parts, Extras.NONE);
  }
}
