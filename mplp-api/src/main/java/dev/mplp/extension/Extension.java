package dev.mplp.extension;

import static java.util.Objects.requireNonNull;

import dev.mplp.event.Event;
import dev.mplp.internal.Require;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExtensionId;
import dev.mplp.model.Governance;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.TraceBase;
import dev.mplp.model.WireFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that the runtime is extended by (schema {@code mplp-extension}).
 *
 * @param meta versions of protocol and schema, and who created and changed it when
 * @param governance lifecycle phase, truth domain, lock and last confirm
 * @param extensionId its identifier
 * @param contextId the Context it belongs to
 * @param name its name, not empty
 * @param extensionType what it adds
 * @param version its version, a semantic version
 * @param status where it stands
 * @param config its settings, of any form
 * @param trace the span that this object was made in
 * @param events what happened to it, oldest first
 */
public record Extension(
    Metadata meta,
    @Nullable Governance governance,
    ExtensionId extensionId,
    ContextId contextId,
    String name,
    ExtensionType extensionType,
    String version,
    ExtensionStatus status,
    @Nullable JsonObject config,
    @Nullable TraceBase trace,
    @Nullable List<Event> events)
    implements ProtocolObject {

  /** Checks what the schema demands and copies the lists. */
  public Extension {
    requireNonNull(meta, "meta");
    requireNonNull(extensionId, "extensionId");
    requireNonNull(contextId, "contextId");
    Require.text(name, "name");
    requireNonNull(extensionType, "extensionType");
    if (!WireFormat.isSemanticVersion(requireNonNull(version, "version"))) {
      throw new IllegalArgumentException(
          "version must be a semantic version such as 1.4.0-rc.1, but is \"" + version + '"');
    }
    requireNonNull(status, "status");
    events = Require.copy(events);
  }

  /** A builder of a registered extension with a new identifier. */
  public static Builder builder(
      ContextId contextId, String name, ExtensionType extensionType, String version) {
    return new Builder()
        .contextId(contextId)
        .name(name)
        .extensionType(extensionType)
        .version(version);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.meta = meta;
    copy.governance = governance;
    copy.extensionId = extensionId;
    copy.contextId = contextId;
    copy.name = name;
    copy.extensionType = extensionType;
    copy.version = version;
    copy.status = status;
    copy.config = config;
    copy.trace = trace;
    copy.events = events;
    return copy;
  }

  /** A copy with another meta. */
  public Extension withMeta(Metadata meta) {
    return toBuilder().meta(meta).build();
  }

  /** A copy with another status. */
  public Extension withStatus(ExtensionStatus status) {
    return toBuilder().status(status).build();
  }

  /** A copy with another governance. */
  public Extension withGovernance(@Nullable Governance governance) {
    return toBuilder().governance(governance).build();
  }

  /** A copy with other events. */
  public Extension withEvents(@Nullable List<Event> events) {
    return toBuilder().events(events).build();
  }

  @Override
  public ModuleName module() {
    return ModuleName.EXTENSION;
  }

  @Override
  public ExtensionId id() {
    return extensionId;
  }

  /** Collects the parts of a {@link Extension}; not thread-safe. */
  public static final class Builder {

    private Metadata meta = Metadata.current();
    private @Nullable Governance governance;
    private @Nullable ExtensionId extensionId;
    private @Nullable ContextId contextId;
    private @Nullable String name;
    private @Nullable ExtensionType extensionType;
    private @Nullable String version;
    private ExtensionStatus status = ExtensionStatus.REGISTERED;
    private @Nullable JsonObject config;
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
    public Builder extensionId(ExtensionId extensionId) {
      this.extensionId = extensionId;
      return this;
    }

    /** Sets the Context it belongs to. */
    public Builder contextId(ContextId contextId) {
      this.contextId = contextId;
      return this;
    }

    /** Sets its name, not empty. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Sets what it adds. */
    public Builder extensionType(ExtensionType extensionType) {
      this.extensionType = extensionType;
      return this;
    }

    /** Sets its version, a semantic version. */
    public Builder version(String version) {
      this.version = version;
      return this;
    }

    /** Sets where it stands. */
    public Builder status(ExtensionStatus status) {
      this.status = status;
      return this;
    }

    /** Sets its settings, of any form. */
    public Builder config(@Nullable JsonObject config) {
      this.config = config;
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
    public Extension build() {
      return new Extension(
          meta,
          governance,
          extensionId == null ? ExtensionId.random() : extensionId,
          requireNonNull(contextId, "contextId"),
          requireNonNull(name, "name"),
          requireNonNull(extensionType, "extensionType"),
          requireNonNull(version, "version"),
          status,
          config,
          trace,
          events);
    }
  }
}
