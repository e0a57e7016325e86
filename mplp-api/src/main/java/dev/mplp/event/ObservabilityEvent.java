package dev.mplp.event;

import dev.mplp.model.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of the observability duties, in one of twelve families.
 *
 * <p>Three families have fields of their own and a schema each; the others are {@link CoreEvent}s.
 * Identifiers are UUIDs of any version and keep their text. Members beyond the schema are allowed
 * and kept.
 */
public sealed interface ObservabilityEvent
    permits CoreEvent, PipelineStageEvent, GraphUpdateEvent, RuntimeExecutionEvent {

  /** Its identifier: any UUID, text kept as it is. */
  String eventId();

  /** What happened, in words of its family. */
  String eventType();

  /** The family it belongs to. */
  EventFamily eventFamily();

  /** When it happened. */
  Instant timestamp();

  /** The project, if given: any UUID, text kept as it is. */
  @Nullable String projectId();

  /** More about it, if given. */
  @Nullable JsonObject payload();

  /** Further members, in the order in which they were given. */
  JsonObject extra();
}
