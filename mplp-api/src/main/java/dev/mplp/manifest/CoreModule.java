package dev.mplp.manifest;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.ModuleName;
import org.jspecify.annotations.Nullable;

/**
 * One module as a {@link CoreManifest} lists it.
 *
 * @param moduleId which module
 * @param version its version, not empty
 * @param status how it is offered
 * @param required whether nothing works without it
 * @param description what it does
 */
public record CoreModule(
    ModuleName moduleId,
    String version,
    ModuleStatus status,
    @Nullable Boolean required,
    @Nullable String description) {

  /** Checks what the schema demands and copies the lists. */
  public CoreModule {
    requireNonNull(moduleId, "moduleId");
    Require.text(version, "version");
    requireNonNull(status, "status");
  }

  /** A builder with what every CoreModule needs. */
  public static Builder builder(ModuleName moduleId, String version, ModuleStatus status) {
    return new Builder().moduleId(moduleId).version(version).status(status);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.moduleId = moduleId;
    copy.version = version;
    copy.status = status;
    copy.required = required;
    copy.description = description;
    return copy;
  }

  /** A copy with another status. */
  public CoreModule withStatus(ModuleStatus status) {
    return toBuilder().status(status).build();
  }

  /** Collects the parts of a {@link CoreModule}; not thread-safe. */
  public static final class Builder {

    private @Nullable ModuleName moduleId;
    private @Nullable String version;
    private @Nullable ModuleStatus status;
    private @Nullable Boolean required;
    private @Nullable String description;

    private Builder() {}

    /** Sets which module. */
    public Builder moduleId(ModuleName moduleId) {
      this.moduleId = moduleId;
      return this;
    }

    /** Sets its version, not empty. */
    public Builder version(String version) {
      this.version = version;
      return this;
    }

    /** Sets how it is offered. */
    public Builder status(ModuleStatus status) {
      this.status = status;
      return this;
    }

    /** Sets whether nothing works without it. */
    public Builder required(@Nullable Boolean required) {
      this.required = required;
      return this;
    }

    /** Sets what it does. */
    public Builder description(@Nullable String description) {
      this.description = description;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public CoreModule build() {
      return new CoreModule(
          requireNonNull(moduleId, "moduleId"),
          requireNonNull(version, "version"),
          requireNonNull(status, "status"),
          required,
          description);
    }
  }
}
