package dev.mplp.model;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code meta} part of every protocol object (schema {@code common/metadata}).
 *
 * @param protocolVersion version of the protocol, three numbers
 * @param schemaVersion version of the schema, three numbers
 * @param createdAt when it was created
 * @param createdBy who created it
 * @param updatedAt when it was last changed
 * @param updatedBy who last changed it
 * @param tags free labels, each once
 * @param crossCutting the concerns it touches, each once
 */
public record Metadata(
    String protocolVersion,
    String schemaVersion,
    @Nullable Instant createdAt,
    @Nullable String createdBy,
    @Nullable Instant updatedAt,
    @Nullable String updatedBy,
    @Nullable List<String> tags,
    @Nullable List<CrossCutting> crossCutting) {

  /** Checks what the schema demands and copies the lists. */
  public Metadata {
    Require.version(protocolVersion, "protocolVersion");
    Require.version(schemaVersion, "schemaVersion");
    tags = Require.distinct(tags, "tags");
    crossCutting = Require.distinct(crossCutting, "crossCutting");
  }

  /** A builder that starts with the versions that this library writes. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.protocolVersion = protocolVersion;
    copy.schemaVersion = schemaVersion;
    copy.createdAt = createdAt;
    copy.createdBy = createdBy;
    copy.updatedAt = updatedAt;
    copy.updatedBy = updatedBy;
    copy.tags = tags;
    copy.crossCutting = crossCutting;
    return copy;
  }

  /** The version of the protocol that this library writes. */
  public static final String PROTOCOL_VERSION = "1.0.0";

  /** The version of the schemas that this library writes. */
  public static final String SCHEMA_VERSION = "1.0.0";

  private static final Metadata CURRENT = builder().build();

  /** The versions that this library writes, and nothing else. */
  public static Metadata current() {
    return CURRENT;
  }

  /** The versions that this library writes, with the creation. */
  public static Metadata created(Instant at, @Nullable String by) {
    return builder().createdAt(requireNonNull(at, "at")).createdBy(by).build();
  }

  /** A copy that says when and by whom it was last changed. */
  public Metadata updated(Instant at, @Nullable String by) {
    return toBuilder().updatedAt(requireNonNull(at, "at")).updatedBy(by).build();
  }

  /** Collects the parts of a {@link Metadata}; not thread-safe. */
  public static final class Builder {

    private String protocolVersion = PROTOCOL_VERSION;
    private String schemaVersion = SCHEMA_VERSION;
    private @Nullable Instant createdAt;
    private @Nullable String createdBy;
    private @Nullable Instant updatedAt;
    private @Nullable String updatedBy;
    private @Nullable List<String> tags;
    private @Nullable List<CrossCutting> crossCutting;

    private Builder() {}

    /** Sets version of the protocol, three numbers. */
    public Builder protocolVersion(String protocolVersion) {
      this.protocolVersion = protocolVersion;
      return this;
    }

    /** Sets version of the schema, three numbers. */
    public Builder schemaVersion(String schemaVersion) {
      this.schemaVersion = schemaVersion;
      return this;
    }

    /** Sets when it was created. */
    public Builder createdAt(@Nullable Instant createdAt) {
      this.createdAt = createdAt;
      return this;
    }

    /** Sets who created it. */
    public Builder createdBy(@Nullable String createdBy) {
      this.createdBy = createdBy;
      return this;
    }

    /** Sets when it was last changed. */
    public Builder updatedAt(@Nullable Instant updatedAt) {
      this.updatedAt = updatedAt;
      return this;
    }

    /** Sets who last changed it. */
    public Builder updatedBy(@Nullable String updatedBy) {
      this.updatedBy = updatedBy;
      return this;
    }

    /** Sets free labels, each once. */
    public Builder tags(@Nullable List<String> tags) {
      this.tags = tags;
      return this;
    }

    /** Sets the concerns it touches, each once. */
    public Builder crossCutting(@Nullable List<CrossCutting> crossCutting) {
      this.crossCutting = crossCutting;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public Metadata build() {
      return new Metadata(
          protocolVersion,
          schemaVersion,
          createdAt,
          createdBy,
          updatedAt,
          updatedBy,
          tags,
          crossCutting);
    }
  }
}
