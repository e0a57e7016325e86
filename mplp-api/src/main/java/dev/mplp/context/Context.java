package dev.mplp.context;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.Event;
import dev.mplp.internal.Require;
import dev.mplp.model.ContextId;
import dev.mplp.model.Governance;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.TraceBase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scope that plans, roles, dialogs and all other objects bind to (schema {@code mplp-context}).
 *
 * @param meta versions of protocol and schema, and who created and changed it when
 * @param governance lifecycle phase, truth domain, lock and last confirm
 * @param contextId its identifier
 * @param root what it is about
 * @param title its name for people, not empty
 * @param summary background and scope in a few words
 * @param status where it stands in its life
 * @param tags free labels, none of them empty
 * @param language the main language of the work
 * @param ownerRole the role that owns it
 * @param constraints bounds on the work, of any form
 * @param createdAt when it was created; equal to {@code meta.created_at} where both are there
 * @param updatedAt when it was last changed; equal to {@code meta.updated_at} where both are there
 * @param trace the span that this object was made in
 * @param events what happened to it, oldest first
 */
public record Context(
    Metadata meta,
    @Nullable Governance governance,
    ContextId contextId,
    Root root,
    String title,
    @Nullable String summary,
    ContextStatus status,
    @Nullable List<String> tags,
    @Nullable String language,
    @Nullable String ownerRole,
    @Nullable JsonObject constraints,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable TraceBase trace,
    @Nullable List<Event> events)
    implements ProtocolObject {

  /** Checks what the schema demands and copies the lists. */
  public Context {
    requireNonNull(meta, "meta");
    requireNonNull(contextId, "contextId");
    requireNonNull(root, "root");
    Require.text(title, "title");
    requireNonNull(status, "status");
    tags = Require.copy(tags);
    if (tags != null) {
      tags.forEach(tag -> Require.text(tag, "tags"));
    }
    events = Require.copy(events);
  }

  /** A builder of a draft with a new identifier. */
  public static Builder builder(Root root, String title) {
    return new Builder().root(root).title(title);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.meta = meta;
    copy.governance = governance;
    copy.contextId = contextId;
    copy.root = root;
    copy.title = title;
    copy.summary = summary;
    copy.status = status;
    copy.tags = tags;
    copy.language = language;
    copy.ownerRole = ownerRole;
    copy.constraints = constraints;
    copy.createdAt = createdAt;
    copy.updatedAt = updatedAt;
    copy.trace = trace;
    copy.events = events;
    return copy;
  }

  /** A copy with another meta. */
  public Context withMeta(Metadata meta) {
    return toBuilder().meta(meta).build();
  }

  /** A copy with another status. */
  public Context withStatus(ContextStatus status) {
    return toBuilder().status(status).build();
  }

  /** A copy with another governance. */
  public Context withGovernance(@Nullable Governance governance) {
    return toBuilder().governance(governance).build();
  }

  /** A copy with other events. */
  public Context withEvents(@Nullable List<Event> events) {
    return toBuilder().events(events).build();
  }

  @Override
  public ModuleName module() {
    return ModuleName.CONTEXT;
  }

  @Override
  public ContextId id() {
    return contextId;
  }

  /** Collects the parts of a {@link Context}; not thread-safe. */
  public static final class Builder {

    private Metadata meta = Metadata.current();
    private @Nullable Governance governance;
    private @Nullable ContextId contextId;
    private @Nullable Root root;
    private @Nullable String title;
    private @Nullable String summary;
    private ContextStatus status = ContextStatus.DRAFT;
    private @Nullable List<String> tags;
    private @Nullable String language;
    private @Nullable String ownerRole;
    private @Nullable JsonObject constraints;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
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
    public Builder contextId(ContextId contextId) {
      this.contextId = contextId;
      return this;
    }

    /** Sets what it is about. */
    public Builder root(Root root) {
      this.root = root;
      return this;
    }

    /** Sets its name for people, not empty. */
    public Builder title(String title) {
      this.title = title;
      return this;
    }

    /** Sets background and scope in a few words. */
    public Builder summary(@Nullable String summary) {
      this.summary = summary;
      return this;
    }

    /** Sets where it stands in its life. */
    public Builder status(ContextStatus status) {
      this.status = status;
      return this;
    }

    /** Sets free labels, none of them empty. */
    public Builder tags(@Nullable List<String> tags) {
      this.tags = tags;
      return this;
    }

    /** Sets the main language of the work. */
    public Builder language(@Nullable String language) {
      this.language = language;
      return this;
    }

    /** Sets the role that owns it. */
    public Builder ownerRole(@Nullable String ownerRole) {
      this.ownerRole = ownerRole;
      return this;
    }

    /** Sets bounds on the work, of any form. */
    public Builder constraints(@Nullable JsonObject constraints) {
      this.constraints = constraints;
      return this;
    }

    /** Sets when it was created; equal to {@code meta.created_at} where both are there. */
    public Builder createdAt(@Nullable Instant createdAt) {
      this.createdAt = createdAt;
      return this;
    }

    /** Sets when it was last changed; equal to {@code meta.updated_at} where both are there. */
    public Builder updatedAt(@Nullable Instant updatedAt) {
      this.updatedAt = updatedAt;
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
    public Context build() {
      return new Context(
          meta,
          governance,
          contextId == null ? ContextId.random() : contextId,
          requireNonNull(root, "root"),
          requireNonNull(title, "title"),
          summary,
          status,
          tags,
          language,
          ownerRole,
          constraints,
          createdAt,
          updatedAt,
          trace,
          events);
    }
  }
}
