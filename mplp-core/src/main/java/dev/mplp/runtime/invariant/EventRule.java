package dev.mplp.runtime.invariant;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule about all events of a flow: those that stand for themselves, and those in the {@code
 * events} of Traces. An event that is found twice, by its id, counts once.
 */
enum EventRule {

  /**
   * Each dispatched turn has a completion of its own, in the same session, of the same role, and
   * with the same number where both are numbered.
   */
  TURNS_COMPLETED("turns-completed") {
    @Override
    List<Broken> check(List<JsonObject> events) {
      List<JsonObject> open = new ArrayList<>(of(events, "MAPTurnDispatched"));
      List<JsonObject> completions = new ArrayList<>(of(events, "MAPTurnCompleted"));
      // Numbered turns first, so that one without a number does not take their completion.
      open.removeIf(turn -> takeCompletion(turn, completions, true));
      open.removeIf(turn -> takeCompletion(turn, completions, false));
      return open.stream()
          .map(
              turn ->
                  new Broken(turn, "a MAPTurnCompleted of the same session and role", told(turn)))
          .toList();
    }

    private boolean takeCompletion(
        JsonObject turn, List<JsonObject> completions, boolean numbered) {
      JsonValue number = detail(turn, "turn_number");
      for (JsonObject completion : completions) {
        JsonValue other = detail(completion, "turn_number");
        boolean fits =
            numbered ? number != null && number.equals(other) : number == null || other == null;
        if (fits
            && Objects.equals(session(turn), session(completion))
            && Objects.equals(detail(turn, "role_id"), detail(completion, "role_id"))) {
          return completions.remove(completion);
        }
      }
      return false;
    }

    private String told(JsonObject turn) {
      return "none for session "
          + session(turn)
          + ", role "
          + detail(turn, "role_id")
          + ", turn "
          + detail(turn, "turn_number");
    }
  },

  /** In each session with a broadcast, somebody received one. */
  BROADCASTS_RECEIVED("broadcasts-received") {
    @Override
    List<Broken> check(List<JsonObject> events) {
      List<@Nullable JsonValue> heard = new ArrayList<>();
      of(events, "MAPBroadcastReceived").forEach(event -> heard.add(session(event)));
      return of(events, "MAPBroadcastSent").stream()
          .filter(sent -> !heard.contains(session(sent)))
          .map(
              sent ->
                  new Broken(
                      sent,
                      "a MAPBroadcastReceived of the same session",
                      "none for session " + session(sent)))
          .toList();
    }
  };

  /**
   * An event that breaks the rule.
   *
   * @param event the event
   * @param expected what it lacks
   * @param found what there is
   */
  record Broken(JsonObject event, String expected, String found) {}

  private final String text;

  EventRule(String text) {
    this.text = text;
  }

  abstract List<Broken> check(List<JsonObject> events);

  /** The rule of this name. */
  static Optional<EventRule> find(String text) {
    return Arrays.stream(values()).filter(rule -> rule.text.equals(text)).findFirst();
  }

  /** The events of a flow that these rules look at. */
  static List<JsonObject> events(Scopes scopes) {
    Map<Object, JsonObject> events = new LinkedHashMap<>();
    List.of("map_event", "event", "inline_event")
        .forEach(scope -> scopes.objects(scope).forEach(event -> put(events, event)));
    for (JsonObject trace : scopes.objects("trace")) {
      if (trace.get("events") instanceof JsonArray inline) {
        inline.values().stream()
            .filter(JsonObject.class::isInstance)
            .forEach(event -> put(events, event.asObject()));
      }
    }
    return List.copyOf(events.values());
  }

  private static void put(Map<Object, JsonObject> events, JsonObject event) {
    JsonValue id = event.get("event_id");
    events.putIfAbsent(id == null ? new Object() : id, event);
  }

  private static List<JsonObject> of(List<JsonObject> events, String type) {
    return events.stream()
        .filter(event -> type.equals(event.string("event_type").orElse("")))
        .toList();
  }

  private static @Nullable JsonValue session(JsonObject event) {
    JsonValue own = event.get("session_id");
    return own == null ? detail(event, "session_id") : own;
  }

  /** A member of the event's payload, or of what an inline event calls its data. */
  private static @Nullable JsonValue detail(JsonObject event, String member) {
    JsonValue details = event.has("payload") ? event.get("payload") : event.get("data");
    return details instanceof JsonObject object ? object.get(member) : null;
  }
}
