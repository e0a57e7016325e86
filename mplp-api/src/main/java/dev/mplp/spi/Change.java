package dev.mplp.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change of a {@link ChangeSet}. All keys are within the set's tenant.
 *
 * <p>The step changes ({@link StartExecution} and those after it) are described with the states in
 * {@link StepState}; a storage serialises them per execution.
 */
public sealed interface Change {

  /**
   * Creates or replaces a document with its index values.
   *
   * @param expectedVersion the version that was read; 0 when there must be none. Anything else
   *     found: {@link CommitResult.Conflict}
   */
  record PutDocument(
      String kind, String id, long expectedVersion, byte[] body, Map<String, String> index)
      implements Change {
    /** Copies the index. */
    public PutDocument {
      index = Map.copyOf(index);
    }
  }

  /**
   * Changes nothing, but the set conflicts unless the document has this version at commit; 0 means
   * that there must be none.
   */
  record CheckDocument(String kind, String id, long expectedVersion) implements Change {}

  /** Removes a document, its index values and its items; conflicts on another version. */
  record DeleteDocument(String kind, String id, long expectedVersion) implements Change {}

  /**
   * Appends items to a document; conflicts when one of their sequence numbers is taken.
   *
   * @param first sequence number of the first body, the next one has one more
   */
  record AppendItems(String kind, String id, long first, List<byte[]> bodies) implements Change {
    /** Copies the list. */
    public AppendItems {
      bodies = List.copyOf(bodies);
    }
  }

  /**
   * Replaces one item; conflicts when its version is not the expected one, or there is no such
   * item.
   */
  record PutItem(String kind, String id, long sequence, long expectedVersion, byte[] body)
      implements Change {}

  /** Writes a record of the log. */
  record AppendLog(LogEntry entry) implements Change {}

  /**
   * Gives a record of the log another body, for good: what is to be forgotten goes, the record with
   * its place stays. The SHA-256 of the body that it was written with is kept, see {@link
   * LogRecord#erased()}. Nothing happens when the tenant has no such record.
   *
   * @param sequence see {@link LogRecord#sequence()}
   * @param entry the record as it is, but for the body
   */
  record RedactRecord(long sequence, LogEntry entry) implements Change {}

  /** Sets a timer, or moves it when it is set; {@code due} is of the storage's clock. */
  record PutTimer(String kind, String id, Instant due, byte[] body) implements Change {}

  /** Removes a timer; conflicts when it is not set: whoever removes it has its effect alone. */
  record RemoveTimer(String kind, String id) implements Change {}

  /**
   * Creates the work of an execution; conflicts when the execution exists.
   *
   * <p>Steps whose dependencies are all {@link StepState#COMPLETED} become ready at once. A step of
   * the state FAILED or SKIPPED (adopted from elsewhere) lets its dependents wait: the engine gives
   * them the state SKIPPED. When no step is unsettled the end becomes claimable at once.
   *
   * @param runId names the first run, see {@link LogEntry#runId()}
   * @param parallelism at most so many steps are CLAIMABLE, RUNNING or DELAYED at once, 0 for no
   *     limit
   * @param phase OPEN or HELD
   * @param steps by index; their dependencies form no cycle
   * @param compensates the execution whose completed steps this work undoes: its claims say so, and
   *     the records that they write are of types of their own, see {@link LogEntry}; null for the
   *     work of a plan. It need not exist
   */
  record StartExecution(
      UUID executionId,
      String contextId,
      UUID runId,
      int parallelism,
      Phase phase,
      List<NewStep> steps,
      @Nullable UUID compensates)
      implements Change {
    /** Copies the list; refuses indexes, states and a phase that are not as said. */
    public StartExecution {
      steps = List.copyOf(steps);
      if (parallelism < 0) {
        throw new IllegalArgumentException("parallelism must not be negative: " + parallelism);
      }
      if (phase != Phase.OPEN && phase != Phase.HELD) {
        throw new IllegalArgumentException("an execution starts OPEN or HELD, not " + phase);
      }
      for (int i = 0; i < steps.size(); i++) {
        NewStep step = steps.get(i);
        if (step.index() != i) {
          throw new IllegalArgumentException("step " + i + " has the index " + step.index());
        }
        for (int dependency : step.dependencies()) {
          if (dependency < 0 || dependency >= steps.size() || dependency == i) {
            throw new IllegalArgumentException("step " + i + " depends on " + dependency);
          }
        }
      }
    }

    /** The work of a plan. */
    @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
    public StartExecution(
        UUID executionId,
        String contextId,
        UUID runId,
        int parallelism,
        Phase phase,
        List<NewStep> steps) {
      this(executionId, contextId, runId, parallelism, phase, steps, null);
    }
  }

