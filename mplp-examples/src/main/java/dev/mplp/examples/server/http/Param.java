package dev.mplp.examples.server.http;

import static java.util.Objects.requireNonNull;

import dev.mplp.examples.server.json.Form;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.model.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a route, in its path, its query or a header.
 *
 * @param place where it stands
 * @param name how it is called there
 * @param meaning what it is for, for people
 * @param form how it is read
 * @param otherwise what it is when it is absent; null for none
 * @param isRequired whether a request without it is refused
 * @param <T> what it is
 */
public record Param<T>(
    Place place,
    String name,
    String meaning,
    Form<T> form,
    @Nullable T otherwise,
    boolean isRequired) {

  /** Where the next page begins. */
  public static final Param<Cursor> AFTER =
      query("after", Cursor.class, "where the page begins: next of the page before");

  /** How much is on a page. */
  public static final Param<Integer> LIMIT =
      new Param<>(Place.QUERY, "limit", "how many at most", Forms.between(1, 500), 50, false);

  /** Where a parameter stands. */
  public enum Place {
    /** In the path. */
    PATH("path"),
    /** In the query. */
    QUERY("query"),
    /** In a header. */
    HEADER("header");

    private final String word;

    Place(String word) {
      this.word = word;
    }

    /** As OpenAPI calls it. */
    public String word() {
      return word;
    }
  }

  /** Refuses nulls. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public Param {
    requireNonNull(place, "place");
    requireNonNull(name, "name");
    requireNonNull(meaning, "meaning");
    requireNonNull(form, "form");
  }

  /** A part of the path, {@code {name}} in its template. */
  public static <T> Param<T> path(String name, Class<T> type, String meaning) {
    return new Param<>(Place.PATH, name, meaning, Forms.of(type), null, true);
  }

  /** A parameter of the query that may be absent. */
  public static <T> Param<T> query(String name, Class<T> type, String meaning) {
    return new Param<>(Place.QUERY, name, meaning, Forms.of(type), null, false);
  }

  /** A parameter of the query that means something when it is absent. */
  public static <T> Param<T> query(String name, Class<T> type, T otherwise, String meaning) {
    return new Param<>(Place.QUERY, name, meaning, Forms.of(type), otherwise, false);
  }

  /** A header that may be absent. */
  public static <T> Param<T> header(String name, Class<T> type, String meaning) {
    return new Param<>(Place.HEADER, name, meaning, Forms.of(type), null, false);
  }

  /** The same, which a request has to have. */
  public Param<T> required() {
    return new Param<>(place, name, meaning, form, otherwise, true);
  }

  /** By place and name alone: forms have no value of their own. */
  @Override
  public int hashCode() {
    return 31 * name.hashCode() + place.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Param<?> param
        && param.place == place
        && param.name.equals(name)
        && param.form.equals(form)
        && param.isRequired == isRequired;
  }
}
