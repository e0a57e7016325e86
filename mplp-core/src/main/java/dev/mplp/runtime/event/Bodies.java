package dev.mplp.runtime.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonBoolean;
import dev.mplp.model.JsonNull;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Bodies of records as bytes. A body is a JSON object whose member {@code v} is the version of its
 * form; a reader passes over members that it does not know.
 */
public final class Bodies {

  /** The version that this library writes. */
  static final int VERSION = 1;

  private static final char REPLACEMENT = '\ufffd';

  static final JsonFactory JSON = new JsonFactory();

  private Bodies() {}

  /** A body to be filled. */
  static JsonObject.Builder builder() {
    return JsonObject.builder().put("v", VERSION);
  }

  /**
   * Text that no schema has looked at, such as the message of an exception, in a form that every
   * document can hold: without NUL and lone surrogates.
   */
  static String clean(String text) {
    StringBuilder clean = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        clean = clean == null ? new StringBuilder(text) : clean;
        clean.setCharAt(i, REPLACEMENT);
      }
    }
    return clean == null ? text : clean.toString();
  }

  static byte[] bytes(JsonObject body) {
    return body.toString().getBytes(UTF_8);
  }

  /**
   * Reads a body.
   *
   * @throws UnreadableRecordException when it is no JSON object
   */
  public static JsonObject parse(byte[] bytes) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableRecordException("it is no JSON object", null);
      }
      return object(parser);
    } catch (JacksonException e) {
      throw new UnreadableRecordException(e.getOriginalMessage(), e);
    }
  }

  private static JsonObject object(JsonParser parser) {
    JsonObject.Builder object = JsonObject.builder();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      object.put(name, value(parser, parser.nextToken()));
    }
    return object.build();
  }

  private static JsonValue value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonString(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNumber.of(parser.getDecimalValue());
      case VALUE_TRUE, VALUE_FALSE -> JsonBoolean.of(token == JsonToken.VALUE_TRUE);
      default -> JsonNull.NULL;
    };
  }

  private static JsonArray array(JsonParser parser) {
    List<JsonValue> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token));
    }
    return new JsonArray(elements);
  }
}
