package dev.mplp.internal;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonObject;
import dev.mplp.model.WireFormat;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the constructors of the protocol's records check, so that an object that exists is one that
 * its schema accepts. Every message starts with the name of the component.
 */
public final class Require {

  private Require() {}

  /** Refuses the empty string. */
  public static String text(String value, String name) {
    if (requireNonNull(value, name).isEmpty()) {
      throw new IllegalArgumentException(name + " must not be empty");
    }
    return value;
  }

  /** Copies a list that must have elements. */
  public static <E> List<E> elements(List<E> values, String name) {
    if (requireNonNull(values, name).isEmpty()) {
      throw new IllegalArgumentException(name + " must have at least one element");
    }
    return List.copyOf(values);
  }

  /** Copies a list, leaving absent what is absent. */
  public static <E> @Nullable List<E> copy(@Nullable List<E> values) {
    return values == null ? null : List.copyOf(values);
  }

  /** Copies a list whose elements differ, leaving absent what is absent. */
  public static <E> @Nullable List<E> distinct(@Nullable List<E> values, String name) {
    if (values == null) {
      return null;
    }
    if (values.size() > 1 && new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException(name + " must not repeat an element: " + values);
    }
    return List.copyOf(values);
  }

  /** Refuses what is not of the form {@code 1.0.0}. */
  public static String version(String value, String name) {
    if (!WireFormat.isVersion(requireNonNull(value, name))) {
      throw mismatch(name, value, WireFormat.VERSION_PATTERN);
    }
    return value;
  }

  /** Refuses what is no UUID; any version, any case. */
  public static String uuid(String value, String name) {
    if (!WireFormat.isUuid(requireNonNull(value, name))) {
      throw new IllegalArgumentException(name + " must be a UUID, but is \"" + value + '"');
    }
    return value;
  }

  /** As {@link #uuid}, but absent is fine. */
  public static @Nullable String uuidOrAbsent(@Nullable String value, String name) {
    return value == null ? null : uuid(value, name);
  }

  /** Refuses a negative count; absent is fine. */
  public static @Nullable Long count(@Nullable Long value, String name) {
    if (value != null && value < 0) {
      throw new IllegalArgumentException(name + " must not be negative, but is " + value);
    }
    return value;
  }

  /** Refuses what is below {@code min} or above {@code max} (null: no bound); absent is fine. */
  public static @Nullable BigDecimal range(
      @Nullable BigDecimal value, BigDecimal min, @Nullable BigDecimal max, String name) {
    if (value != null && (value.compareTo(min) < 0 || (max != null && value.compareTo(max) > 0))) {
      throw new IllegalArgumentException(
          name
              + " must be "
              + (max == null ? "at least " + min : "between " + min + " and " + max)
              + ", but is "
              + value);
    }
    return value;
  }

  /** Refuses additional members that have the name of a component of the record. */
  public static JsonObject extra(JsonObject extra, String... components) {
    requireNonNull(extra, "extra");
    for (String component : components) {
      if (extra.has(component)) {
        throw new IllegalArgumentException(
            "extra must not have the member " + component + ", which has a component of its own");
      }
    }
    return extra;
  }

  /** The exception for a text that does not match its pattern. */
  public static IllegalArgumentException mismatch(String name, String value, String pattern) {
    return new IllegalArgumentException(
        name + " must match " + pattern + ", but is \"" + value + '"');
  }
}
