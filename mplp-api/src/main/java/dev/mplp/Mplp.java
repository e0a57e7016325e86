package dev.mplp;

import dev.mplp.administration.Administration;
import dev.mplp.agent.Handlers;
import dev.mplp.collab.Collabs;
import dev.mplp.confirm.Confirms;
import dev.mplp.context.Contexts;
import dev.mplp.dialog.Dialogs;
import dev.mplp.event.Events;
import dev.mplp.event.Integrations;
import dev.mplp.extension.Extensions;
import dev.mplp.flow.Flows;
import dev.mplp.learning.Learning;
import dev.mplp.manifest.Manifests;
import dev.mplp.model.Principal;
import dev.mplp.network.Networks;
import dev.mplp.observe.RelayFigures;
import dev.mplp.observe.RuntimeHealth;
import dev.mplp.plan.Compensations;
import dev.mplp.plan.Plans;
import dev.mplp.role.Roles;
import dev.mplp.spi.SharedMemoryHealth;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageHealth;
import dev.mplp.trace.Traces;
import java.time.Duration;
import java.util.Optional;

/**
 * What a host holds: the services of the protocol's modules over one storage, and the workers that
 * execute plans.
 *
 * <p>Safe for use by many threads. {@link #close()} stops the workers and then everything that this
 * instance opened itself; what the host gave it stays open.
 */
public interface Mplp extends AutoCloseable {

  /** How long {@link #close()} lets running handlers finish. */
  Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(30);

  /** Contexts: the scopes that everything binds to. */
  Contexts contexts();

  /** Plans and their execution. */
  Plans plans();

  /** Executions whose completed steps are undone. */
  Compensations compensations();

  /** Approvals. */
  Confirms confirms();

  /** Records of runs. */
  Traces traces();

  /** Roles: named sets of capabilities. */
  Roles roles();

  /** Dialogs: messages of one thread. */
  Dialogs dialogs();

  /** Collabs: sessions of several participants. */
  Collabs collabs();

  /** Extensions: what a Context is extended by. */
  Extensions extensions();

  /** Networks: nodes that work is done on. */
  Networks networks();

  /** What happened, in the wire shapes of the protocol. */
  Events events();

  /** What outside systems reported: tools, files, repositories, builds. */
  Integrations integrations();

  /** Learning samples: what executions and people teach. */
  Learning learning();

  /** What this runtime offers to the tenant: manifests and the modules they switch. */
  Manifests manifests();

  /** Import and export of the objects of a flow together. */
  Flows flows();

  /** Retention, and the record of administrative acts. */
  Administration administration();

  /** What this process can do for plans. */
  Handlers handlers();

  /**
   * The same services for a caller: its tenant, its subject and roles. Executions that it starts
   * run as this principal. Closing a view does nothing.
   */
  Mplp as(Principal principal);

  /**
   * The same services over a storage that writes to the same place within a transaction of the
   * host, such as {@code PostgresStorage.join(connection)}: what they change happens when the host
   * commits, or not at all. Nothing of it is executed, and no handler is interrupted, before.
   *
   * <p>What the view returns can be asked within the transaction. Afterwards take ids to this
   * instance: an {@code Execution} of the view does not outlive the transaction, and waiting for
   * one within it would be in vain. Closing the view does nothing.
   */
  Mplp over(Storage storage);

  /**
   * The same services for a caller who may change what its governance locks: an authorizer is asked
   * for {@code governance.override}, and every change of a locked object is recorded, in the same
   * commit, as {@code lock.overridden} with the subject and the reason. Closing the view does
   * nothing.
   *
   * @param reason why, not blank, at most 1,000 characters
   */
  Mplp overridingLocks(String reason);

  /**
   * The same services for a caller who wants to see what is stored now, not a copy of it. Without a
   * cache that is so anyway; with one, somebody who comes from another process of the same
   * installation sees here by this view what he changed there. Whoever looks with this instance
   * afterwards sees nothing older. Closing the view does nothing.
   */
  Mplp fresh();

  /**
   * The same services for a caller who goes from one process of an installation to another, as
   * requests behind a load balancer do. Nothing that he is shown of the objects that are cached is
   * older than what he saw, changed or was told of anywhere before; copies that are new enough are
   * used. The clocks of the processes may differ by a minute.
   *
   * <p>What is changed {@link #over} a transaction of the host counts from when it is written, not
   * from when the host commits.
   *
   * @param token what {@link Session#token} gave where the caller was last; empty when he comes
   *     from nowhere
   * @throws IllegalArgumentException when it is no such token
   */
  Session session(String token);

  /** On whose behalf this view acts. */
  Principal principal();

  /**
   * How this runtime is, for probes and people: its storage is asked, of the rest it is told what
   * is known. Nobody is asked whether the caller may see it, as it tells nothing of any tenant.
   */
  RuntimeHealth health();

  /**
   * What the relay of this runtime's events to a broker has done so far; empty without a broker.
   * Answered from memory, and to everybody, as {@link #health} is.
   */
  default Optional<RelayFigures> relay() {
    return Optional.empty();
  }

  /**
   * Figures of the storage, for metrics; it is asked, which costs a few reads. Answered to
   * everybody, as {@link #health} is.
   *
   * @throws dev.mplp.spi.StorageException when it cannot be asked
   */
  StorageHealth storageHealth();

  /**
   * Figures of the memory that replicas share; empty without one. Answered from memory, and to
   * everybody, as {@link #health} is.
   */
  default Optional<SharedMemoryHealth> sharedMemory() {
    return Optional.empty();
  }

  /** {@link #close(Duration)} after {@link #DEFAULT_CLOSE_TIMEOUT}. */
  @Override
  void close();

  /**
   * Stops claiming, lets running handlers finish for {@code timeout}, then interrupts them and
   * hands their steps back for others to do. Idempotent.
   */
  void close(Duration timeout);
}