  /**
   * A step of a new execution.
   *
   * @param index its place, from 0, dense
   * @param stepId its id in the plan
   * @param role who can do it; empty when anybody can, which {@link Work#claim} takes for a name
   *     like any other
   * @param dependencies indexes of the steps that must complete before; a repeated one counts once
   * @param state WAITING, or where it came to elsewhere: COMPLETED, FAILED, SKIPPED
   * @param payload returned with each {@link Claim} and written as body of the {@code step.started}
   *     and {@code step.lost} records
   * @param result what a COMPLETED step came to elsewhere, readable as {@link StepRun#result()};
   *     null for nothing
   */
  record NewStep(
      int index,
      UUID stepId,
      String role,
      List<Integer> dependencies,
      StepState state,
      byte[] payload,
      byte @Nullable [] result) {
    /** Copies the list; refuses a state in which no step starts, and a result without an end. */
    public NewStep {
      dependencies = List.copyOf(dependencies);
      if (state != StepState.WAITING && !state.isSettled()) {
        throw new IllegalArgumentException("a new step is WAITING or settled, not " + state);
      }
      if (result != null && state != StepState.COMPLETED) {
        throw new IllegalArgumentException("a step that is " + state + " has no result");
      }
    }

    /** A step without a result. */
    public NewStep(
        int index,
        UUID stepId,
        String role,
        List<Integer> dependencies,
        StepState state,
        byte[] payload) {
      this(index, stepId, role, dependencies, state, payload, null);
    }
  }

  /**
   * Reports what became of a claimed step. {@link CommitResult.Fenced} unless the step is still
   * RUNNING under this worker and attempt.
   *
   * @param settlement for the end {@link Settlement.Completed}, or {@link Settlement.Release} to
   *     hand it back
   * @param result stored with the step, and readable as {@link StepRun#result()}; kept as it is
   *     when null
   */
  record SettleStep(
      UUID executionId,
      int index,
      int attempt,
      UUID worker,
      Settlement settlement,
      byte @Nullable [] result)
      implements Change {
    /** Refuses what cannot become of an end. */
    public SettleStep {
      if (index == Claim.END
          && !(settlement instanceof Settlement.Completed)
          && !(settlement instanceof Settlement.Release)) {
        throw new IllegalArgumentException("the end is completed or released, not " + settlement);
      }
    }
  }

  /**
   * Lets a PARKED step go on: it becomes ready. A step that is not parked stays as it is.
   *
   * @param executionId whose
   * @param index which
   */
  record ContinueStep(UUID executionId, int index) implements Change {}

  /**
   * Moves an execution to another phase.
   *
   * <p>OPEN and HELD lead to every phase, STOPPING to STOPPING and CLOSED, CLOSED to none: only
   * {@link ReopenExecution} opens it again. Anything else conflicts.
   *
   * <ul>
   *   <li>to HELD: what is CLAIMABLE is held; nothing more is claimed
   *   <li>to OPEN: what is held becomes claimable, as far as the parallelism goes
   *   <li>to STOPPING: what has not settled and is not RUNNING becomes SKIPPED for {@code
   *       skipReason}; once nothing runs, the end becomes claimable
   *   <li>to CLOSED: what has not settled is skipped, running steps too, and they are fenced off;
   *       so is an end that has not completed. Nothing is claimed any more
   * </ul>
   *
   * @param expected conflicts when the execution is in none of these phases
   * @param skipReason for what is skipped, now and while the phase is STOPPING
   */
  record ControlExecution(
      UUID executionId, List<Phase> expected, Phase phase, SkipReason skipReason)
      implements Change {
    /** Copies the list. */
    public ControlExecution {
      expected = List.copyOf(expected);
    }
  }

  /**
   * Opens a closed execution for another run: FAILED steps, and those SKIPPED for {@link
   * SkipReason#UPSTREAM}, wait or are ready again with their failures and losses forgotten;
   * attempts count on, results stay. The phase is OPEN and there is a new end. Conflicts unless the
   * phase is CLOSED.
   */
  record ReopenExecution(UUID executionId, UUID runId) implements Change {}

