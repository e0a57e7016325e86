package dev.mplp.event;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.WireFormat;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something happened in a Git repository (schema {@code integration/mplp-git-event}).
 *
 * @param repoUrl the repository, not empty
 * @param commitId the commit, not empty
 * @param refName the branch or tag, not empty
 * @param eventKind what happened
 * @param authorName the name of the author
 * @param authorEmail the mail address of the author
 * @param commitMessage the message of the commit
 * @param timestamp when it happened
 * @param filesChanged how many files changed
 * @param insertions how many lines are new
 * @param deletions how many lines are gone
 * @param parentCommits the commits before it
 */
public record GitEvent(
    String repoUrl,
    String commitId,
    String refName,
    GitEventKind eventKind,
    @Nullable String authorName,
    @Nullable String authorEmail,
    @Nullable String commitMessage,
    Instant timestamp,
    @Nullable Long filesChanged,
    @Nullable Long insertions,
    @Nullable Long deletions,
    @Nullable List<String> parentCommits)
    implements IntegrationEvent {

  /** Checks what the schema demands and copies the lists. */
  public GitEvent {
    Require.text(repoUrl, "repoUrl");
    Require.text(commitId, "commitId");
    Require.text(refName, "refName");
    requireNonNull(eventKind, "eventKind");
    if (authorEmail != null && !WireFormat.isEmail(authorEmail)) {
      throw new IllegalArgumentException(
          "authorEmail must be a mail address, but is \"" + authorEmail + '"');
    }
    requireNonNull(timestamp, "timestamp");
    Require.count(filesChanged, "filesChanged");
    Require.count(insertions, "insertions");
    Require.count(deletions, "deletions");
    parentCommits = Require.copy(parentCommits);
  }

  /** A builder with what every GitEvent needs. */
  public static Builder builder(
      String repoUrl, String commitId, String refName, GitEventKind eventKind, Instant timestamp) {
    return new Builder()
        .repoUrl(repoUrl)
        .commitId(commitId)
        .refName(refName)
        .eventKind(eventKind)
        .timestamp(timestamp);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.repoUrl = repoUrl;
    copy.commitId = commitId;
    copy.refName = refName;
    copy.eventKind = eventKind;
    copy.authorName = authorName;
    copy.authorEmail = authorEmail;
    copy.commitMessage = commitMessage;
    copy.timestamp = timestamp;
    copy.filesChanged = filesChanged;
    copy.insertions = insertions;
    copy.deletions = deletions;
    copy.parentCommits = parentCommits;
    return copy;
  }

  /** Collects the parts of a {@link GitEvent}; not thread-safe. */
  public static final class Builder {

    private @Nullable String repoUrl;
    private @Nullable String commitId;
    private @Nullable String refName;
    private @Nullable GitEventKind eventKind;
    private @Nullable String authorName;
    private @Nullable String authorEmail;
    private @Nullable String commitMessage;
    private @Nullable Instant timestamp;
    private @Nullable Long filesChanged;
    private @Nullable Long insertions;
    private @Nullable Long deletions;
    private @Nullable List<String> parentCommits;

    private Builder() {}

    /** Sets the repository, not empty. */
    public Builder repoUrl(String repoUrl) {
      this.repoUrl = repoUrl;
      return this;
    }

    /** Sets the commit, not empty. */
    public Builder commitId(String commitId) {
      this.commitId = commitId;
      return this;
    }

    /** Sets the branch or tag, not empty. */
    public Builder refName(String refName) {
      this.refName = refName;
      return this;
    }

    /** Sets what happened. */
    public Builder eventKind(GitEventKind eventKind) {
      this.eventKind = eventKind;
      return this;
    }

    /** Sets the name of the author. */
    public Builder authorName(@Nullable String authorName) {
      this.authorName = authorName;
      return this;
    }

    /** Sets the mail address of the author. */
    public Builder authorEmail(@Nullable String authorEmail) {
      this.authorEmail = authorEmail;
      return this;
    }

    /** Sets the message of the commit. */
    public Builder commitMessage(@Nullable String commitMessage) {
      this.commitMessage = commitMessage;
      return this;
    }

    /** Sets when it happened. */
    public Builder timestamp(Instant timestamp) {
      this.timestamp = timestamp;
      return this;
    }

    /** Sets how many files changed. */
    public Builder filesChanged(@Nullable Long filesChanged) {
      this.filesChanged = filesChanged;
      return this;
    }

    /** Sets how many lines are new. */
    public Builder insertions(@Nullable Long insertions) {
      this.insertions = insertions;
      return this;
    }

    /** Sets how many lines are gone. */
    public Builder deletions(@Nullable Long deletions) {
      this.deletions = deletions;
      return this;
    }

    /** Sets the commits before it. */
    public Builder parentCommits(@Nullable List<String> parentCommits) {
      this.parentCommits = parentCommits;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public GitEvent build() {
      return new GitEvent(
          requireNonNull(repoUrl, "repoUrl"),
          requireNonNull(commitId, "commitId"),
          requireNonNull(refName, "refName"),
          requireNonNull(eventKind, "eventKind"),
          authorName,
          authorEmail,
          commitMessage,
          requireNonNull(timestamp, "timestamp"),
          filesChanged,
          insertions,
          deletions,
          parentCommits);
    }
  }
}
