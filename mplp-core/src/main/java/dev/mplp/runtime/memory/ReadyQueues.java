package dev.mplp.runtime.memory;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Claimable steps, so that everybody gets a turn: roles take turns, within a role tenants, within a
 * tenant executions, within an execution steps in the order in which they became ready.
 *
 * <p>Only what has claimable steps is in here; each turn costs the same however much there is.
 */
final class ReadyQueues {

  /** At most so many tenants are looked at whose limits leave nothing; the others are next. */
  private static final int LIMITED = 64;

  private final Map<String, RoleQueue> roles = new HashMap<>();
  private final RoleQueue ends = new RoleQueue("", 0);
  private long lastTurn;

  void add(Step step) {
    Lane lane = step.lane;
    RoleQueue role =
        lane.ofEnd ? ends : roles.computeIfAbsent(lane.role, name -> new RoleQueue(name, lastTurn));
    role.add(step);
  }

  void remove(Step step) {
    Lane lane = step.lane;
    RoleQueue role = lane.ofEnd ? ends : requireNonNull(roles.get(lane.role));
    role.remove(step);
    forgetWhenEmpty(role);
  }

  private void forgetWhenEmpty(RoleQueue role) {
    if (role.tenants.isEmpty() && role != ends) {
      roles.remove(role.name);
    }
  }

  /**
   * Takes up to {@code max} steps out, of these roles and ends, as far as their limits allow; null
   * for every role.
   */
  List<Step> poll(@Nullable Set<String> wanted, int max, StepLimits limits) {
    List<Step> polled = new ArrayList<>();
    List<RoleQueue> queues = inTurn(wanted);
    while (polled.size() < max && !queues.isEmpty()) {
      for (int i = 0; i < queues.size() && polled.size() < max; i++) {
        RoleQueue role = queues.get(i);
        role.lastTurn = ++lastTurn;
        Step step = role.poll(limits);
        if (step == null) {
          queues.remove(i--);
          continue;
        }
        polled.add(step);
        forgetWhenEmpty(role);
      }
      queues.removeIf(role -> role.tenants.isEmpty());
    }
    return polled;
  }

  /** Queues that are not empty, the one that has waited longest first. */
  private List<RoleQueue> inTurn(@Nullable Set<String> wanted) {
    List<RoleQueue> queues = new ArrayList<>();
    if (!ends.tenants.isEmpty()) {
      queues.add(ends);
    }
    if (wanted == null) {
      queues.addAll(roles.values());
    } else if (wanted.size() < roles.size()) {
      for (String name : wanted) {
        RoleQueue role = roles.get(name);
        if (role != null) {
          queues.add(role);
        }
      }
    } else {
      for (RoleQueue role : roles.values()) {
        if (wanted.contains(role.name)) {
          queues.add(role);
        }
      }
    }
    if (queues.size() > 1) {
      queues.sort(Comparator.comparingLong(role -> role.lastTurn));
    }
    return queues;
  }

  /** The queues of each role and tenant, at most {@code max}, the ends left out. */
  List<TenantQueue> backlog(int max) {
    List<TenantQueue> backlog = new ArrayList<>();
    for (RoleQueue role : roles.values()) {
      for (TenantQueue queue : role.byTenant.values()) {
        if (backlog.size() == max) {
          return backlog;
        }
        backlog.add(queue);
      }
    }
    return backlog;
  }

  /** What is claimable of one role. */
  private static final class RoleQueue {

    final String name;
    final Map<String, TenantQueue> byTenant = new HashMap<>();
    final Chain<TenantQueue> tenants = new Chain<>();
    long lastTurn;

    /** Stands behind every queue that has had no turn since {@code lastTurn}. */
    RoleQueue(String name, long lastTurn) {
      this.name = name;
      this.lastTurn = lastTurn;
    }

    void add(Step step) {
      String tenant = step.execution.tenant;
      TenantQueue queue = byTenant.get(tenant);
      if (queue == null) {
        queue = new TenantQueue(tenant, name);
        byTenant.put(tenant, queue);
        tenants.addLast(queue);
      }
      if (step.lane.steps.isEmpty()) {
        queue.lanes.addLast(step.lane);
      }
      step.lane.steps.addLast(step);
      queue.size++;
    }

    void remove(Step step) {
      TenantQueue queue = requireNonNull(byTenant.get(step.execution.tenant));
      step.lane.steps.remove(step);
      queue.size--;
      if (step.lane.steps.isEmpty()) {
        queue.lanes.remove(step.lane);
      }
      if (queue.lanes.isEmpty()) {
        tenants.remove(queue);
        byTenant.remove(queue.tenant);
      }
    }

    /** Null when the limits of those whose turn it is leave nothing. */
    @Nullable Step poll(StepLimits limits) {
      for (int i = Math.min(LIMITED, tenants.size()); i > 0; i--) {
        TenantQueue queue = requireNonNull(tenants.first());
        Lane lane = requireNonNull(queue.lanes.first());
        tenants.rotate();
        if (lane.ofEnd || limits.allow(queue.tenant, name)) {
          queue.lanes.rotate();
          Step step = requireNonNull(lane.steps.first());
          remove(step);
          if (!lane.ofEnd) {
            limits.take(step);
          }
          return step;
        }
      }
      return null;
    }
  }

  /** What is claimable of one role of one tenant. */
  static final class TenantQueue extends Linked<TenantQueue> {

    final String tenant;
    final String role;
    final Chain<Lane> lanes = new Chain<>();
    int size;

    TenantQueue(String tenant, String role) {
      this.tenant = tenant;
      this.role = role;
    }

    long oldest() {
      long oldest = Long.MAX_VALUE;
      for (Lane lane = lanes.first(); lane != null; lane = lane.next) {
        oldest = Math.min(oldest, requireNonNull(lane.steps.first()).readySince);
      }
      return oldest;
    }
  }
}