  /**
   * Removes the work of an execution with all its steps for good; conflicts unless the phase is
   * CLOSED. Nothing happens when there is no such execution: it may have been removed before.
   */
  record RemoveExecution(UUID executionId) implements Change {}

  /**
   * Gives an execution other steps than it has: adds some, replaces or removes some that have not
   * begun. Everything else stays as it is. Made before the settlements of the same set, so that a
   * step can add others in the set that completes it.
   *
   * <p>Conflicts unless all of this is so: the phase is OPEN or HELD, some step is unsettled, the
   * execution has {@code size} steps, and each step that is replaced or removed is WAITING, HELD or
   * CLAIMABLE, a replaced one with the id that it has.
   *
   * <p>A removed step becomes SKIPPED for {@link SkipReason#REVISED} and keeps its index; no other
   * step is skipped with it. One that depends on it and is not put waits for ever: whoever revises
   * gives it other dependencies or removes it too. A step that is put and depends on one that is
   * FAILED or SKIPPED is SKIPPED for {@link SkipReason#UPSTREAM}, with everything that depends on
   * it, as if it had been there before.
   *
   * @param size how many steps the execution has, removed ones included
   * @param put new steps, whose indexes follow on from {@code size}, and replacements: role,
   *     payload and all dependencies are those given here, failures and attempts stay. All are
   *     WAITING, and form no cycle with the others
   * @param removed indexes of steps to remove
   */
  record ReviseExecution(UUID executionId, int size, List<NewStep> put, List<Integer> removed)
      implements Change {
    /** Copies the lists; refuses indexes and states that are not as said. */
    public ReviseExecution {
      put = List.copyOf(put);
      removed = List.copyOf(removed);
      Set<Integer> seen = new HashSet<>();
      int added = 0;
      for (NewStep step : put) {
        added += step.index() >= size ? 1 : 0;
        if (step.state() != StepState.WAITING || step.index() < 0 || !seen.add(step.index())) {
          throw new IllegalArgumentException(
              "step " + step.index() + " is put twice, or is " + step.state() + ", not WAITING");
        }
      }
      for (int index : removed) {
        if (index < 0 || index >= size || !seen.add(index)) {
          throw new IllegalArgumentException(
              "step " + index + " is removed twice, or put too, or is not there");
        }
      }
      for (NewStep step : put) {
        boolean dense = step.index() < size + added;
        for (int dependency : step.dependencies()) {
          dense &= dependency >= 0 && dependency < size + added && dependency != step.index();
        }
        if (!dense) {
          throw new IllegalArgumentException(
              "step " + step.index() + " or one that it depends on is beyond the last");
        }
      }
    }
  }

  /**
   * Limits how many steps of the tenant {@link Work#claim} hands out, over all executions and
   * workers: for a role, or for all roles together. A step is claimed when no limit that applies to
   * it speaks against it. Ends are not limited. Steps that run when a limit is set first are not
   * counted by it; one that is changed goes on counting.
   *
   * @param role of which; null for all roles together, which is a limit beside those of the roles
   * @param of what is limited
   * @param most so many, at most {@value LimitSteps#MOST_LIMIT}; 0 takes the limit away
   * @param per the time that a limit of {@link LimitOf#BEGUN} is about; zero for others
   */
  record LimitSteps(@Nullable String role, LimitOf of, int most, Duration per) implements Change {

    /** The largest limit. */
    public static final int MOST_LIMIT = 1000;

    /** Refuses numbers and times that are not as said. */
    public LimitSteps {
      if (most < 0 || most > MOST_LIMIT) {
        throw new IllegalArgumentException(
            "a limit is 0 to " + MOST_LIMIT + " but this is " + most);
      }
      if (per.isNegative() || (most > 0 && per.isZero() == (of == LimitOf.BEGUN))) {
        throw new IllegalArgumentException("a limit of " + of + " is not about a time of " + per);
      }
    }
  }

  /** What {@link LimitSteps} limits. */
  enum LimitOf {
    /**
     * Steps that are RUNNING. Whoever settles, loses or gives up a step makes room by that: there
     * is nothing to give back.
     */
    RUNNING,
    /** Claims within any stretch of time. */
    BEGUN
  }
}
