package dev.mplp.dialog;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.Event;
import dev.mplp.internal.Require;
import dev.mplp.model.ContextId;
import dev.mplp.model.DialogId;
import dev.mplp.model.Governance;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.ThreadId;
import dev.mplp.model.TraceBase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one thread, in order (schema {@code mplp-dialog}).
 *
 * @param meta versions of protocol and schema, and who created and changed it when
 * @param governance lifecycle phase, truth domain, lock and last confirm
 * @param dialogId its identifier
 * @param contextId the Context it belongs to
 * @param threadId the thread that it continues
 * @param status where it stands
 * @param messages what was said, oldest first; may be empty
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param trace the span that this object was made in
 * @param events what happened to it, oldest first
 */
public record Dialog(
    Metadata meta,
    @Nullable Governance governance,
    DialogId dialogId,
    ContextId contextId,
    @Nullable ThreadId threadId,
    DialogStatus status,
    List<DialogMessage> messages,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable TraceBase trace,
    @Nullable List<Event> events)
    implements ProtocolObject {

  /** Checks what the schema demands and copies the lists. */
  public Dialog {
    requireNonNull(meta, "meta");
    requireNonNull(dialogId, "dialogId");
    requireNonNull(contextId, "contextId");
    requireNonNull(status, "status");
    messages = List.copyOf(messages);
    events = Require.copy(events);
  }

  /** A builder of an active dialog without messages and with a new identifier. */
  public static Builder builder(ContextId contextId) {
    return new Builder().contextId(contextId);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.meta = meta;
    copy.governance = governance;
    copy.dialogId = dialogId;
    copy.contextId = contextId;
    copy.threadId = threadId;
    copy.status = status;
    copy.messages = messages;
    copy.startedAt = startedAt;
    copy.endedAt = endedAt;
    copy.trace = trace;
    copy.events = events;
    return copy;
  }

  /** A copy with another meta. */
  public Dialog withMeta(Metadata meta) {
    return toBuilder().meta(meta).build();
  }

  /** A copy with another status. */
  public Dialog withStatus(DialogStatus status) {
    return toBuilder().status(status).build();
  }

  /** A copy with another governance. */
  public Dialog withGovernance(@Nullable Governance governance) {
    return toBuilder().governance(governance).build();
  }

  /** A copy with other messages. */
  public Dialog withMessages(List<DialogMessage> messages) {
    return toBuilder().messages(messages).build();
  }

  /** A copy with other events. */
  public Dialog withEvents(@Nullable List<Event> events) {
    return toBuilder().events(events).build();
  }

  @Override
  public ModuleName module() {
    return ModuleName.DIALOG;
  }

  @Override
  public DialogId id() {
    return dialogId;
  }

  /** Collects the parts of a {@link Dialog}; not thread-safe. */
  public static final class Builder {

    private Metadata meta = Metadata.current();
    private @Nullable Governance governance;
    private @Nullable DialogId dialogId;
    private @Nullable ContextId contextId;
    private @Nullable ThreadId threadId;
    private DialogStatus status = DialogStatus.ACTIVE;
    private List<DialogMessage> messages = List.of();
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private @Nullable TraceBase trace;
    private @Nullable List<Event> events;

    private Builder() {}

    /** Sets versions of protocol and schema, and who created and changed it when. */
    public Builder meta(Metadata meta) {
      this.meta = meta;
      return this;
    }

    /** Sets lifecycle phase, truth domain, lock and last confirm. */
    public Builder governance(@Nullable Governance governance) {
      this.governance = governance;
      return this;
    }

    /** Sets its identifier. */
    public Builder dialogId(DialogId dialogId) {
      this.dialogId = dialogId;
      return this;
    }

    /** Sets the Context it belongs to. */
    public Builder contextId(ContextId contextId) {
      this.contextId = contextId;
      return this;
    }

    /** Sets the thread that it continues. */
    public Builder threadId(@Nullable ThreadId threadId) {
      this.threadId = threadId;
      return this;
    }

    /** Sets where it stands. */
    public Builder status(DialogStatus status) {
      this.status = status;
      return this;
    }

    /** Sets what was said, oldest first; may be empty. */
    public Builder messages(List<DialogMessage> messages) {
      this.messages = messages;
      return this;
    }

    /** Sets when it began. */
    public Builder startedAt(@Nullable Instant startedAt) {
      this.startedAt = startedAt;
      return this;
    }

    /** Sets when it ended. */
    public Builder endedAt(@Nullable Instant endedAt) {
      this.endedAt = endedAt;
      return this;
    }

    /** Sets the span that this object was made in. */
    public Builder trace(@Nullable TraceBase trace) {
      this.trace = trace;
      return this;
    }

    /** Sets what happened to it, oldest first. */
    public Builder events(@Nullable List<Event> events) {
      this.events = events;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public Dialog build() {
      return new Dialog(
          meta,
          governance,
          dialogId == null ? DialogId.random() : dialogId,
          requireNonNull(contextId, "contextId"),
          threadId,
          status,
          messages,
          startedAt,
          endedAt,
          trace,
          events);
    }
  }
}
