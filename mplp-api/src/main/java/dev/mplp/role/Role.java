package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.Event;
import dev.mplp.internal.Require;
import dev.mplp.model.Governance;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.RoleId;
import dev.mplp.model.TraceBase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what (schema {@code mplp-role}).
 *
 * @param meta versions of protocol and schema, and who created and changed it when
 * @param governance lifecycle phase, truth domain, lock and last confirm
 * @param roleId its identifier
 * @param name its name, by which labels such as {@code agent_role} find it
 * @param description what it is for
 * @param capabilities what it may do, such as {@code plan.create} or {@code plan.*}
 * @param createdAt when it was created; equal to {@code meta.created_at} where both are there
 * @param updatedAt when it was last changed; equal to {@code meta.updated_at} where both are there
 * @param trace the span that this object was made in
 * @param events what happened to it, oldest first
 */
public record Role(
    Metadata meta,
    @Nullable Governance governance,
    RoleId roleId,
    String name,
    @Nullable String description,
    @Nullable List<String> capabilities,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable TraceBase trace,
    @Nullable List<Event> events)
    implements ProtocolObject {

  /** Checks what the schema demands and copies the lists. */
  public Role {
    requireNonNull(meta, "meta");
    requireNonNull(roleId, "roleId");
    requireNonNull(name, "name");
    capabilities = Require.copy(capabilities);
    events = Require.copy(events);
  }

  /** A builder of a role with a new identifier. */
  public static Builder builder(String name) {
    return new Builder().name(name);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.meta = meta;
    copy.governance = governance;
    copy.roleId = roleId;
    copy.name = name;
    copy.description = description;
    copy.capabilities = capabilities;
    copy.createdAt = createdAt;
    copy.updatedAt = updatedAt;
    copy.trace = trace;
    copy.events = events;
    return copy;
  }

  /** A copy with another meta. */
  public Role withMeta(Metadata meta) {
    return toBuilder().meta(meta).build();
  }

  /** A copy with another governance. */
  public Role withGovernance(@Nullable Governance governance) {
    return toBuilder().governance(governance).build();
  }

  /** A copy with other events. */
  public Role withEvents(@Nullable List<Event> events) {
    return toBuilder().events(events).build();
  }

  @Override
  public ModuleName module() {
    return ModuleName.ROLE;
  }

  @Override
  public RoleId id() {
    return roleId;
  }

  /** Collects the parts of a {@link Role}; not thread-safe. */
  public static final class Builder {

    private Metadata meta = Metadata.current();
    private @Nullable Governance governance;
    private @Nullable RoleId roleId;
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable List<String> capabilities;
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
    public Builder roleId(RoleId roleId) {
      this.roleId = roleId;
      return this;
    }

    /** Sets its name, by which labels such as {@code agent_role} find it. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Sets what it is for. */
    public Builder description(@Nullable String description) {
      this.description = description;
      return this;
    }

    /** Sets what it may do, such as {@code plan.create} or {@code plan.*}. */
    public Builder capabilities(@Nullable List<String> capabilities) {
      this.capabilities = capabilities;
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
    public Role build() {
      return new Role(
          meta,
          governance,
          roleId == null ? RoleId.random() : roleId,
          requireNonNull(name, "name"),
          description,
          capabilities,
          createdAt,
          updatedAt,
          trace,
          events);
    }
  }
}
