package dev.mplp.runtime.engine;

import static java.util.Objects.requireNonNull;

import dev.mplp.agent.Handlers;
import dev.mplp.agent.StepHandler;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The handlers of a process. */
public final class HandlerRegistry implements Handlers {

  private final Map<String, StepHandler> byRole = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable StepHandler> fallback = new AtomicReference<>();
  private volatile Runnable changed = () -> {};

  /** Is called when a handler comes. */
  void onChange(Runnable listener) {
    changed = listener;
  }

  @Override
  public Registration register(String role, StepHandler handler) {
    requireNonNull(handler, "handler");
    if (role.isEmpty()) {
      throw new IllegalArgumentException(
          "a role has a name; steps without a role go to the default handler");
    }
    if (byRole.putIfAbsent(role, handler) != null) {
      throw new IllegalStateException("there is a handler for the role " + role + " already");
    }
    changed.run();
    return () -> byRole.remove(role, handler);
  }

  @Override
  public Registration registerDefault(StepHandler handler) {
    requireNonNull(handler, "handler");
    if (!fallback.compareAndSet(null, handler)) {
      throw new IllegalStateException("there is a default handler already");
    }
    changed.run();
    return () -> fallback.compareAndSet(handler, null);
  }

  /** Who does steps of this role; empty when nobody here does. */
  Optional<StepHandler> find(String role) {
    StepHandler handler = byRole.get(role);
    return Optional.ofNullable(handler == null ? fallback.get() : handler);
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
