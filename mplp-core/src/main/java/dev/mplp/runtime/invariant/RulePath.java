package dev.mplp.runtime.invariant;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path of a rule: names joined by dots, each followed by any number of positions {@code [2]} or
 * wildcards {@code [*]}.
 */
record RulePath(List<Step> steps) {

  /** One step of a path. */
  sealed interface Step {}

  /** To a member. */
  record Name(String name) implements Step {}

  /** To an element, from 0. */
  record Position(int index) implements Step {}

  /** To every element. */
  record Wildcard() implements Step {}

  /**
   * A place that a path leads to.
   *
   * @param path the path with real positions
   * @param value what is there, null when nothing is
   * @param obstacle what the path needed here and did not find, null when it came through
   */
  record Place(RulePath path, @Nullable JsonValue value, @Nullable String obstacle) {}

  /**
   * Reads a path.
   *
   * @throws RuleSyntaxException if it is none
   */
  static RulePath parse(String text) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    boolean nameDue = !text.isEmpty();
    while (at < text.length() || nameDue) {
      int end = at;
      if (nameDue) {
        while (end < text.length() && ".[]".indexOf(text.charAt(end)) < 0) {
          end++;
        }
        if (!(end == 0 && text.startsWith("["))) {
          steps.add(new Name(nonEmpty(text.substring(at, end), text)));
        }
        nameDue = false;
      } else if (text.charAt(at) == '[') {
        end = text.indexOf(']', at) + 1;
        steps.add(position(end == 0 ? "" : text.substring(at + 1, end - 1), text));
      } else if (text.charAt(at) == '.') {
        end = at + 1;
        nameDue = true;
      } else {
        throw new RuleSyntaxException("\"" + text + "\" is no path");
      }
      at = end;
    }
    return new RulePath(List.copyOf(steps));
  }

  private static String nonEmpty(String name, String text) {
    if (name.isBlank()) {
      throw new RuleSyntaxException("\"" + text + "\" is no path: a name is missing");
    }
    return name;
  }

  private static Step position(String text, String path) {
    if (text.equals("*")) {
      return new Wildcard();
    }
    if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new RuleSyntaxException("\"" + path + "\" is no path: brackets hold a position or a *");
    }
    return new Position(Integer.parseInt(text));
  }

  /** Every place that it leads to from here. An array that is absent has no elements to look at. */
  List<Place> places(JsonValue root) {
    List<Place> places = new ArrayList<>();
    walk(root, 0, List.of(), places);
    return places;
  }

  private void walk(@Nullable JsonValue value, int at, List<Step> trail, List<Place> places) {
    if (at == steps.size()) {
      places.add(new Place(new RulePath(trail), value, null));
      return;
    }
    Step step = steps.get(at);
    if (step instanceof Name name) {
      JsonValue member = value instanceof JsonObject object ? object.get(name.name()) : null;
      walk(member, at + 1, append(trail, step), places);
    } else if (step instanceof Position position) {
      boolean there = value instanceof JsonArray array && position.index() < array.size();
      JsonValue element = there && value != null ? value.asArray().get(position.index()) : null;
      walk(element, at + 1, append(trail, step), places);
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        walk(array.get(i), at + 1, append(trail, new Position(i)), places);
      }
    } else if (value != null) {
      places.add(new Place(new RulePath(trail), value, "an array"));
    }
  }

  private static List<Step> append(List<Step> trail, Step step) {
    List<Step> longer = new ArrayList<>(trail);
    longer.add(step);
    return List.copyOf(longer);
  }

  /**
   * The same path with its leading wildcards fixed to the positions of a place, as far as both
   * start alike: {@code steps[*].agent_role} at {@code steps[2].status} is {@code
   * steps[2].agent_role}.
   */
  RulePath at(RulePath place) {
    List<Step> fixed = new ArrayList<>(steps);
    for (int i = 0; i < Math.min(steps.size(), place.steps.size()); i++) {
      if (steps.get(i) instanceof Wildcard && place.steps.get(i) instanceof Position position) {
        fixed.set(i, position);
      } else if (!steps.get(i).equals(place.steps.get(i))) {
        break;
      }
    }
    return new RulePath(List.copyOf(fixed));
  }

  /** The name that it starts with; empty when it starts with a position. */
  String firstName() {
    return !steps.isEmpty() && steps.get(0) instanceof Name name ? name.name() : "";
  }

  /** The path behind its first step. */
  RulePath rest() {
    return new RulePath(steps.subList(1, steps.size()));
  }

  /** As a JSON Pointer; a wildcard stands as {@code *}. */
  String pointer() {
    StringBuilder pointer = new StringBuilder();
    for (Step step : steps) {
      String token =
          step instanceof Name name
              ? name.name().replace("~", "~0").replace("/", "~1")
              : step instanceof Position position ? Integer.toString(position.index()) : "*";
      pointer.append('/').append(token);
    }
    return pointer.toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      if (step instanceof Name name) {
        text.append(text.isEmpty() ? "" : ".").append(name.name());
      } else {
        text.append(step instanceof Position position ? "[" + position.index() + "]" : "[*]");
      }
    }
    return text.toString();
  }
}
