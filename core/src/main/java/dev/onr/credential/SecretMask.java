package dev.onr.credential;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds secrets within bytes and hides them. Looks for all at once, by their first four bytes, so
 * that the time does not depend on how many there are. Each is known as it is, in base64, and in
 * the forms that it has inside JSON strings and URLs.
 */
public final class SecretMask {
  private static final byte[] HIDDEN = "[REDACTED]".getBytes(StandardCharsets.US_ASCII);

  /** Shorter ones protect nothing, and hiding them would make holes into everything. */
  private static final int SHORTEST = 6;

  private final Map<Integer, List<byte[]>> byStart = new HashMap<>();
  private final boolean[] starts = new boolean[1 << 16];
  private int longest;

  /** Hides these, those of less than six characters excepted. */
  public SecretMask(Collection<Secret> secrets) {
    secrets.forEach(secret -> add(secret.reveal()));
  }

  /** Hides nothing. */
  public static SecretMask none() {
    return new SecretMask(List.of());
  }

  private void add(String secret) {
    if (secret.length() >= SHORTEST) {
      put(secret);
      put(secret.replace("\\", "\\\\").replace("\"", "\\\""));
      put(secret.replace("/", "\\/"));
      put(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      put(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      put(Base64.getEncoder().withoutPadding().encodeToString(bytes));
      put(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
  }

  private void put(String form) {
    byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
    List<byte[]> same = byStart.computeIfAbsent(start(bytes, 0), ignored -> new ArrayList<>());
    if (same.stream().noneMatch(other -> Arrays.equals(other, bytes))) {
      same.add(bytes);
      // Of two that begin alike the longer one counts.
      same.sort((a, b) -> b.length - a.length);
    }
    starts[pair(bytes, 0)] = true;
    longest = Math.max(longest, bytes.length);
  }

  /** How long the longest form is: so much more than is shown must be looked at. */
  public int longest() {
    return longest;
  }

  /** Hides what is secret in a text. */
  public String apply(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(apply(bytes, bytes.length), StandardCharsets.UTF_8);
  }

  /**
   * Hides what is secret in the first {@code length} bytes; a secret that begins there and ends
   * behind them is hidden whole. Gives the same array where there is nothing to hide or cut.
   */
  public byte[] apply(byte[] bytes, int length) {
    Pieces pieces = new Pieces(bytes);
    int last = Math.min(length, bytes.length);
    int at = 0;
    while (at < last) {
      int found = secretAt(bytes, at);
      if (found > 0) {
        pieces.hide(at, found);
      }
      at += Math.max(1, found);
    }
    return pieces.upTo(last);
  }

  private int secretAt(byte[] bytes, int at) {
    if (at + SHORTEST > bytes.length || !starts[pair(bytes, at)]) {
      return 0;
    }
    for (byte[] form : byStart.getOrDefault(start(bytes, at), List.of())) {
      int end = at + form.length;
      if (end <= bytes.length && Arrays.equals(bytes, at, end, form, 0, form.length)) {
        return form.length;
      }
    }
    return 0;
  }

  private static int pair(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  private static int start(byte[] bytes, int at) {
    return (pair(bytes, at) << 16) | pair(bytes, at + 2);
  }

  /** The parts between what is hidden. */
  private static final class Pieces {
    private final byte[] source;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int taken;
    private boolean hidden;

    Pieces(byte[] source) {
      this.source = source;
    }

    void hide(int from, int length) {
      out.write(source, taken, from - taken);
      out.writeBytes(HIDDEN);
      taken = from + length;
      hidden = true;
    }

    byte[] upTo(int end) {
      if (!hidden && end == source.length) {
        return source;
      }
      out.write(source, taken, Math.max(0, end - taken));
      return out.toByteArray();
    }
  }
}
