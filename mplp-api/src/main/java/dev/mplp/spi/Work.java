package dev.mplp.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What executions have to do, and who does it: the only part of a storage that knows steps.
 *
 * <p>A worker holds one lease for all its steps. The attempt number of a claim is its fencing
 * token: it grows by one with every claim of a step, over all runs.
 */
public interface Work {

  /**
   * Makes a worker known, with a lease that ends after {@code lease} unless extended.
   *
   * @param name for people, such as host and process
   * @return a fresh id; one process that registers twice is two workers
   */
  UUID register(String name, Duration lease);

  /**
   * Extends a worker's lease to {@code lease} from now.
   *
   * @return {@link Extension#alive()} false when the worker was reaped or never known: its steps
   *     are lost, and it registers anew
   */
  Extension extend(UUID worker, Duration lease);

  /**
   * Forgets a worker: the steps that it has not settled are taken away as {@link #reap} takes them.
   * A worker that is not known is ignored.
   */
  void deregister(UUID worker);

  /**
   * How many workers of this process were found to have lost their lease when it was to be extended
   * ({@link Extension#alive}), since the storage was opened.
   */
  default long leasesLost() {
    return 0;
  }

  /**
   * Claims ready steps: each becomes RUNNING, its attempt counts one more, and a {@code
   * step.started} record with the step's payload is written (none for the end); for a step that its
   * last attempt parked a {@code step.continued} record, which says that the attempt before goes
   * on. Durable when this returns.
   *
   * <p>Fair: tenants and roles take turns, and so do executions; the first ready step of a new
   * execution does not wait for the thousand ready steps of an older one. Steps that are DELAYED or
   * PARKED and whose time has come take part.
   *
   * <p>Steps beyond a limit of their tenant ({@link Change.LimitSteps}) are left; they take no turn
   * from others. Two claims at once may both leave a step that one of them could have had.
   *
   * @param roles only steps of these roles, and the ends of executions; null for every role
   * @return at most {@code max}, empty when there is nothing; empty also when the worker is unknown
   *     or its lease has ended
   * @throws OutcomeUnknownException when it cannot be told whether steps were claimed. A worker
   *     that went on would keep them from everybody, so it deregisters and registers anew
   */
  List<Claim> claim(UUID worker, @Nullable Set<String> roles, int max);

  /**
   * Takes the steps of workers whose lease has ended away from them: they are ready again as if
   * {@linkplain Settlement.Release released}, {@link StepRun#lost()} counts one more, and a {@code
   * step.lost} record with the step's payload and lost attempt is written for each. An end is taken
   * too, and becomes claimable without a record. Until its steps are taken, what the worker settles
   * after its lease ended is accepted.
   *
   * @return how many were taken, at most {@code max}; less when there were no more, or none but
   *     those that others are just taking
   */
  int reap(int max);

  /** One step, empty when there is no such execution or index. */
  Optional<StepRun> step(String tenant, UUID executionId, int index);

  /** Steps with {@code index > after}, ascending; the end is not among them. */
  List<StepRun> steps(String tenant, UUID executionId, int after, int limit);

  /**
   * How many steps are in each state, those of no step left out; the end is not counted. Costs as
   * much as the execution has steps: for the end of a run, not for each step.
   */
  Map<StepState, Integer> tally(String tenant, UUID executionId);

  /** The execution's phase and run. */
  Optional<WorkExecution> execution(String tenant, UUID executionId);

  /** How much is claimable for each tenant and role; at most 1000 rows, counts capped at 10,000. */
  List<Backlog> backlog();

  /**
   * The answer to {@link #extend}.
   *
   * @param alive whether the lease holds
   * @param stopping executions that are STOPPING while this worker runs steps of them, or that were
   *     CLOSED while it did: it interrupts those. Closed ones are told for a while, and may be told
   *     after their steps were given up
   */
  record Extension(boolean alive, Set<UUID> stopping) {
    /** Copies the set. */
    public Extension {
      stopping = Set.copyOf(stopping);
    }
  }

  /**
   * An execution as the storage sees it.
   *
   * @param runId the present run
   */
  record WorkExecution(String tenant, UUID executionId, UUID runId, Phase phase, int parallelism) {}

  /**
   * Ready steps that nobody has claimed.
   *
   * @param oldest for how long the oldest has been ready
   */
  record Backlog(String tenant, String role, long count, Duration oldest) {}
}
