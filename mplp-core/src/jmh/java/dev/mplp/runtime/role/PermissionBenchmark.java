package dev.mplp.runtime.role;

import dev.mplp.Mplp;
import dev.mplp.model.Principal;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.Permission;
import dev.mplp.role.Role;
import dev.mplp.role.Target;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A permission check over five levels of inheritance, by a runtime in memory: with what is
 * remembered, with a look at the position before each answer, and with everything read again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PermissionBenchmark {

  private static final int LEVELS = 5;
  private static final Principal ADA = Principal.of("ada");

  /** How many other subjects hold the role. */
  @Param({"10", "10000"})
  int others;

  private Storage storage;
  private Mplp remembering;
  private Mplp looking;
  private String role;
  private int number;

  /** Five roles, the capability at the last, and a subject who holds the first. */
  @Setup(Level.Trial)
  public void open() {
    storage = InMemoryStorage.create();
    remembering = MplpRuntime.builder().ownedStorage(storage).build();
    looking = MplpRuntime.builder().alwaysFreshRoles().build();
    for (Mplp mplp : List.of(remembering, looking)) {
      Role held = mplp.roles().create(Role.builder("level 0").build());
      Role below = held;
      for (int i = 1; i <= LEVELS; i++) {
        Role next =
            mplp.roles()
                .create(
                    Role.builder("level " + i)
                        .capabilities(i == LEVELS ? List.of("plan.create") : List.of("x.y" + i))
                        .build());
        mplp.roles().inherit(below.roleId(), next.roleId());
        below = next;
      }
      for (int i = 0; i < others; i++) {
        mplp.roles().assignments().assign(AssignmentDraft.of("other " + i, held.roleId()));
      }
      mplp.roles().assignments().assign(AssignmentDraft.of(ADA.subject(), held.roleId()));
      role = held.name();
    }
  }

  /** Closes both. */
  @TearDown(Level.Trial)
  public void close() {
    remembering.close();
    looking.close();
  }

  private static Permission checked(Mplp mplp, Principal principal) {
    Permission permission =
        mplp.roles().permissions().explain(principal, "plan.create", Target.nothing());
    if (!permission.isAllowed()) {
      throw new IllegalStateException(permission.message());
    }
    return permission;
  }

  /** What is held is remembered, and the last look is good. */
  @Benchmark
  public Permission remembered() {
    return checked(remembering, ADA);
  }

  /** What is held is remembered; the position is looked at. */
  @Benchmark
  public Permission looked() {
    return checked(looking, ADA);
  }

  /** A principal that was never seen: what it holds is read, closures of roles are remembered. */
  @Benchmark
  public Permission newPrincipal() {
    return checked(remembering, new Principal(ADA.tenant(), "new " + number++, Set.of(role)));
  }

  /** Nothing is remembered: the position, what is held, and every role of it are read. */
  @Benchmark
  public Permission uncached() {
    RoleReader reader = new RoleReader(storage, ADA.tenant().name());
    RolePosition before = reader.position();
    Holdings holdings = Holdings.read(reader, ADA, new HashMap<>());
    if (!reader.position().equals(before)) {
      throw new IllegalStateException("nobody changes anything here");
    }
    return Judge.judge(holdings, "plan.create", scope -> true, storage::now);
  }
}
