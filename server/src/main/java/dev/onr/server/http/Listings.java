package dev.onr.server.http;

import dev.onr.models.Model;
import java.util.Collection;

/** Lists of what the gateway has, as the vendors' SDKs expect them. */
public final class Listings {
  private Listings() {}

  /** {@code GET /admin/providers}: names, in the order given. */
  public static String providers(Collection<String> names) {
    JsonText json = new JsonText().raw("{\"providers\":[");
    String comma = "";
    for (String name : names) {
      json.raw(comma).string(name);
      comma = ",";
    }
    return json.raw("]}").toString();
  }

  /**
   * {@code GET /v1/models}: OpenAI's list.
   *
   * @param created when the models came to be, in seconds since 1970: nobody knows, so all say when
   *     the gateway started
   */
  public static String openAi(Collection<Model> models, long created) {
    JsonText json = new JsonText().raw("{\"data\":[");
    String comma = "";
    for (Model model : models) {
      json.raw(comma).raw("{\"created\":").raw(Long.toString(created)).raw(",\"id\":");
      json.string(model.id()).raw(",\"object\":\"model\",\"owned_by\":");
      json.string(model.ownedBy().isEmpty() ? "custom" : model.ownedBy()).raw("}");
      comma = ",";
    }
    return json.raw("],\"object\":\"list\"}").toString();
  }

  /**
   * {@code GET /v1beta/models}: Gemini's list; names are resource names. It fits one page, and a
   * page token of null would be one that Google's Java SDK can't read.
   */
  public static String gemini(Collection<Model> models) {
    JsonText json = new JsonText().raw("{\"models\":[");
    String comma = "";
    for (Model model : models) {
      json.raw(comma).raw("{\"displayName\":").string(model.id());
      json.raw(",\"name\":").string("models/" + model.id()).raw("}");
      comma = ",";
    }
    return json.raw("]}").toString();
  }
}
