package dev.mplp.dialog;

import dev.mplp.model.ContextId;
import dev.mplp.model.ThreadId;
import org.jspecify.annotations.Nullable;

/**
 * Which dialogs to list; all conditions that are there must hold.
 *
 * @param contextId only those of this Context; null for every Context
 * @param threadId only those of this thread; null for every thread
 * @param status only those of this status; null for every status
 * @param archived only those that are archived, or only those that are not; null for both
 */
public record DialogFilter(
    @Nullable ContextId contextId,
    @Nullable ThreadId threadId,
    @Nullable DialogStatus status,
    @Nullable Boolean archived) {

  private static final DialogFilter ALL = new DialogFilter(null, null, null, false);

  /** Every dialog of the tenant that is not archived. */
  public static DialogFilter all() {
    return ALL;
  }

  /** Only those of this Context. */
  public DialogFilter withContext(@Nullable ContextId contextId) {
    return new DialogFilter(contextId, threadId, status, archived);
  }

  /** Only those of this thread. */
  public DialogFilter withThread(@Nullable ThreadId threadId) {
    return new DialogFilter(contextId, threadId, status, archived);
  }

  /** Only those of this status. */
  public DialogFilter withStatus(@Nullable DialogStatus status) {
    return new DialogFilter(contextId, threadId, status, archived);
  }

  /** Only those that are archived, or only those that are not; null for both. */
  public DialogFilter withArchived(@Nullable Boolean archived) {
    return new DialogFilter(contextId, threadId, status, archived);
  }
}
