package dev.mplp.examples.server.every;

import dev.mplp.examples.server.TestServer;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer that is as the description says.
 *
 * @param response all of it
 */
record Answered(HttpResponse<String> response) {

  /** The body. */
  JsonObject json() {
    return TestServer.json(response).asObject();
  }

  /** A text in the body. */
  String text(String member) {
    return json().string(member).orElseThrow();
  }

  /** What a list has first. */
  JsonObject first() {
    JsonValue items = json().get("items");
    return ((JsonArray) items).get(0).asObject();
  }

  /** What a list has, by one of the texts of each. */
  List<String> texts(String member) {
    List<String> texts = new ArrayList<>();
    for (JsonValue item : (JsonArray) json().get("items")) {
      texts.add(item.asObject().string(member).orElseThrow());
    }
    return texts;
  }

  /** The entity tag. */
  String tag() {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  /** The last part of where something is. */
  String located() {
    String location = response.headers().firstValue("Location").orElseThrow();
    return location.substring(location.lastIndexOf('/') + 1);
  }
}
