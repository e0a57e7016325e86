package dev.mplp.event;

import dev.mplp.model.WireName;

/** What happened in a repository. */
public enum GitEventKind implements WireName {
  /** A commit was made. */
  COMMIT("commit"),
  /** Commits were pushed. */
  PUSH("push"),
  /** A branch was merged. */
  MERGE("merge"),
  /** A tag was set. */
  TAG("tag"),
  /** A branch is new. */
  BRANCH_CREATE("branch_create"),
  /** A branch is gone. */
  BRANCH_DELETE("branch_delete");

  private static final GitEventKind[] ALL = values();

  private final String wire;

  GitEventKind(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static GitEventKind of(String wire) {
    return WireName.of(ALL, wire, "a git event kind");
  }

  @Override
  public String wire() {
    return wire;
  }
}
