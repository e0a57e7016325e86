package dev.mplp.event;

import dev.mplp.Violation;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.EventId;
import dev.mplp.model.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What outside systems report: tools, files, repositories, builds. An event is stored once and
 * never changed; the log tells of it with an observability event of the family {@code
 * external_integration}, whose payload it is.
 *
 * <p>An authorizer is asked for {@code integration.record}, {@code .read}, {@code .list} and {@code
 * .delete}.
 */
public interface Integrations {

  /**
   * Records an event under a new name.
   *
   * @param contextId the Context that it belongs to; null for none
   * @throws dev.mplp.NotFoundException when there is no such Context
   * @throws dev.mplp.ValidationException when {@link #validate} finds anything
   */
  default RecordedIntegration record(@Nullable ContextId contextId, IntegrationEvent event) {
    return record(EventId.random(), contextId, event);
  }

  /**
   * Records an event. Recording the same again under the same name changes nothing and gives what
   * is stored: for a webhook that may be delivered twice.
   *
   * @param eventId its name
   * @param contextId the Context that it belongs to; null for none
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS} when another event has the name
   * @throws dev.mplp.NotFoundException when there is no such Context
   * @throws dev.mplp.ValidationException when {@link #validate} finds anything
   */
  RecordedIntegration record(
      EventId eventId, @Nullable ContextId contextId, IntegrationEvent event);

  /**
   * What is wrong with an event: limits of the storage, and invariants of the protocol, which ask
   * for more than the schema. Empty when it can be recorded.
   */
  List<Violation> validate(IntegrationEvent event);

  /**
   * The event of a JSON text.
   *
   * @throws dev.mplp.ValidationException with all violations when it is none of this kind
   */
  IntegrationEvent parse(IntegrationKind kind, String json);

  /**
   * The event with this name.
   *
   * @throws dev.mplp.NotFoundException when there is none
   */
  RecordedIntegration get(EventId eventId);

  /**
   * Events, oldest first. With a range of time a page may have fewer than {@code limit}, even none,
   * and still have a next one: a call looks at no more than a bounded stretch of time.
   *
   * @param after where a former page ended; null for the beginning
   * @param limit 1 to 500
   */
  Page<RecordedIntegration> list(IntegrationFilter filter, @Nullable Cursor after, int limit);

  /**
   * Follows what is recorded.
   *
   * @param contextId only what belongs to this Context; null for all of the tenant
   * @param after 0 for the beginning, else where a former feed had come to
   */
  Feed<RecordedIntegration> watch(@Nullable ContextId contextId, long after);

  /**
   * Deletes events that were recorded before a time, the oldest first. What the log tells of them
   * stays in the log.
   *
   * @param limit at most so many, 1 to 500
   * @return how many were deleted; when {@code limit}, there may be more
   */
  int deleteBefore(Instant recordedBefore, int limit);
}
