package dev.mplp.metrics;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ExecutionId;
import dev.mplp.model.StepId;
import dev.mplp.observe.CacheRead;
import dev.mplp.observe.CountedCall;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.observe.WorkCounts;
import dev.mplp.plan.BudgetUnit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what a runtime does: {@code builder().listener(new MetricsListener(registry))}.
 * Counters without tags stand at zero from the start, so that an alert on their rate sees the first
 * increase.
 */
public final class MetricsListener implements RuntimeListener {

  private static final int MOST_ROLES = 100;
  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final Counter started;
  private final Counter fenced;
  private final Counter stuck;
  private final Counter leasesLost;
  private final Counter claimsFailed;
  private final Counter undoing;
  private final AtomicLong parked = new AtomicLong();
  private final AtomicReference<@Nullable WorkCounts> counted = new AtomicReference<>();
  private final Counter refused;
  private final Counter cacheFailed;
  private final Map<CacheRead, Timer> reads = new ConcurrentHashMap<>();
  private final Set<String> roles = ConcurrentHashMap.newKeySet();

  /** A listener that registers its meters there. */
  public MetricsListener(MeterRegistry registry) {
    this.registry = requireNonNull(registry, "registry");
    this.started = counter(MeterNames.STEPS_STARTED);
    this.fenced = counter(MeterNames.STEPS_FENCED);
    this.stuck = counter(MeterNames.HANDLERS_STUCK);
    this.leasesLost = counter(MeterNames.LEASES_LOST);
    this.claimsFailed = counter(MeterNames.CLAIMS_FAILED);
    this.undoing = counter(MeterNames.COMPENSATIONS_STARTED);
    Gauge.builder(MeterNames.REMOTE_PARKED, parked, AtomicLong::get)
        .description(MeterTexts.of(MeterNames.REMOTE_PARKED))
        .register(registry);
    counted(MeterNames.EXECUTIONS_OPEN, WorkCounts::openExecutions);
    counted(MeterNames.APPROVALS_WAITING, WorkCounts::waitingApprovals);
    counted(MeterNames.APPROVALS_OVERDUE, WorkCounts::overdueApprovals);
    this.refused = counter(MeterNames.CACHE_REFUSED);
    this.cacheFailed = counter(MeterNames.CACHE_FAILED);
  }

  private Counter counter(String name, String... tags) {
    return Counter.builder(name).description(MeterTexts.of(name)).tags(tags).register(registry);
  }

  private static Timer.Builder timer(String name) {
    return Timer.builder(name).description(MeterTexts.of(name));
  }

  /** Not a number until it was counted first. */
  private void counted(String name, ToDoubleFunction<WorkCounts> figure) {
    Gauge.builder(name, () -> value(counted.get(), figure))
        .description(MeterTexts.of(name))
        .register(registry);
  }

  private static double value(@Nullable WorkCounts counts, ToDoubleFunction<WorkCounts> figure) {
    return counts == null ? Double.NaN : figure.applyAsDouble(counts);
  }

  @Override
  public void workCounted(WorkCounts counts) {
    counted.set(counts);
  }

  @Override
  public void stepStarted(ExecutionId executionId, StepId stepId, int attempt) {
    started.increment();
  }

  @Override
  public void stepSettled(
      ExecutionId executionId, StepId stepId, int attempt, String outcome, Duration took) {
    attempts(MeterNames.ATTEMPTS, outcome, took);
  }

  private void attempts(String name, String outcome, Duration took) {
    record(timer(name).tag(MeterNames.OUTCOME, outcome), took);
  }

  private void record(Timer.Builder timer, Duration took) {
    timer
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofMinutes(10))
        .register(registry)
        .record(took);
  }

  @Override
  public void compensationStarted(ExecutionId executionId, StepId stepId, int attempt) {
    undoing.increment();
  }

  @Override
  public void compensationSettled(
      ExecutionId executionId, StepId stepId, int attempt, String outcome, Duration took) {
    attempts(MeterNames.COMPENSATIONS, outcome, took);
  }

  @Override
  public void compensatorMissing(ExecutionId executionId, StepId stepId, String role) {
    counter(MeterNames.COMPENSATORS_MISSING, MeterNames.ROLE, known(role)).increment();
  }

  @Override
  public void stepFenced(ExecutionId executionId, StepId stepId, int attempt) {
    fenced.increment();
  }

  @Override
  public void executionEnded(ExecutionId executionId, String state) {
    counter(MeterNames.EXECUTIONS_ENDED, MeterNames.STATE, state).increment();
  }

  @Override
  public void budgetWarning(ExecutionId executionId, BudgetUnit unit) {
    counter(MeterNames.BUDGETS_WARNED, MeterNames.UNIT, unit.wire()).increment();
  }

  @Override
  public void budgetExceeded(ExecutionId executionId, BudgetUnit unit) {
    counter(MeterNames.BUDGETS_EXCEEDED, MeterNames.UNIT, unit.wire()).increment();
  }

  @Override
  public void handlerMissing(String role, long steps, Duration oldest) {
    counter(MeterNames.HANDLERS_MISSING, MeterNames.ROLE, known(role)).increment();
  }

  @Override
  public void handlerStuck(ExecutionId executionId, StepId stepId, int stillStuck) {
    stuck.increment();
  }

  @Override
  public void leaseLost() {
    leasesLost.increment();
  }

  @Override
  public void claimFailed(int failures, Duration pause, String reason) {
    claimsFailed.increment();
  }

  @Override
  public void timerFailed(String kind, String id, int failures) {
    counter(MeterNames.TIMERS_FAILED, MeterNames.KIND, kind).increment();
  }

  @Override
  public void remoteRequestSent(String role, boolean again) {
    String name = again ? MeterNames.REMOTE_RESENT : MeterNames.REMOTE_SENT;
    counter(name, MeterNames.ROLE, known(role)).increment();
  }

  @Override
  public void remoteRequestFailed(String role) {
    counter(MeterNames.REMOTE_UNSENT, MeterNames.ROLE, known(role)).increment();
  }

  @Override
  public void remoteReplyTaken(String role, String kind, Duration since) {
    record(
        timer(MeterNames.REMOTE_REPLIES)
            .tag(MeterNames.ROLE, known(role))
            .tag(MeterNames.KIND, kind),
        since);
  }

  @Override
  public void remoteReplyRefused(String why) {
    counter(MeterNames.REMOTE_REFUSED, MeterNames.REASON, why).increment();
  }

  @Override
  public void remoteStepsParked(long steps) {
    parked.set(steps);
  }

  @Override
  public void cacheRead(CacheRead from, Duration took) {
    reads.computeIfAbsent(from, this::reads).record(took);
  }

  /** Registered when the first one is seen: most runtimes have no cache. */
  private Timer reads(CacheRead from) {
    return timer(MeterNames.CACHE_READS)
        .tag(MeterNames.FROM, from.wire())
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofNanos(1000))
        .maximumExpectedValue(Duration.ofSeconds(1))
        .register(registry);
  }

  @Override
  public void callCounted(CountedCall call) {
    if (!call.decision().allowed()) {
      counter(MeterNames.CALLS_REFUSED, MeterNames.LIMIT, call.limit().wire()).increment();
    }
  }

  @Override
  public void cacheRefused() {
    refused.increment();
  }

  @Override
  public void cacheFailed(String reason) {
    cacheFailed.increment();
  }

  /** Plans come from outside: whoever writes them must not fill the registry with series. */
  private String known(String role) {
    if (roles.contains(role) || (roles.size() < MOST_ROLES && roles.add(role))) {
      return role;
    }
    return OTHER;
  }
}
