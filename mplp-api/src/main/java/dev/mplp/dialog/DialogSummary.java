package dev.mplp.dialog;

import dev.mplp.model.ContextId;
import dev.mplp.model.DialogId;
import dev.mplp.model.ThreadId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dialog without its messages: what lists and transitions answer with, at the same cost however
 * many messages there are. Not a protocol object.
 *
 * @param dialogId its identifier
 * @param contextId the Context it belongs to
 * @param threadId the thread that it continues
 * @param status where it stands
 * @param startedAt when it began
 * @param endedAt when it ended; null while it has not
 * @param version as {@link Dialogs#update} wants it: of everything but the messages
 */
public record DialogSummary(
    DialogId dialogId,
    ContextId contextId,
    @Nullable ThreadId threadId,
    DialogStatus status,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    long version) {}
