package dev.mplp.runtime.json;

import dev.mplp.NotCanonicalException;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonBoolean;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import java.util.Map;

/**
 * The canonical form of JSON values (RFC 8785), over which digests are made: compact, members
 * sorted by the UTF-16 code units of their names, numbers as ECMAScript prints them.
 *
 * <p>A number that would come out as another number, because a double does not hold it, is refused.
 * {@code 0.1} is held, as it comes out as {@code 0.1}; {@code 9007199254740993} is not.
 */
public final class Canonical {

  private static final Limits NONE =
      new Limits(
          Limits.DEFAULT.depth(),
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  private static final int EXPECTED_SIZE = 1024;

  private Canonical() {}

  /**
   * The canonical form, in UTF-8.
   *
   * @throws NotCanonicalException if the value holds a number that a double does not hold, half a
   *     surrogate pair, or nests too deep
   */
  public static byte[] bytes(JsonValue value) {
    WireWriter out = new WireWriter(NONE, true, EXPECTED_SIZE);
    try {
      write(value, out);
      return out.toBytes();
    } catch (Unwritable refused) {
      throw new NotCanonicalException(refused.pointer(), refused.problem());
    }
  }

  private static void write(JsonValue value, WireWriter out) {
    if (value instanceof JsonObject object) {
      out.openObject();
      object.members().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              member -> {
                try {
                  out.name(member.getKey());
                  write(member.getValue(), out);
                } catch (Unwritable refused) {
                  throw refused.under(member.getKey());
                }
              });
      out.closeObject();
    } else if (value instanceof JsonArray array) {
      out.openArray();
      for (int i = 0; i < array.size(); i++) {
        try {
          write(array.get(i), out);
        } catch (Unwritable refused) {
          throw refused.under(i);
        }
      }
      out.closeArray();
    } else if (value instanceof JsonNumber number) {
      out.plain(EcmaNumber.format(number.asBigDecimal()));
    } else if (value instanceof JsonString text) {
      out.string(text.value());
    } else if (value instanceof JsonBoolean flag) {
      out.bool(flag.asBoolean());
    } else {
      out.nothing();
    }
  }
}
