package dev.mplp.runtime.json;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.MplpId;
import dev.mplp.model.WireFormat;
import dev.mplp.model.WireName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the members of the protocol's objects may be. */
final class Kinds {

  /** Any string. */
  static final Kind<String> TEXT = new TextKind(text -> true, "", "");

  /** A string that is not empty. */
  static final Kind<String> NON_EMPTY =
      new TextKind(s -> !s.isEmpty(), "minLength", "must not be empty");

  /** Three dotted numbers. */
  static final Kind<String> VERSION = pattern(WireFormat::isVersion, WireFormat.VERSION_PATTERN);

  /** Dotted lower-case words. */
  static final Kind<String> EVENT_TYPE =
      pattern(WireFormat::isEventType, WireFormat.EVENT_TYPE_PATTERN);

  /** A semantic version. */
  static final Kind<String> SEMANTIC_VERSION =
      pattern(WireFormat::isSemanticVersion, "that of semantic versions, such as 1.4.0-rc.1");

  /** A UUID of any version in any case; the text is kept. */
  static final Kind<String> UUID_TEXT =
      new TextKind(WireFormat::isUuid, "format", "must be a UUID");

  /** An absolute URI. */
  static final Kind<String> URI =
      new TextKind(WireFormat::isUri, "format", "must be an absolute URI");

  /** A mail address. */
  static final Kind<String> EMAIL =
      new TextKind(WireFormat::isEmail, "format", "must be a mail address");

  /** An RFC 3339 date-time. */
  static final Kind<Instant> TIME = new TimeKind();

  /** True or false. */
  static final Kind<Boolean> BOOL = new BoolKind();

  /** A whole number. */
  static final Kind<Long> INTEGER = new IntegerKind(null);

  /** A whole number from 0. */
  static final Kind<Long> COUNT = new IntegerKind(BigDecimal.ZERO);

  /** An object of any form. */
  static final Kind<JsonObject> OBJECT = new ObjectKind();

  /** An object of any form, or null. */
  static final Kind<JsonValue> OBJECT_OR_NULL = new ObjectOrNullKind();

  private Kinds() {}

  /** A number from {@code min} to {@code max} (null: no bound above). */
  static Kind<BigDecimal> number(int min, @Nullable Integer max) {
    return new DecimalKind(
        BigDecimal.valueOf(min), max == null ? null : BigDecimal.valueOf(max.longValue()));
  }

  /** An identifier of the protocol. */
  static <I extends MplpId> Kind<I> id(Function<UUID, I> constructor) {
    return new IdKind<>(constructor);
  }

  /** One of these words. */
  static <E extends Enum<E> & WireName> Kind<E> oneOf(E[] constants) {
    return new WordKind<>(constants, "enum");
  }

  /** This word and no other. */
  static <E extends Enum<E> & WireName> Kind<E> only(E constant) {
    return new WordKind<>(List.of(constant), "const");
  }

  /** This text and no other. */
  static Kind<String> only(String constant) {
    return new TextKind(constant::contentEquals, "const", "must be \"" + constant + '"');
  }

  /** A list of any length. */
  static <E> Kind<List<E>> listOf(Kind<E> element) {
    return new ListKind<>(element, false, false);
  }

  /** A list of at least one element. */
  static <E> Kind<List<E>> someOf(Kind<E> element) {
    return new ListKind<>(element, true, false);
  }

  /** A list in which no element is repeated. */
  static <E> Kind<List<E>> setOf(Kind<E> element) {
    return new ListKind<>(element, false, true);
  }

  static String numberLimit(Limits limits) {
    return "must have at most "
        + limits.digits()
        + " significant digits and lie within ten to the ±"
        + limits.exponent();
  }

  private static Kind<String> pattern(Predicate<CharSequence> rule, String pattern) {
    return new TextKind(rule, "pattern", "must match " + pattern);
  }

  static boolean isString(WireReader in) {
    if (in.token() != JsonToken.STRING) {
      in.refuseType("a string");
      return false;
    }
    return true;
  }

  static boolean isNumber(WireReader in, String expected) {
    if (in.token() != JsonToken.NUMBER) {
      in.refuseType(expected);
      return false;
    }
    return true;
  }
}
