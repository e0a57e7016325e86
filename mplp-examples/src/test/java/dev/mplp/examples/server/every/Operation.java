package dev.mplp.examples.server.every;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation of the description.
 *
 * @param id its name
 * @param method of HTTP
 * @param path its template
 * @param text what is said of it
 */
record Operation(String id, String method, String path, JsonObject text) {

  /** Whether anybody may call it. */
  boolean isOpen() {
    return text.get("security").equals(JsonArray.of());
  }

  /** The media type of the body that it takes, empty for none. */
  String mediaType() {
    return text.find("requestBody")
        .map(body -> body.asObject().get("content").asObject().names().iterator().next())
        .orElse("");
  }

  /** Whether its body has a value on each line. */
  boolean takesLines() {
    return mediaType().equals(Description.LINES);
  }

  /** What a caller must be allowed. */
  List<String> capabilities() {
    List<String> capabilities = new ArrayList<>();
    if (text.get("x-mplp-capabilities") instanceof JsonArray array) {
      for (JsonValue one : array) {
        capabilities.add(((JsonString) one).asString());
      }
    }
    return capabilities;
  }

  /** The path with its parts filled in. */
  String at(List<String> parts) {
    String filled = path;
    for (String part : parts) {
      filled = filled.replaceFirst("\\{\\w+}", part.replace("$", "\\$"));
    }
    if (filled.contains("{")) {
      throw new IllegalArgumentException(id + " has more parts than " + parts + ": " + path);
    }
    return filled;
  }

  /** How many parts of its path have names. */
  int parts() {
    return path.split("\\{", -1).length - 1;
  }

  @Override
  public String toString() {
    return id;
  }
}
