package dev.mplp.spi;

/** The answer to one change set. */
public sealed interface CommitResult {

  /** The set is committed. */
  record Committed() implements CommitResult {
    /** The only one needed. */
    public static final Committed INSTANCE = new Committed();
  }

  /**
   * A version, a sequence number, a timer or a phase was not the expected one; nothing of the set
   * was done.
   *
   * @param what the kind of change and its key, such as {@code document plan/3f...}
   */
  record Conflict(String what) implements CommitResult {}

  /**
   * A step result came too late; nothing of the set was done.
   *
   * @param cause why it is refused
   */
  record Fenced(Cause cause) implements CommitResult {
    /** Why a settlement is refused. */
    public enum Cause {
      /** Another attempt was claimed, the worker's lease was reaped, or the execution is closed. */
      SUPERSEDED,
      /**
       * The execution is stopping: the step may complete, fail or be handed back, but not go on.
       */
      STOPPING
    }
  }

  /** True for {@link Committed}. */
  default boolean isCommitted() {
    return this instanceof Committed;
  }
}
