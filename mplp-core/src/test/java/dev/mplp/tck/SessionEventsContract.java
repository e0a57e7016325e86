package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.context.Verification.Finding;
import dev.mplp.event.EventRecord;
import dev.mplp.event.MapEvent;
import dev.mplp.event.MapEventType;
import dev.mplp.model.CollabId;
import dev.mplp.model.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sessions tell the events of the multi-agent profile, and hosts what happens in them. */
public abstract class SessionEventsContract extends ServiceKit {

  private static final Instant WHEN = Instant.parse("2026-11-22T10:00:00Z");

  /** For the storages. */
  protected SessionEventsContract() {}

  private Collab draft() {
    CollabParticipant chair =
        CollabParticipant.builder("ada", ParticipantKind.HUMAN).roleId("chair").build();
    CollabParticipant agent = CollabParticipant.builder("a-1", ParticipantKind.AGENT).build();
    return mplp()
        .collabs()
        .create(
            Collab.builder(
                    context().contextId(),
                    "Review",
                    "look",
                    CollabMode.ROUND_ROBIN,
                    List.of(chair, agent),
                    WHEN)
                .build());
  }

  private static MapEvent event(CollabId session, MapEventType type, String role) {
    return MapEvent.builder(UUID.randomUUID().toString(), type, WHEN, session.value())
        .targetRoles(List.of(role))
        .payload(JsonObject.of("role_id", role, "turn_number", 1))
        .build();
  }

  private void record(CollabId session, MapEventType type) {
    mplp().events().record(event(session, type, "chair"));
  }

  private Stream<MapEvent> told() {
    return records(
            "collab.created",
            "collab.moved",
            "collab.joined",
            "collab.left",
            "collab.event.recorded")
        .stream()
        .flatMap(record -> record.map().stream());
  }

  private List<Finding> findings() {
    return mplp().contexts().verify(context().contextId()).findings();
  }

  @Test
  void session_fromBeginningToEnd_tellsTheMandatoryEvents() {
    CollabId id = draft().collabId();
    mplp().collabs().start(id);
    mplp()
        .collabs()
        .join(id, CollabParticipant.builder("b-2", ParticipantKind.AGENT).roleId("critic").build());
    MapEvent turn = event(id, MapEventType.TURN_DISPATCHED, "chair");
    mplp().events().record(turn);
    record(id, MapEventType.TURN_COMPLETED);
    mplp().collabs().suspend(id, null);
    mplp().collabs().resume(id);
    mplp().collabs().complete(id);
    List<MapEvent> all = told().toList();
    assertThat(all)
        .extracting(MapEvent::eventType)
        .containsExactly(
            MapEventType.SESSION_STARTED,
            MapEventType.ROLES_ASSIGNED,
            MapEventType.ROLES_ASSIGNED,
            MapEventType.TURN_DISPATCHED,
            MapEventType.TURN_COMPLETED,
            MapEventType.SESSION_COMPLETED);
    assertThat(all).allMatch(event -> event.sessionId().equals(id.value()));
    assertThat(all.get(0).payload())
        .isEqualTo(JsonObject.of("mode", "round_robin", "participants", 2));
    assertThat(all.get(1).targetRoles())
        .as("who has no role goes by its name")
        .containsExactly("chair", "a-1");
    assertThat(all.get(2).targetRoles()).containsExactly("critic");
    assertThat(all.get(3)).as("as it was given").isEqualTo(turn);
    assertThat(all.get(5).payload()).isEqualTo(JsonObject.of("outcome", "completed"));
    assertThat(findings()).filteredOn(f -> f.rule().equals("profile")).isEmpty();
    assertThat(findings())
        .filteredOn(Finding::isError)
        .as("the roles are no stored ones, all else is well")
        .allMatch(f -> f.rule().equals("reference"));
  }

  @Test
  void turnWithoutEnd_andBroadcastNobodyReceived_areFound() {
    CollabId id = draft().collabId();
    mplp().collabs().start(id);
    record(id, MapEventType.TURN_DISPATCHED);
    record(id, MapEventType.BROADCAST_SENT);
    assertThat(findings())
        .extracting(Finding::rule)
        .contains("map_turn_completion_matches_dispatch", "map_broadcast_has_receivers");
    record(id, MapEventType.TURN_COMPLETED);
    record(id, MapEventType.BROADCAST_RECEIVED);
    assertThat(findings())
        .extracting(Finding::rule)
        .doesNotContain("map_turn_completion_matches_dispatch", "map_broadcast_has_receivers");
  }

  @Test
  void sessionWithoutTurns_isToldByAWarning() {
    CollabId id = draft().collabId();
    mplp().collabs().start(id);
    assertThat(findings()).filteredOn(f -> f.rule().equals("profile")).as("goes on").isEmpty();
    mplp().collabs().cancel(id, "no time");
    assertThat(told().reduce((first, last) -> last).orElseThrow().payload())
        .isEqualTo(JsonObject.of("outcome", "cancelled", "reason", "no time"));
    assertThat(findings())
        .filteredOn(f -> f.rule().equals("profile"))
        .hasSize(2)
        .noneMatch(Finding::isError)
        .allMatch(f -> f.object().equals("collab " + id));
  }

  @Test
  void eventOfNoSession_orOneThatDoesNotGoOn_orOfTheRuntime_isRefused() {
    refused("COLLAB_NOT_FOUND", () -> record(CollabId.random(), MapEventType.TURN_DISPATCHED));
    CollabId id = draft().collabId();
    refused("COLLAB_NOT_ACTIVE", () -> record(id, MapEventType.TURN_DISPATCHED));
    mplp().collabs().start(id);
    refused("NOT_FOR_HOSTS", () -> record(id, MapEventType.SESSION_COMPLETED));
    mplp().collabs().complete(id);
    refused("COLLAB_NOT_ACTIVE", () -> record(id, MapEventType.TURN_COMPLETED));
    List<EventRecord> records = records("collab.event.recorded");
    assertThat(records).isEmpty();
  }
}
