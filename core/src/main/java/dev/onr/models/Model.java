package dev.onr.models;

import java.util.List;

/**
 * One model of models.yaml.
 *
 * @param id the name that clients ask for; case counts
 * @param providers lower-case provider names that take turns; a name may stand several times, which
 *     gives it more weight; empty: the model is listed but has no route
 * @param ownedBy who clients are told owns it; empty where the file doesn't say
 */
public record Model(String id, List<String> providers, String ownedBy) {
  public Model {
    providers = List.copyOf(providers);
  }
}
