package dev.mplp.manifest;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.Event;
import dev.mplp.internal.Require;
import dev.mplp.model.CoreId;
import dev.mplp.model.Governance;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.TraceBase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime offers: the object of the Core module (schema {@code mplp-core}).
 *
 * @param meta versions of protocol and schema, and who created and changed it when
 * @param governance lifecycle phase, truth domain, lock and last confirm
 * @param coreId its identifier
 * @param protocolVersion the version of the protocol it follows, not empty
 * @param status where it stands
 * @param modules the modules, at least one
 * @param trace the span that this object was made in
 * @param events what happened to it, oldest first
 */
public record CoreManifest(
    Metadata meta,
    @Nullable Governance governance,
    CoreId coreId,
    String protocolVersion,
    CoreStatus status,
    List<CoreModule> modules,
    @Nullable TraceBase trace,
    @Nullable List<Event> events)
    implements ProtocolObject {

  /** Checks what the schema demands and copies the lists. */
  public CoreManifest {
    requireNonNull(meta, "meta");
    requireNonNull(coreId, "coreId");
    Require.text(protocolVersion, "protocolVersion");
    requireNonNull(status, "status");
    modules = Require.elements(modules, "modules");
    events = Require.copy(events);
  }

  /** A builder of a draft with a new identifier. */
  public static Builder builder(List<CoreModule> modules) {
    return new Builder().modules(modules);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.meta = meta;
    copy.governance = governance;
    copy.coreId = coreId;
    copy.protocolVersion = protocolVersion;
    copy.status = status;
    copy.modules = modules;
    copy.trace = trace;
    copy.events = events;
    return copy;
  }

  /** A copy with another meta. */
  public CoreManifest withMeta(Metadata meta) {
    return toBuilder().meta(meta).build();
  }

  /** A copy with another status. */
  public CoreManifest withStatus(CoreStatus status) {
    return toBuilder().status(status).build();
  }

  /** A copy with another governance. */
  public CoreManifest withGovernance(@Nullable Governance governance) {
    return toBuilder().governance(governance).build();
  }

  /** A copy with other modules. */
  public CoreManifest withModules(List<CoreModule> modules) {
    return toBuilder().modules(modules).build();
  }

  /** A copy with other events. */
  public CoreManifest withEvents(@Nullable List<Event> events) {
    return toBuilder().events(events).build();
  }

  @Override
  public ModuleName module() {
    return ModuleName.CORE;
  }

  @Override
  public CoreId id() {
    return coreId;
  }

  /** Collects the parts of a {@link CoreManifest}; not thread-safe. */
  public static final class Builder {

    private Metadata meta = Metadata.current();
    private @Nullable Governance governance;
    private @Nullable CoreId coreId;
    private String protocolVersion = Metadata.PROTOCOL_VERSION;
    private CoreStatus status = CoreStatus.DRAFT;
    private @Nullable List<CoreModule> modules;
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
    public Builder coreId(CoreId coreId) {
      this.coreId = coreId;
      return this;
    }

    /** Sets the version of the protocol it follows, not empty. */
    public Builder protocolVersion(String protocolVersion) {
      this.protocolVersion = protocolVersion;
      return this;
    }

    /** Sets where it stands. */
    public Builder status(CoreStatus status) {
      this.status = status;
      return this;
    }

    /** Sets the modules, at least one. */
    public Builder modules(List<CoreModule> modules) {
      this.modules = modules;
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
    public CoreManifest build() {
      return new CoreManifest(
          meta,
          governance,
          coreId == null ? CoreId.random() : coreId,
          protocolVersion,
          status,
          requireNonNull(modules, "modules"),
          trace,
          events);
    }
  }
}
