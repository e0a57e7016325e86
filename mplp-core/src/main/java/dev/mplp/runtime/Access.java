package dev.mplp.runtime;

import dev.mplp.runtime.event.LogWaiter;
import dev.mplp.runtime.role.DeniedActs;
import dev.mplp.runtime.role.EndAssignment;
import dev.mplp.runtime.role.RecordingAuthorizer;
import dev.mplp.runtime.role.RoleAuthorizer;
import dev.mplp.runtime.role.RolePolicy;
import dev.mplp.runtime.role.RolePolicyOptions;
import dev.mplp.runtime.store.Commits;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who may do what in a runtime, and the record of what was denied. */
final class Access implements AutoCloseable {

  private static final Duration TELL = Duration.ofMinutes(1);

  private final RolePolicy roles;
  private final EndAssignment endAssignment;
  private final DeniedActs denied;
  private final Authorizer authorizer;

  /**
   * What was asked for.
   *
   * @param authorizer null to go by roles
   */
  record Options(@Nullable Authorizer authorizer, RolePolicyOptions roles) {}

  Access(Storage storage, Commits commits, LogWaiter hints, Options options) {
    this.roles = new RolePolicy(storage, hints, options.roles());
    this.endAssignment = new EndAssignment(storage, commits, roles);
    this.denied = new DeniedActs(storage, commits);
    Authorizer given = options.authorizer();
    this.authorizer =
        new RecordingAuthorizer(given == null ? new RoleAuthorizer(roles) : given, denied);
  }

  /** Begins to tell what was denied and not written at once. */
  void start(ScheduledExecutorService clock) {
    Future<?> ignored =
        clock.scheduleWithFixedDelay(
            denied::tell, TELL.toMillis(), TELL.toMillis(), TimeUnit.MILLISECONDS);
  }

  RolePolicy roles() {
    return roles;
  }

  EndAssignment endAssignment() {
    return endAssignment;
  }

  Authorizer authorizer() {
    return authorizer;
  }

  @Override
  public void close() {
    denied.tell();
  }
}
