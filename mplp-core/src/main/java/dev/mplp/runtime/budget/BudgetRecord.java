package dev.mplp.runtime.budget;

import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.plan.Budget;
import dev.mplp.plan.BudgetStatus;
import dev.mplp.plan.BudgetUnit;
import dev.mplp.plan.Consumption;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The budget of an execution and what it used, kind {@value Kinds#BUDGET}. Whatever is used is
 * counted in the commit that tells of it, over the version that was read.
 *
 * @param version of the document, 0 before it is stored
 * @param used without the time since {@code since}
 * @param since when the clock was started; null while it stands: held, or over
 * @param warned limits of which {@code budget_warning} was recorded
 * @param exceeded limits of which {@code budget_exceeded} was recorded
 */
public record BudgetRecord(
    long version,
    Budget budget,
    Consumption used,
    @Nullable Instant since,
    Set<BudgetUnit> warned,
    Set<BudgetUnit> exceeded) {

  private static final byte[] NOTHING = new byte[0];

  /** Copies the sets. */
  public BudgetRecord {
    warned = Set.copyOf(warned);
    exceeded = Set.copyOf(exceeded);
  }

  /** Of an execution that begins now. */
  public static BudgetRecord begin(Budget budget, Instant now) {
    Consumption nothing =
        new Consumption(Duration.ZERO, 0, 0, BigDecimal.ZERO, budget.currency(), 0, 0);
    return new BudgetRecord(0, budget, nothing, now, Set.of(), Set.of());
  }

  /** That of the execution; empty when it has none, or has not begun. */
  public static Optional<BudgetRecord> find(Storage storage, String tenant, ExecutionId id) {
    return storage.get(new DocumentKey(tenant, Kinds.BUDGET, id.value())).map(BudgetRecord::of);
  }

  private static BudgetRecord of(Document document) {
    JsonObject json = Wire.object(document.body());
    JsonObject used = Objects.requireNonNull(json.get("used"), "used").asObject();
    return new BudgetRecord(
        document.version(),
        BudgetJson.read(Objects.requireNonNull(json.get("budget"), "budget").asObject()),
        new Consumption(
            Objects.requireNonNull(Times.duration(used, "time"), "time"),
            number(used, "input_tokens"),
            number(used, "output_tokens"),
            used.string("cost").map(BigDecimal::new).orElse(BigDecimal.ZERO),
            used.string("currency").orElse(null),
            number(used, "other_costs"),
            number(used, "steps")),
        Times.instant(json, "since"),
        BudgetJson.units(json, "warned"),
        BudgetJson.units(json, "exceeded"));
  }

  private static long number(JsonObject json, String name) {
    JsonValue value = json.get(name);
    return value == null ? 0 : value.asLong();
  }

  /** Stores it over the version that was read. */
  public Change put(ExecutionId id) {
    JsonObject json =
        JsonObject.builder()
            .put("format", 1)
            .put("budget", BudgetJson.write(budget))
            .put(
                "used",
                JsonObject.builder()
                    .put("time", used.time().toString())
                    .put("input_tokens", used.inputTokens())
                    .put("output_tokens", used.outputTokens())
                    .put("cost", used.cost().toPlainString())
                    .putIfPresent("currency", used.currency())
                    .put("other_costs", used.otherCosts())
                    .put("steps", used.steps())
                    .build())
            .putIfPresent("since", Times.text(since))
            .put("warned", warned.stream().map(BudgetUnit::wire).sorted().toList())
            .put("exceeded", exceeded.stream().map(BudgetUnit::wire).sorted().toList())
            .build();
    return new Change.PutDocument(Kinds.BUDGET, id.value(), version, Wire.bytes(json), Map.of());
  }

  /** Nothing is stored, but the commit conflicts when it is not as it was read. */
  public Change unchanged(ExecutionId id) {
    return new Change.CheckDocument(Kinds.BUDGET, id.value(), version);
  }

  /** Sets the timer that looks at the budget, in whatever process. */
  public static Change look(ExecutionId id, Instant at) {
    return new Change.PutTimer(Kinds.TIMER_BUDGET, id.value(), at, NOTHING);
  }

  /** As it is once {@link #put} is committed. */
  public BudgetRecord stored() {
    return new BudgetRecord(version + 1, budget, used, since, warned, exceeded);
  }

  /** A copy whose clock goes on. */
  public BudgetRecord started(Instant now) {
    return since != null ? this : new BudgetRecord(version, budget, used, now, warned, exceeded);
  }

  /** A copy whose clock stands. */
  public BudgetRecord stopped(Instant now) {
    return new BudgetRecord(version, budget, usedAt(now), null, warned, exceeded);
  }

  /** A copy with one more attempt at a step. */
  public BudgetRecord plusStep() {
    return with(
        new Consumption(
            used.time(),
            used.inputTokens(),
            used.outputTokens(),
            used.cost(),
            used.currency(),
            used.otherCosts(),
            used.steps() + 1));
  }

  /** A copy that counts this too. */
  public BudgetRecord plus(Usage more) {
    String currency = used.currency();
    if (currency == null && !more.costs().isEmpty()) {
      currency = more.costs().keySet().iterator().next();
    }
    BigDecimal cost = used.cost();
    long others = used.otherCosts();
    for (Map.Entry<String, BigDecimal> entry : more.costs().entrySet()) {
      if (entry.getKey().equals(currency)) {
        cost = cost.add(entry.getValue());
      } else {
        others += Objects.requireNonNull(more.reports().get(entry.getKey()));
      }
    }
    return with(
        new Consumption(
            used.time(),
            Sums.add(used.inputTokens(), more.inputTokens()),
            Sums.add(used.outputTokens(), more.outputTokens()),
            cost,
            currency,
            others,
            used.steps()));
  }

  private BudgetRecord with(Consumption next) {
    return new BudgetRecord(version, budget, next, since, warned, exceeded);
  }

  /** A copy that has told of these. */
  BudgetRecord told(Set<BudgetUnit> warned, Set<BudgetUnit> exceeded) {
    return new BudgetRecord(version, budget, used, since, warned, exceeded);
  }

  /**
   * A copy with another budget; what was exceeded and is not by this one is forgotten. A cost in
   * another currency than before is counted from here on.
   */
  public BudgetRecord with(Budget other, Instant now) {
    boolean same = other.currency() == null || other.currency().equals(used.currency());
    Consumption counted = same ? used : recounted(other.currency());
    BudgetRecord next = new BudgetRecord(version, other, counted, since, warned, exceeded);
    Set<BudgetUnit> stillWarned = EnumSet.noneOf(BudgetUnit.class);
    Set<BudgetUnit> stillExceeded = EnumSet.noneOf(BudgetUnit.class);
    warned.stream().filter(u -> Crossing.isNear(next, u, now)).forEach(stillWarned::add);
    exceeded.stream().filter(u -> Crossing.isOver(next, u, now)).forEach(stillExceeded::add);
    return next.told(stillWarned, stillExceeded);
  }

  private Consumption recounted(@Nullable String currency) {
    return new Consumption(
        used.time(),
        used.inputTokens(),
        used.outputTokens(),
        BigDecimal.ZERO,
        currency,
        used.otherCosts(),
        used.steps());
  }

  /** Whether nothing more may be begun. */
  public boolean isExceeded() {
    return !exceeded.isEmpty();
  }

  /** Whether one more attempt at a step would be too many. */
  public boolean isOutOfSteps() {
    Long most = budget.steps();
    return most != null && used.steps() >= most;
  }

  /** What was used by now. */
  public Consumption usedAt(Instant now) {
    if (since == null || now.isBefore(since)) {
      return used;
    }
    return new Consumption(
        used.time().plus(Duration.between(since, now)),
        used.inputTokens(),
        used.outputTokens(),
        used.cost(),
        used.currency(),
        used.otherCosts(),
        used.steps());
  }

  /** When the time that is left has to be looked at next; null when it has not. */
  public @Nullable Instant nextLook() {
    Duration time = budget.time();
    if (time == null || since == null || exceeded.contains(BudgetUnit.TIME)) {
      return null;
    }
    Duration at =
        warned.contains(BudgetUnit.TIME) ? time : time.multipliedBy(budget.warnAt()).dividedBy(100);
    return since.plus(at.minus(used.time()));
  }

  /** What callers see. */
  public BudgetStatus status(Instant now) {
    return new BudgetStatus(budget, usedAt(now), warned, exceeded);
  }
}
