package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ContextId;
import dev.mplp.model.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An integration event as it is stored.
 *
 * @param eventId names it
 * @param contextId the Context that it belongs to; null for none
 * @param recordedAt when it was recorded, by the storage's clock
 * @param event what the outside system told
 */
public record RecordedIntegration(
    EventId eventId, @Nullable ContextId contextId, Instant recordedAt, IntegrationEvent event) {

  /** Refuses nulls. */
  public RecordedIntegration {
    requireNonNull(eventId, "eventId");
    requireNonNull(recordedAt, "recordedAt");
    requireNonNull(event, "event");
  }

  /** What it tells of. */
  public IntegrationKind kind() {
    return IntegrationKind.of(event);
  }
}
