package dev.onr.admin.shell;

import dev.onr.credential.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Hides known secrets in texts that come from elsewhere, such as answers that quote a request. */
public final class Redaction {
  private static final String HIDDEN = "***";

  private final List<String> forms = new ArrayList<>();

  /** Hides these secrets, as they are and as URLs carry them. */
  public Redaction(Collection<Secret> secrets) {
    for (Secret secret : secrets) {
      if (!secret.isBlank()) {
        String text = secret.reveal().strip();
        forms.add(text);
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        forms.add(encoded);
        forms.add(encoded.replace("+", "%20"));
      }
    }
    // A secret that contains another is hidden as a whole.
    forms.sort(Comparator.comparingInt(String::length).reversed());
  }

  /** The text with stars in place of every secret. */
  public String hide(String text) {
    String shown = text;
    for (String form : forms) {
      shown = shown.replace(form, HIDDEN);
    }
    return shown;
  }
}
