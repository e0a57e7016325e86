package dev.mplp.runtime.event;

import dev.mplp.event.MapEvent;
import dev.mplp.event.MapEventType;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An event of the multi-agent profile that a record is rendered to: one session is one Collab. A
 * participant without a role goes by its name.
 *
 * @param roles the roles that the event is about; null for none
 */
record MapShape(
    MapEventType eventType,
    Condition condition,
    Function<Fact, @Nullable List<String>> roles,
    Function<Fact, JsonObject> payload) {

  /** The member of a record that tells who takes part. */
  static final String PARTICIPANTS = "participants";

  private static final Condition BEGINS =
      Condition.moves("draft", "active", "if it was a draft and is active");

  private static final Condition IS_OVER =
      new Condition(
          "if it is completed or cancelled",
          fact -> List.of("completed", "cancelled").contains(fact.text("to")));

  private static final Condition GOES_ON =
      new Condition(
          "if the session has begun",
          fact -> List.of("active", "suspended").contains(String.valueOf(fact.find("status"))));

  static final MapShape STARTED =
      new MapShape(
          MapEventType.SESSION_STARTED,
          BEGINS,
          fact -> null,
          fact ->
              JsonObject.builder()
                  .putIfPresent("mode", fact.get("mode"))
                  .put("participants", (long) participants(fact).size())
                  .build());

  static final MapShape ASSIGNED =
      new MapShape(
          MapEventType.ROLES_ASSIGNED,
          BEGINS,
          fact -> participants(fact).stream().map(one -> role(one.asObject())).toList(),
          fact -> JsonObject.of(PARTICIPANTS, participants(fact)));

  static final MapShape JOINED =
      new MapShape(
          MapEventType.ROLES_ASSIGNED,
          GOES_ON,
          fact -> List.of(role(fact.data())),
          fact -> JsonObject.of(PARTICIPANTS, List.of(binding(fact.data()))));

  static final MapShape COMPLETED =
      new MapShape(
          MapEventType.SESSION_COMPLETED,
          IS_OVER,
          fact -> null,
          fact ->
              JsonObject.builder()
                  .put("outcome", fact.text("to"))
                  .putIfPresent("reason", fact.get("reason"))
                  .build());

  MapEvent render(Fact fact) {
    return MapEvent.builder(
            fact.derivedId(eventType.wire()), eventType, fact.time(), fact.text("collab_id"))
        .targetRoles(roles.apply(fact))
        .payload(payload.apply(fact))
        .build();
  }

  /** None in records of an early version of this library, which did not tell them. */
  private static List<JsonValue> participants(Fact fact) {
    List<JsonValue> all = new ArrayList<>();
    if (fact.get(PARTICIPANTS) instanceof JsonArray told) {
      told.forEach(all::add);
    }
    return all;
  }

  private static String role(JsonObject participant) {
    return participant.string("role_id").or(() -> participant.string("participant_id")).orElse("");
  }

  private static JsonObject binding(JsonObject says) {
    JsonObject.Builder binding = JsonObject.builder();
    for (String name : List.of("participant_id", "kind", "role_id")) {
      binding.putIfPresent(name, says.get(name));
    }
    return binding.build();
  }
}
