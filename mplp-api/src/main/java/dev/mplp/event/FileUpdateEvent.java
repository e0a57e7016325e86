package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file changed (schema {@code integration/mplp-file-update-event}).
 *
 * @param filePath its path, not empty
 * @param changeType how it changed
 * @param workspaceRoot the folder that the path starts from
 * @param changeSummary what changed, in short
 * @param timestamp when it changed
 * @param linesAdded how many lines are new
 * @param linesRemoved how many lines are gone
 * @param previousPath its path before it was renamed
 * @param encoding its character encoding
 * @param language its programming language
 */
public record FileUpdateEvent(
    String filePath,
    FileChange changeType,
    @Nullable String workspaceRoot,
    @Nullable String changeSummary,
    Instant timestamp,
    @Nullable Long linesAdded,
    @Nullable Long linesRemoved,
    @Nullable String previousPath,
    @Nullable String encoding,
    @Nullable String language)
    implements IntegrationEvent {

  /** Checks what the schema demands and copies the lists. */
  public FileUpdateEvent {
    Require.text(filePath, "filePath");
    requireNonNull(changeType, "changeType");
    requireNonNull(timestamp, "timestamp");
    Require.count(linesAdded, "linesAdded");
    Require.count(linesRemoved, "linesRemoved");
  }

  /** A builder with what every FileUpdateEvent needs. */
  public static Builder builder(String filePath, FileChange changeType, Instant timestamp) {
    return new Builder().filePath(filePath).changeType(changeType).timestamp(timestamp);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.filePath = filePath;
    copy.changeType = changeType;
    copy.workspaceRoot = workspaceRoot;
    copy.changeSummary = changeSummary;
    copy.timestamp = timestamp;
    copy.linesAdded = linesAdded;
    copy.linesRemoved = linesRemoved;
    copy.previousPath = previousPath;
    copy.encoding = encoding;
    copy.language = language;
    return copy;
  }

  /** Collects the parts of a {@link FileUpdateEvent}; not thread-safe. */
  public static final class Builder {

    private @Nullable String filePath;
    private @Nullable FileChange changeType;
    private @Nullable String workspaceRoot;
    private @Nullable String changeSummary;
    private @Nullable Instant timestamp;
    private @Nullable Long linesAdded;
    private @Nullable Long linesRemoved;
    private @Nullable String previousPath;
    private @Nullable String encoding;
    private @Nullable String language;

    private Builder() {}

    /** Sets its path, not empty. */
    public Builder filePath(String filePath) {
      this.filePath = filePath;
      return this;
    }

    /** Sets how it changed. */
    public Builder changeType(FileChange changeType) {
      this.changeType = changeType;
      return this;
    }

    /** Sets the folder that the path starts from. */
    public Builder workspaceRoot(@Nullable String workspaceRoot) {
      this.workspaceRoot = workspaceRoot;
      return this;
    }

    /** Sets what changed, in short. */
    public Builder changeSummary(@Nullable String changeSummary) {
      this.changeSummary = changeSummary;
      return this;
    }

    /** Sets when it changed. */
    public Builder timestamp(Instant timestamp) {
      this.timestamp = timestamp;
      return this;
    }

    /** Sets how many lines are new. */
    public Builder linesAdded(@Nullable Long linesAdded) {
      this.linesAdded = linesAdded;
      return this;
    }

    /** Sets how many lines are gone. */
    public Builder linesRemoved(@Nullable Long linesRemoved) {
      this.linesRemoved = linesRemoved;
      return this;
    }

    /** Sets its path before it was renamed. */
    public Builder previousPath(@Nullable String previousPath) {
      this.previousPath = previousPath;
      return this;
    }

    /** Sets its character encoding. */
    public Builder encoding(@Nullable String encoding) {
      this.encoding = encoding;
      return this;
    }

    /** Sets its programming language. */
    public Builder language(@Nullable String language) {
      this.language = language;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public FileUpdateEvent build() {
      return new FileUpdateEvent(
          requireNonNull(filePath, "filePath"),
          requireNonNull(changeType, "changeType"),
          workspaceRoot,
          changeSummary,
          requireNonNull(timestamp, "timestamp"),
          linesAdded,
          linesRemoved,
          previousPath,
          encoding,
          language);
    }
  }
}
