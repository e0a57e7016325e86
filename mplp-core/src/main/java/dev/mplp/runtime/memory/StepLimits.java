package dev.mplp.runtime.memory;

import dev.mplp.spi.Change.LimitOf;
import dev.mplp.spi.Change.LimitSteps;
import dev.mplp.spi.StepState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The limits of tenants. A limit has places, each of which remembers the attempt that took it last:
 * whether it is taken is told by that step, so that no way in which a step ends has to give it
 * back.
 */
final class StepLimits {

  private final StorageClock clock;
  private final Map<String, List<Limit>> byTenant = new HashMap<>();

  StepLimits(StorageClock clock) {
    this.clock = clock;
  }

  void set(String tenant, LimitSteps change) {
    List<Limit> limits = byTenant.computeIfAbsent(tenant, t -> new ArrayList<>());
    Limit found = null;
    for (Limit limit : limits) {
      if (limit.of == change.of() && Objects.equals(limit.role, change.role())) {
        found = limit;
      }
    }
    if (change.most() == 0) {
      limits.remove(found);
    } else {
      if (found == null) {
        found = new Limit(change.role(), change.of());
        limits.add(found);
      }
      found.most = change.most();
      found.per = Micros.of(change.per());
      while (found.places.size() < change.most()) {
        found.places.add(new Place());
      }
    }
    if (limits.isEmpty()) {
      byTenant.remove(tenant);
    }
  }

  /** Whether a step of this role may be claimed now. */
  boolean allow(String tenant, String role) {
    for (Limit limit : byTenant.getOrDefault(tenant, List.of())) {
      if (limit.appliesTo(role) && limit.room() == 0) {
        return false;
      }
    }
    return true;
  }

  /** A step that is allowed is about to be claimed. */
  void take(Step step) {
    for (Limit limit : byTenant.getOrDefault(step.execution.tenant, List.of())) {
      if (limit.appliesTo(step.lane.role)) {
        limit.take(step);
      }
    }
  }

  private final class Limit {

    final @Nullable String role;
    final LimitOf of;
    int most;
    long per;

    /** As many as the largest limit that this one ever was. */
    final List<Place> places = new ArrayList<>();

    Limit(@Nullable String role, LimitOf of) {
      this.role = role;
      this.of = of;
    }

    boolean appliesTo(String other) {
      return role == null || role.equals(other);
    }

    int room() {
      int taken = 0;
      for (Place place : places) {
        taken += isTaken(place) ? 1 : 0;
      }
      return Math.max(0, most - taken);
    }

    private boolean isTaken(Place place) {
      return of == LimitOf.BEGUN ? place.isUsedAfter(clock.micros() - per) : place.isRunning();
    }

    void take(Step step) {
      for (Place place : places) {
        if (!isTaken(place)) {
          place.step = step;
          place.attempt = step.attempt + 1;
          place.usedAt = clock.micros();
          return;
        }
      }
    }
  }

  private static final class Place {

    private @Nullable Step step;
    private int attempt;
    private long usedAt = Micros.NONE;

    boolean isUsedAfter(long time) {
      return usedAt != Micros.NONE && usedAt > time;
    }

    /** It runs, or was just taken out of the queues to be claimed. */
    boolean isRunning() {
      return step != null
          && (step.attempt == attempt - 1
              || (step.attempt == attempt && step.state == StepState.RUNNING));
    }
  }
}
