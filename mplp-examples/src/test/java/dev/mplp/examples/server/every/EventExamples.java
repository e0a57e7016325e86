package dev.mplp.examples.server.every;

import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.event.MapEvent;
import dev.mplp.event.MapEventType;
import dev.mplp.model.ContextId;
import dev.mplp.model.EventId;
import dev.mplp.model.JsonArray;
import dev.mplp.model.RunId;
import dev.mplp.runtime.json.Shapes;
import java.time.Instant;
import java.util.List;

/** Events of a run, and those that a host records. */
final class EventExamples {

  private EventExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    String plan = PlanExamples.made(caller, context, "away");
    String execution = caller.to("executePlan", plan).answers().located();
    JsonArray runs =
        (JsonArray) caller.to("getExecution", execution).answers().json().get("traces");
    caller.to("eventsOfRun", runs.get(0).asString()).answers();
    caller.to("eventsOfRun", RunId.random()).answers();
    caller.to("cancelPlan", plan).answers();

    caller
        .to("recordEvent")
        .body(
            "{'context_id': '%s', 'event': {'event_id': '%s', 'event_type': 'intent_extracted',"
                    .formatted(context, EventId.random())
                + " 'event_family': 'intent', 'timestamp': '2026-01-01T00:00:00Z'}}")
        .answers();
    caller
        .to("recordSessionEvent")
        .body(Shapes.MAP_EVENT, turnOf(session(caller, context)))
        .answers();
  }

  private static Collab session(Caller caller, ContextId context) {
    CollabParticipant chair = CollabParticipant.builder("ada", ParticipantKind.HUMAN).build();
    Collab collab =
        caller
            .mplp()
            .collabs()
            .create(
                Collab.builder(context, "t", "p", CollabMode.PAIR, List.of(chair), Instant.EPOCH)
                    .build());
    caller.mplp().collabs().start(collab.collabId());
    return collab;
  }

  private static MapEvent turnOf(Collab collab) {
    return MapEvent.builder(
            EventId.random().value(),
            MapEventType.TURN_DISPATCHED,
            Instant.EPOCH,
            collab.collabId().value())
        .build();
  }
}
