package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.model.Principal;
import dev.mplp.role.Assignments;
import dev.mplp.role.Permission;
import dev.mplp.role.Permissions;
import dev.mplp.role.Refusal;
import dev.mplp.role.Role;
import dev.mplp.role.Roles;
import dev.mplp.role.Target;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Runtimes over a store whose clock can be moved, for the kits about roles. */
public abstract class RoleKit {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final List<Mplp> runtimes = new ArrayList<>();
  private StorageFixture fixture;

  /** For the kits. */
  protected RoleKit() {}

  /** An empty store whose clock can be moved. */
  protected abstract StorageFixture newFixture();

  /**
   * A runtime over this storage that allows everything to everybody, or goes by roles.
   *
   * @param byRoles whether the roles decide; {@code root} is an administrator then
   * @param fresh whether every decision looks at the storage
   */
  protected abstract Mplp runtime(Storage storage, boolean byRoles, boolean fresh);

  @BeforeEach
  void openStore() {
    fixture = newFixture();
  }

  @AfterEach
  void closeAll() {
    runtimes.forEach(runtime -> runtime.close(Duration.ofSeconds(10)));
    fixture.close();
  }

  /** Another process that allows everything. */
  protected final Mplp open(boolean fresh) {
    return opened(runtime(fixture.open(), false, fresh));
  }

  /** Another process in which the roles decide. */
  protected final Mplp openByRoles() {
    return opened(runtime(fixture.open(), true, false));
  }

  /** A process that is closed after the test, if not before. */
  protected final Mplp opened(Mplp runtime) {
    runtimes.add(runtime);
    return runtime;
  }

  /** The store. */
  protected final StorageFixture fixture() {
    return fixture;
  }

  /** A new role. */
  protected static Role role(Mplp mplp, String name, String... capabilities) {
    return mplp.roles().create(Role.builder(name).capabilities(List.of(capabilities)).build());
  }

  /** What a subject may do that acts in no role by the host. */
  protected static Permission explain(Mplp mplp, String subject, String capability, Target target) {
    return permissions(mplp).explain(Principal.of(subject), capability, target);
  }

  /** Why not. */
  protected static List<Refusal> refusals(
      Mplp mplp, Principal principal, String capability, Target target) {
    Permission permission = permissions(mplp).explain(principal, capability, target);
    assertThat(permission).isInstanceOf(Permission.Denied.class);
    return ((Permission.Denied) permission).refusals();
  }

  /** Whether a subject may do something to nothing in particular. */
  protected static boolean may(Mplp mplp, String subject, String capability) {
    return permissions(mplp).check(Principal.of(subject), capability, Target.nothing());
  }

  /** The permissions. */
  protected static Permissions permissions(Mplp mplp) {
    return roles(mplp).permissions();
  }

  /** The assignments. */
  protected static Assignments assignments(Mplp mplp) {
    return roles(mplp).assignments();
  }

  private static Roles roles(Mplp mplp) {
    return mplp.roles();
  }

  /** Refused with this code; the message says so much. */
  protected static MplpException refused(String code, ThrowingCallable call) {
    MplpException refused = catchThrowableOfType(MplpException.class, call);
    assertThat(refused).as("refused with %s", code).isNotNull();
    assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
    return refused;
  }

  /** Comes true soon. */
  protected static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s in time", what).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
