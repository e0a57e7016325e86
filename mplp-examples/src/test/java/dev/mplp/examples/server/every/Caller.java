package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Calls operations by their names; every answer is held against the description. */
final class Caller {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Description description;
  private final Door door;
  private final Set<String> answered = new TreeSet<>();

  Caller(Description description, Door door) {
    this.description = description;
    this.door = door;
  }

  /** The runtime, by somebody who may do everything. */
  Mplp mplp() {
    return door.mplp();
  }

  /** A call; the parts are those of the path, percent-encoded where need be. */
  Ask to(String operationId, Object... parts) {
    Operation operation = description.operation(operationId);
    List<String> texts = Arrays.stream(parts).map(String::valueOf).toList();
    return new Ask(this, operation, operation.at(texts));
  }

  /** A new Context that is active. */
  ContextId context() {
    JsonObject opened =
        to("openContext")
            .body("{'title': 'Work', 'root': {'domain': 'code', 'environment': 'test'}}")
            .answers()
            .json();
    return ContextId.of(opened.string("context_id").orElseThrow());
  }

  /** What an operation answers as soon as it has this in a member; it is called until then. */
  Answered until(String member, String value, String operationId, Object... parts) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      Answered seen = to(operationId, parts).answers();
      if (seen.json().string(member).orElse("").equals(value)) {
        return seen;
      }
      assertThat(Instant.now()).as("%s: %s", operationId, seen.json()).isBefore(end);
      Thread.onSpinWait();
    }
  }

  Door door() {
    return door;
  }

  Description description() {
    return description;
  }

  void answered(Operation operation) {
    answered.add(operation.id());
  }

  /** The operations that were called and did what they are for. */
  Set<String> answered() {
    return answered;
  }
}
