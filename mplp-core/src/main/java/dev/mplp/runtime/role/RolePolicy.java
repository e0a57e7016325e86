package dev.mplp.runtime.role;

import dev.mplp.ConflictException;
import dev.mplp.model.Principal;
import dev.mplp.model.RoleId;
import dev.mplp.role.Basis;
import dev.mplp.role.Permission;
import dev.mplp.role.Scope;
import dev.mplp.role.Target;
import dev.mplp.runtime.event.LogWaiter;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the roles of every tenant allow, as this process knows it. Thread-safe.
 *
 * <p>How an answer comes about:
 *
 * <ol>
 *   <li>The position of the tenant is looked at ({@link RolePosition}), unless the last look is
 *       still good, see {@link Look}.
 *   <li>What the principal holds is taken from memory if it was read at this very position;
 *       closures of roles if no role was changed since they were read.
 *   <li>Else it is read, and the position looked at again: when it is another one, what was read
 *       may be a mixture of two states, and is thrown away.
 *   <li>The rest is computed: what is held, against the capability, the target and the time.
 * </ol>
 *
 * <p>A change that this process makes counts from the return of its commit, since it spoils the
 * look ({@link #changed}); one of another process from the next look. Neither depends on how long
 * anything has been remembered.
 */
public final class RolePolicy {

  private static final int TRIES = 50;
  private static final int REMEMBERED = 10_000;
  private static final String ADMINISTRATION = "role.*";

  private final Storage storage;
  private final Look.Rule rule;
  private final Set<Principal> administrators;
  private final Whereabouts whereabouts;
  private final Map<String, TenantRoles> tenants = new ConcurrentHashMap<>();

  /**
   * The policy in a storage.
   *
   * @param hints counts what may have changed
   * @param options how fresh answers are, and who may set up roles by configuration
   */
  public RolePolicy(Storage storage, LogWaiter hints, RolePolicyOptions options) {
    this(storage, new Look.Rule(hints, options.isAlwaysFresh()), options.administrators());
  }

  private RolePolicy(Storage storage, Look.Rule rule, Set<Principal> administrators) {
    this.storage = storage;
    this.rule = rule;
    this.administrators = administrators;
    this.whereabouts = new Whereabouts(storage);
  }

  /** This process changed roles or assignments of a tenant: no former look at it is good. */
  public void changed(String tenant) {
    tenant(tenant).changed();
  }

  private TenantRoles tenant(String tenant) {
    return tenants.computeIfAbsent(tenant, name -> new TenantRoles(storage, name, rule));
  }

  /** Whether a principal may do something, and why. */
  public Permission explain(Principal principal, String capability, Target target) {
    String tenant = principal.tenant().name();
    if (isAdministrator(principal) && Closure.patterns(capability).contains(ADMINISTRATION)) {
      return new Permission.Allowed(ADMINISTRATION, List.of(), new Basis.Administrator());
    }
    TenantRoles roles = tenant(tenant);
    Known known = holdings(roles, principal);
    return Judge.judge(
        known.holdings(),
        capability,
        scope -> whereabouts.isWithin(tenant, capability, target, scope),
        known.look()::now);
  }

  boolean isAdministrator(Principal principal) {
    return !administrators.isEmpty()
        && administrators.stream()
            .anyMatch(
                one ->
                    one.subject().equals(principal.subject())
                        && one.tenant().equals(principal.tenant()));
  }

  /**
   * The roles that somebody holds.
   *
   * @param fresh whether another look is taken, so that nothing that was committed before is missed
   */
  public HeldRoles held(Principal principal, Instant now, boolean fresh) {
    TenantRoles roles = tenant(principal.tenant().name());
    if (fresh) {
      roles.changed();
    }
    Known known = holdings(roles, principal);
    return new HeldRoles(known.holdings(), known.look().position(), now);
  }

  /** Whether something that a capability is for is in the scope of a role. */
  public boolean isWithin(String tenant, String capability, Target target, Scope scope) {
    return whereabouts.isWithin(tenant, capability, target, scope);
  }

  /** The policy within a transaction of the host: it sees what the transaction has changed. */
  public RolePolicy within(Storage joined) {
    Look.Rule fresh = new Look.Rule(rule.waiter(), true);
    return new RolePolicy(joined, fresh, administrators);
  }

  /**
   * What somebody holds.
   *
   * @param look at the position that it is of
   */
  record Known(Holdings holdings, Look look) {}

  /** What a principal holds at the position of a look that is good. */
  Known holdings(Principal principal) {
    return holdings(tenant(principal.tenant().name()), principal);
  }

  private static Known holdings(TenantRoles roles, Principal principal) {
    for (int i = 0; i < TRIES; i++) {
      Look look = roles.look();
      Holdings found = roles.remembered(look.position(), principal);
      if (found != null) {
        return new Known(found, look);
      }
      Known read = roles.read(look, principal);
      if (read != null) {
        return read;
      }
      Pause.jitter(i);
    }
    throw new ConflictException(
        "VERSION_CONFLICT",
        "roles and assignments of the tenant are changed all the time, so that none could be read"
            + " as they are at one moment; try again later");
  }

  /** What is known of one tenant: all of the position of the last look. */
  private static final class TenantRoles {

    private final RoleReader reader;
    private final Look.Rule rule;
    private final Look.Taken taken;
    private volatile Memory memory =
        new Memory(new RolePosition(-1, -1), new ConcurrentHashMap<>());

    TenantRoles(Storage storage, String tenant, Look.Rule rule) {
      this.reader = new RoleReader(storage, tenant);
      this.rule = rule;
      this.taken = new Look.Taken(storage, reader::position);
    }

    void changed() {
      taken.spoil();
    }

    Look look() {
      return taken.last(rule);
    }

    @Nullable Holdings remembered(RolePosition position, Principal principal) {
      Memory now = memory;
      return now.position.equals(position) ? now.holdings.get(principal) : null;
    }

    /** Null when the position moved while it was read. */
    @Nullable Known read(Look before, Principal principal) {
      Memory now = memory;
      boolean sameRoles = now.position.definitions() == before.position().definitions();
      Map<RoleId, Closure> closures = new ConcurrentHashMap<>(sameRoles ? now.closures : Map.of());
      Holdings holdings = Holdings.read(reader, principal, closures);
      Look after = taken.anew(rule);
      if (!after.position().equals(before.position())) {
        return null;
      }
      remember(after.position(), principal, holdings, closures);
      return new Known(holdings, after);
    }

    private synchronized void remember(
        RolePosition position,
        Principal principal,
        Holdings holdings,
        Map<RoleId, Closure> closures) {
      Memory now = memory;
      if (now.position.version() > position.version()) {
        return;
      }
      if (!now.position.equals(position)) {
        boolean sameRoles = now.position.definitions() == position.definitions();
        now = new Memory(position, sameRoles ? now.closures : new ConcurrentHashMap<>());
        memory = now;
      }
      if (now.closures.size() < REMEMBERED) {
        now.closures.putAll(closures);
      }
      now.holdings.put(principal, holdings);
    }
  }

  /** Of one position. */
  private static final class Memory {

    private final RolePosition position;
    private final ConcurrentHashMap<RoleId, Closure> closures;
    private final Recent<Principal, Holdings> holdings = new Recent<>(REMEMBERED);

    Memory(RolePosition position, ConcurrentHashMap<RoleId, Closure> closures) {
      this.position = position;
      this.closures = closures;
    }
  }
}
