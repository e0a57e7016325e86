package dev.mplp.examples.server.json;

import dev.mplp.Violation;
import dev.mplp.Violation.Layer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in a request something is read, and what was found wrong in all of it so far. */
public final class Reading {

  private static final int MOST = 100;

  private final @Nullable Reading within;
  private final String name;
  private final Found found;

  /** What was refused in a document: the first ones, and how many in all. */
  private static final class Found {
    private final List<Violation> first = new ArrayList<>();
    private int count;
  }

  private Reading(@Nullable Reading within, String name, Found found) {
    this.within = within;
    this.name = name;
    this.found = found;
  }

  /** The beginning of a document. */
  public static Reading begin() {
    return new Reading(null, "", new Found());
  }

  /** Another beginning, of what is no part of the document: {@code query}, {@code path}. */
  public Reading in(String place) {
    return new Reading(null, place, found);
  }

  /** A member or element of what is here. */
  public Reading at(String member) {
    return new Reading(this, member, found);
  }

  /**
   * Notes that what is here is not acceptable.
   *
   * @param rule the keyword of JSON Schema that says so, or one like it
   * @param message what is expected and what is there, for people
   * @return null, for the caller to return
   */
  @SuppressWarnings("TypeParameterUnusedInFormals") // it is null, of whatever type
  public <T> @Nullable T refuse(String rule, String message) {
    note(new Violation(pointer(), Layer.SCHEMA, rule, message));
    return null;
  }

  /** Notes what somebody else found in what is here. */
  public void noteAll(List<Violation> violations) {
    String here = violations.isEmpty() ? "" : pointer();
    for (Violation violation : violations) {
      note(
          new Violation(
              here + violation.pointer(),
              violation.layer(),
              violation.rule(),
              violation.message()));
    }
  }

  private void note(Violation violation) {
    found.count++;
    if (found.first.size() < MOST) {
      found.first.add(violation);
    }
  }

  /** What was refused so far, in all of the document; at most 100 things. */
  public List<Violation> violations() {
    return found.first;
  }

  /** How many things were refused so far, in all of the document. */
  int refused() {
    return found.count;
  }

  /** True when nothing was refused. */
  public boolean isGood() {
    return found.count == 0;
  }

  /** Where this is, as a JSON Pointer. */
  public String pointer() {
    return within == null
        ? name
        : within.pointer() + '/' + name.replace("~", "~0").replace("/", "~1");
  }
}
