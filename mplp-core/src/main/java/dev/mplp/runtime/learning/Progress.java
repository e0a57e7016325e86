package dev.mplp.runtime.learning;

import static java.util.Objects.requireNonNull;

import dev.mplp.learning.SampleFamily;
import dev.mplp.learning.SampleOrigin;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.PlanId;
import dev.mplp.model.WireName;
import dev.mplp.runtime.store.StoredForm;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Timers.Timer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * How far the records of a run have taught what they can: the body of its timer.
 *
 * @param after the sequence of the last record that was looked at, 0 for none
 * @param begun of the attempts that have not ended up to there
 */
record Progress(
    UUID runId,
    SampleOrigin origin,
    Set<SampleFamily> families,
    long after,
    Map<UUID, RunFacts.Begun> begun) {

  private static final StoredForm FORM = new StoredForm("learning timer", 1);
  private static final int MOST_BEGUN = 1_000;

  Progress {
    families = Set.copyOf(families);
    begun = Map.copyOf(begun);
  }

  static Progress begin(UUID runId, SampleOrigin origin, Set<SampleFamily> families) {
    return new Progress(runId, origin, families, 0, Map.of());
  }

  /** The same run, further on. */
  Progress upTo(long sequence, Map<UUID, RunFacts.Begun> begun) {
    return new Progress(runId, origin, families, sequence, begun);
  }

  /** Whether it is small enough for a timer. */
  boolean isStorable() {
    return begun.size() <= MOST_BEGUN;
  }

  String contextId() {
    return requireNonNull(origin.contextId()).value();
  }

  byte[] bytes() {
    JsonObject.Builder body =
        FORM.begin()
            .put("context_id", contextId())
            .put("plan_id", requireNonNull(origin.planId()).value())
            .put("execution_id", requireNonNull(origin.executionId()).value())
            .put("families", families.stream().map(WireName::wire).sorted().toList());
    if (after > 0) {
      JsonObject.Builder open = JsonObject.builder();
      begun.forEach((step, one) -> open.put(step.toString(), one.json()));
      body.put("after", after).put("begun", open.build());
    }
    return Wire.bytes(body.build());
  }

  static Progress of(Timer timer) {
    JsonObject body =
        FORM.read("timer " + timer.kind() + ' ' + timer.id(), Wire.object(timer.body()));
    SampleOrigin origin =
        new SampleOrigin(
            ContextId.of(text(body, "context_id")),
            PlanId.of(text(body, "plan_id")),
            ExecutionId.of(text(body, "execution_id")));
    Set<SampleFamily> families = EnumSet.noneOf(SampleFamily.class);
    ((JsonArray) requireNonNull(body.get("families"), "families"))
        .forEach(name -> families.add(SampleFamily.of(name.asString())));
    Map<UUID, RunFacts.Begun> begun = new LinkedHashMap<>();
    if (body.get("begun") instanceof JsonObject open) {
      open.members()
          .forEach((step, one) -> begun.put(UUID.fromString(step), begun(one.asObject())));
    }
    JsonValue after = body.get("after");
    return new Progress(
        UUID.fromString(timer.id()), origin, families, after == null ? 0 : after.asLong(), begun);
  }

  private static RunFacts.Begun begun(JsonObject one) {
    return new RunFacts.Begun(
        Instant.parse(text(one, "at")), one.string("agent_role").orElse(null));
  }

  private static String text(JsonObject body, String name) {
    return body.string(name).orElseThrow();
  }
}
