package dev.mplp.plan;

import static java.util.Objects.requireNonNull;

import dev.mplp.learning.SampleFamily;
import dev.mplp.trace.Traceparent;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a plan is executed; stored with the execution, so that every process goes by the same.
 *
 * @param parallelism at most so many steps at once, 0 for as many as can be
 * @param onFailure what the failure of a step does to the others
 * @param retry how failed attempts are repeated
 * @param stepTimeout the longest time for one attempt, null for no limit
 * @param deadline the longest time for the whole execution, null for no limit; then it is stopped
 *     and fails
 * @param gates what needs an approval
 * @param missingHandler what becomes of steps without a handler
 * @param maxLostAttempts how often a step may be lost with its worker in one run before it fails:
 *     so that a step which kills its worker does not kill all of them
 * @param idempotencyKey starting twice with the same key gives the same execution; null for none,
 *     at most 200 characters
 * @param traceparent the W3C {@code traceparent} header of the caller whose trace the execution
 *     continues; null for none
 * @param budget what the execution may use; null for that of the tenant, if there is one (see
 *     {@link Limits#defaultBudget()})
 * @param learning which families of learning samples each run yields when it has ended: of {@link
 *     #LEARNABLE}, none unless told otherwise
 * @param compensation how completed steps are undone, when they are
 */
public record ExecutionOptions(
    int parallelism,
    FailurePolicy onFailure,
    RetryPolicy retry,
    @Nullable Duration stepTimeout,
    @Nullable Duration deadline,
    Gates gates,
    MissingHandler missingHandler,
    int maxLostAttempts,
    @Nullable String idempotencyKey,
    @Nullable String traceparent,
    @Nullable Budget budget,
    Set<SampleFamily> learning,
    CompensationOptions compensation) {

  /**
   * The families whose facts an execution knows: how its steps came out, what was decided on its
   * approvals, and how its plan grew. Intents and the impact of changes are known to people.
   */
  public static final Set<SampleFamily> LEARNABLE =
      Set.of(
          SampleFamily.PIPELINE_OUTCOME,
          SampleFamily.CONFIRM_DECISION,
          SampleFamily.GRAPH_EVOLUTION);

  /**
   * No limit on parallelism or time, fail fast, one attempt, no gates, wait for missing handlers,
   * 10 lost attempts, no key, the budget of the tenant.
   */
  public static final ExecutionOptions DEFAULT =
      new ExecutionOptions(
          0,
          FailurePolicy.FAIL_FAST,
          RetryPolicy.NONE,
          null,
          null,
          Gates.NONE,
          MissingHandler.WAIT,
          10,
          null,
          null,
          null,
          Set.of(),
          CompensationOptions.DEFAULT);

  /** Refuses what makes no sense. */
  public ExecutionOptions {
    requireNonNull(onFailure, "onFailure");
    requireNonNull(retry, "retry");
    requireNonNull(gates, "gates");
    requireNonNull(missingHandler, "missingHandler");
    requireNonNull(compensation, "compensation");
    learning = Set.copyOf(learning);
    if (!LEARNABLE.containsAll(learning)) {
      throw new IllegalArgumentException(
          "an execution yields samples of " + LEARNABLE + " only, but is asked for " + learning);
    }
    if (parallelism < 0) {
      throw new IllegalArgumentException("parallelism must not be negative but is " + parallelism);
    }
    if (maxLostAttempts < 0) {
      throw new IllegalArgumentException(
          "maxLostAttempts must not be negative but is " + maxLostAttempts);
    }
    if (idempotencyKey != null && (idempotencyKey.isEmpty() || idempotencyKey.length() > 200)) {
      throw new IllegalArgumentException(
          "idempotencyKey must have 1 to 200 characters but has " + idempotencyKey.length());
    }
    if (traceparent != null && Traceparent.parse(traceparent).isEmpty()) {
      throw new IllegalArgumentException(
          "traceparent must be as W3C Trace Context says, such as"
              + " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, but is "
              + traceparent);
    }
    positive(stepTimeout, "stepTimeout");
    positive(deadline, "deadline");
  }

  private static void positive(@Nullable Duration duration, String name) {
    if (duration != null && (duration.isNegative() || duration.isZero())) {
      throw new IllegalArgumentException(name + " must be more than zero but is " + duration);
    }
  }

  /** A builder that starts with the defaults. */
  public static Builder builder() {
    return DEFAULT.toBuilder();
  }

  /** A builder that starts with these options. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Collects options; not thread-safe. */
  public static final class Builder {
    private int parallelism;
    private FailurePolicy onFailure;
    private RetryPolicy retry;
    private @Nullable Duration stepTimeout;
    private @Nullable Duration deadline;
    private Gates gates;
    private MissingHandler missingHandler;
    private int maxLostAttempts;
    private @Nullable String idempotencyKey;
    private @Nullable String traceparent;
    private @Nullable Budget budget;
    private Set<SampleFamily> learning;
    private CompensationOptions compensation;

    private Builder(ExecutionOptions from) {
      parallelism = from.parallelism;
      onFailure = from.onFailure;
      retry = from.retry;
      stepTimeout = from.stepTimeout;
      deadline = from.deadline;
      gates = from.gates;
      missingHandler = from.missingHandler;
      maxLostAttempts = from.maxLostAttempts;
      idempotencyKey = from.idempotencyKey;
      traceparent = from.traceparent;
      budget = from.budget;
      learning = from.learning;
      compensation = from.compensation;
    }

    /** See {@link ExecutionOptions#parallelism()}. */
    public Builder parallelism(int parallelism) {
      this.parallelism = parallelism;
      return this;
    }

    /** See {@link ExecutionOptions#onFailure()}. */
    public Builder onFailure(FailurePolicy onFailure) {
      this.onFailure = onFailure;
      return this;
    }

    /** See {@link ExecutionOptions#retry()}. */
    public Builder retry(RetryPolicy retry) {
      this.retry = retry;
      return this;
    }

    /** See {@link ExecutionOptions#stepTimeout()}. */
    public Builder stepTimeout(@Nullable Duration stepTimeout) {
      this.stepTimeout = stepTimeout;
      return this;
    }

    /** See {@link ExecutionOptions#deadline()}. */
    public Builder deadline(@Nullable Duration deadline) {
      this.deadline = deadline;
      return this;
    }

    /** See {@link ExecutionOptions#gates()}. */
    public Builder gates(Gates gates) {
      this.gates = gates;
      return this;
    }

    /** See {@link ExecutionOptions#missingHandler()}. */
    public Builder missingHandler(MissingHandler missingHandler) {
      this.missingHandler = missingHandler;
      return this;
    }

    /** See {@link ExecutionOptions#maxLostAttempts()}. */
    public Builder maxLostAttempts(int maxLostAttempts) {
      this.maxLostAttempts = maxLostAttempts;
      return this;
    }

    /** See {@link ExecutionOptions#idempotencyKey()}. */
    public Builder idempotencyKey(@Nullable String idempotencyKey) {
      this.idempotencyKey = idempotencyKey;
      return this;
    }

    /** See {@link ExecutionOptions#traceparent()}. */
    public Builder traceparent(@Nullable String traceparent) {
      this.traceparent = traceparent;
      return this;
    }

    /** See {@link ExecutionOptions#budget()}. */
    public Builder budget(@Nullable Budget budget) {
      this.budget = budget;
      return this;
    }

    /** See {@link ExecutionOptions#learning()}. */
    public Builder learning(SampleFamily... learning) {
      this.learning = Set.of(learning);
      return this;
    }

    /** See {@link ExecutionOptions#compensation()}. */
    public Builder compensation(CompensationOptions compensation) {
      this.compensation = compensation;
      return this;
    }

    /** The options. */
    public ExecutionOptions build() {
      return new ExecutionOptions(
          parallelism,
          onFailure,
          retry,
          stepTimeout,
          deadline,
          gates,
          missingHandler,
          maxLostAttempts,
          idempotencyKey,
          traceparent,
          budget,
          learning,
          compensation);
    }
  }
}
