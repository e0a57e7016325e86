package dev.mplp.runtime.object;

import static java.util.Objects.requireNonNull;

import dev.mplp.PermissionDeniedException;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import dev.mplp.model.Principal;
import dev.mplp.role.Target;
import dev.mplp.runtime.cache.Reads;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.Authorizer.Act;
import dev.mplp.spi.Authorizer.Verdict;
import dev.mplp.spi.Storage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a service acts, and in which storage. Every method of a service that a host can
 * call begins with {@link #may}.
 *
 * @param principal who
 * @param storage where everything is
 * @param commits commits to it
 * @param authorizer decides what the principal may do
 * @param modules which modules the principal's tenant is offered
 * @param override why the principal changes what is locked; null when it does not
 * @param reads what is there for whoever only looks
 */
public record Caller(
    Principal principal,
    Storage storage,
    Commits commits,
    Authorizer authorizer,
    ModuleSwitch modules,
    @Nullable String override,
    Reads reads) {

  private static final int LONGEST_REASON = 1000;

  /** Refuses nulls. */
  public Caller {
    requireNonNull(principal, "principal");
    requireNonNull(storage, "storage");
    requireNonNull(commits, "commits");
    requireNonNull(authorizer, "authorizer");
    requireNonNull(modules, "modules");
    requireNonNull(reads, "reads");
    if (override != null && (override.isBlank() || override.length() > LONGEST_REASON)) {
      throw new IllegalArgumentException(
          "the reason to override locks must have 1 to " + LONGEST_REASON + " characters");
    }
  }

  /** A caller who leaves alone what is locked, and looks at the storage itself. */
  public Caller(
      Principal principal,
      Storage storage,
      Commits commits,
      Authorizer authorizer,
      ModuleSwitch modules) {
    this(principal, storage, commits, authorizer, modules, null, Reads.of(storage));
  }

  /** The name of the principal's tenant: the first part of every key. */
  public String tenant() {
    return principal.tenant().name();
  }

  /** Who it is. */
  public String subject() {
    return principal.subject();
  }

  /** The storage's time, as every storage keeps it. */
  public Instant now() {
    return Times.micros(storage.now());
  }

  /**
   * Checks that the module is offered and that the principal may do this.
   *
   * @param module whose service is called
   * @param action what is asked of it, such as {@code create}
   * @param object the id of what it is done to, typed where it is an object of a module; null where
   *     none is concerned, as with what is made or listed
   * @throws dev.mplp.ModuleDisabledException when the tenant's manifest does not offer the module
   * @throws PermissionDeniedException when the principal may not
   */
  public void may(ModuleName module, String action, @Nullable Object object) {
    may(module, action, object, null);
  }

  /**
   * As {@link #may(ModuleName, String, Object)}.
   *
   * @param contextId the Context that something is made in or the list is limited to; null where
   *     the object tells itself
   */
  public void may(
      ModuleName module, String action, @Nullable Object object, @Nullable ContextId contextId) {
    modules.check(tenant(), module);
    may(module.wire() + '.' + action, object, contextId);
  }

  /**
   * Checks that the principal may do this.
   *
   * @param capability as {@code module.action}
   * @param object the id of what it is done to; null where none is concerned
   * @throws PermissionDeniedException when not
   */
  public void may(String capability, @Nullable Object object) {
    may(capability, object, null);
  }

  /**
   * As {@link #may(String, Object)}.
   *
   * @param contextId the Context that something is made in or the list is limited to; null where
   *     the object tells itself
   */
  public void may(String capability, @Nullable Object object, @Nullable ContextId contextId) {
    ModuleName module = object instanceof MplpId id ? id.module().orElse(null) : null;
    check(capability, new Target(module, object == null ? null : object.toString(), contextId));
  }

  /**
   * Records that the caller was refused by a rule that no authorizer knows, such as that nobody
   * decides in another's place.
   *
   * @param capability what it had asked for
   * @param object the id of what it would have been done to
   */
  public void denied(String capability, MplpId object, String reason) {
    if (authorizer instanceof Denials denials) {
      Target target = new Target(object.module().orElse(null), object.toString(), null);
      denials.add(new Act(principal, capability, target), reason);
    }
  }

  /**
   * Checks that the principal may do this.
   *
   * @throws PermissionDeniedException when not
   */
  public void check(String capability, Target target) {
    Verdict verdict = authorizer.check(new Act(principal, capability, target));
    if (!verdict.isAllowed()) {
      throw PermissionDeniedException.of(subject(), capability, target.object(), verdict.reason());
    }
  }
}
