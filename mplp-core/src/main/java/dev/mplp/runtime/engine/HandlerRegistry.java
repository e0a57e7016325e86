package dev.mplp.runtime.engine;

import static java.util.Objects.requireNonNull;

import dev.mplp.agent.Compensator;
import dev.mplp.agent.Handlers;
import dev.mplp.agent.RemoteOptions;
import dev.mplp.agent.StepHandler;
import dev.mplp.runtime.remote.RemoteWork;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The handlers of a process. */
public final class HandlerRegistry implements Handlers {

  private final @Nullable RemoteWork remote;
  private final Map<String, Registered> byRole = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Registered> fallback = new AtomicReference<>();
  private volatile Runnable changed = () -> {};

  /** What was registered together; compared by identity, as handlers are. */
  private static final class Registered {
    final @Nullable StepHandler handler;
    final @Nullable Compensator compensator;
    final @Nullable Agents agents;

    Registered(StepHandler handler, @Nullable Compensator compensator) {
      this.handler = handler;
      this.compensator = compensator;
      this.agents = null;
    }

    Registered(Agents agents) {
      this.handler = null;
      this.compensator = null;
      this.agents = agents;
    }
  }

  /** Agents in other processes, and how they are asked. */
  record Agents(RemoteOptions options, RemoteWork work) {}

  /**
   * The handlers of a process.
   *
   * @param remote the way to agents in other processes, null for none
   */
  public HandlerRegistry(@Nullable RemoteWork remote) {
    this.remote = remote;
  }

  /** Is called when a handler comes. */
  void onChange(Runnable listener) {
    changed = listener;
  }

  @Override
  public Registration register(String role, StepHandler handler) {
    return register(role, new Registered(requireNonNull(handler, "handler"), null));
  }

  @Override
  public Registration register(String role, StepHandler handler, Compensator compensator) {
    return register(
        role,
        new Registered(
            requireNonNull(handler, "handler"), requireNonNull(compensator, "compensator")));
  }

  @Override
  public Registration registerRemote(String role, RemoteOptions options) {
    requireNonNull(options, "options");
    RemoteWork work = remote;
    if (work == null) {
      throw new IllegalStateException(
          "the role "
              + role
              + " is that of agents in other processes, but the runtime has no way to them; build"
              + " it with steps(RemoteSteps.over(transport)), or with RABBITMQ_URL");
    }
    work.checkRole(role);
    return register(role, new Registered(new Agents(options, work)));
  }

  private Registration register(String role, Registered registered) {
    if (role.isEmpty()) {
      throw new IllegalArgumentException(
          "a role has a name; steps without a role go to the default handler");
    }
    if (byRole.putIfAbsent(role, registered) != null) {
      throw new IllegalStateException(
          "there is a handler for the role " + role + " already; close its registration first");
    }
    changed.run();
    return () -> byRole.computeIfPresent(role, (name, now) -> now == registered ? null : now);
  }

  @Override
  public Registration registerDefault(StepHandler handler) {
    return registerDefault(new Registered(requireNonNull(handler, "handler"), null));
  }

  @Override
  public Registration registerDefault(StepHandler handler, Compensator compensator) {
    return registerDefault(
        new Registered(
            requireNonNull(handler, "handler"), requireNonNull(compensator, "compensator")));
  }

  private Registration registerDefault(Registered registered) {
    if (!fallback.compareAndSet(null, registered)) {
      throw new IllegalStateException(
          "there is a default handler already; close its registration first");
    }
    changed.run();
    return () -> fallback.compareAndSet(registered, null);
  }

  private Optional<Registered> registered(String role) {
    Registered registered = byRole.get(role);
    return Optional.ofNullable(registered == null ? fallback.get() : registered);
  }

  /** Who does steps of this role; empty when nobody in this process does. */
  Optional<StepHandler> find(String role) {
    return registered(role).flatMap(found -> Optional.ofNullable(found.handler));
  }

  /** How agents in other processes are asked to do steps of this role; empty when they are not. */
  Optional<Agents> agents(String role) {
    return registered(role).flatMap(found -> Optional.ofNullable(found.agents));
  }

  /** Who undoes steps of this role; empty when nobody here does. */
  Optional<Compensator> compensator(String role) {
    return registered(role).flatMap(found -> Optional.ofNullable(found.compensator));
  }

  /** Whether somebody here does steps of this role. */
  public boolean handles(String role) {
    return fallback.get() != null || byRole.containsKey(role);
  }

  /** The roles to claim for, null for all. */
  @Nullable Set<String> roles() {
    return fallback.get() != null ? null : Set.copyOf(byRole.keySet());
  }
}
