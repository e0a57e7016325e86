package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.model.ContextId;
import dev.mplp.model.Principal;
import dev.mplp.role.Target;
import dev.mplp.spi.Storage;
import dev.mplp.tck.RoleModel.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random changes of roles, exclusions, assignments and delegations, in two Contexts, on a Plan and
 * on a Dialog of the same id, by two processes that lose commits and are replaced, while time
 * passes: after each change what the model refuses was refused, and both processes answer as the
 * model does; the one that remembers answers at once when it made the change, and else soon. In the
 * end the log tells what is stored.
 */
public abstract class RandomRolesContract extends RoleKit {

  private static final List<String> ASKED = List.of("plan.read", "plan.create", "trace.list");
  private static final Duration HOUR = Duration.ofHours(1);

  private final RoleModel model = new RoleModel();
  private Random random;
  private Mplp cached;
  private Mplp fresh;
  private RolePlaces places;
  private Instant begin;
  private int hours;

  /** For the storages. */
  protected RandomRolesContract() {}

  /** How many changes. */
  protected abstract int changes();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void processes_answerAsTheModelDoes(long seed) {
    random = new Random(seed);
    begin = fixture().open().now();
    cached = process(false);
    fresh = process(true);
    Mplp setting = open(true);
    places = RolePlaces.in(setting);
    setting.close(Duration.ZERO);
    RandomRoleChanges by = new RandomRoleChanges(random, model, places, clock());
    for (int i = 0; i < 5; i++) {
      create(i);
    }
    int refused = 0;
    for (int i = 0; i < changes(); i++) {
      boolean byCached = random.nextBoolean();
      String change = by.change(byCached ? cached : fresh);
      refused += change.startsWith("refused") ? 1 : 0;
      compare(byCached, "seed " + seed + ", change " + i + ": " + change);
      if (random.nextInt(25) == 0) {
        crash(random.nextBoolean());
      }
    }
    assertThat(refused).as("some changes are refused").isPositive();
    ContextId system = fresh.contexts().system().contextId();
    assertThat(fresh.contexts().verify(system).findings()).as("seed " + seed).isEmpty();
  }

  private Mplp process(boolean always) {
    Storage faulty = new FaultyStorage(fixture().open(), random.nextLong(), 0.02, 0.02);
    return opened(runtime(faulty, false, always));
  }

  private void crash(boolean which) {
    (which ? cached : fresh).close(Duration.ZERO);
    if (which) {
      cached = process(false);
    } else {
      fresh = process(true);
    }
  }

  private void create(int number) {
    RoleModel.ModelRole role = new RoleModel.ModelRole("role " + number);
    role.capabilities.add(RandomRoleChanges.CAPABILITIES.get(number));
    model.roles.put(
        role(fresh, role.name, RandomRoleChanges.CAPABILITIES.get(number)).roleId(), role);
  }

  private Instant now() {
    return begin.plus(HOUR.multipliedBy(hours));
  }

  private RandomRoleChanges.HourClock clock() {
    return new RandomRoleChanges.HourClock() {

      @Override
      public Instant now() {
        return RandomRolesContract.this.now();
      }

      @Override
      public void pass() {
        fixture().advance(HOUR);
        hours++;
      }
    };
  }

  private void compare(boolean byCached, String when) {
    boolean passed = when.endsWith(RandomRoleChanges.PASSED);
    for (String subject : RandomRoleChanges.SUBJECTS) {
      String named = random.nextInt(3) == 0 ? "role " + random.nextInt(5) : null;
      Principal principal = named == null ? Principal.of(subject) : Principal.of(subject, named);
      for (String capability : ASKED) {
        Place place = places.places().get(random.nextInt(places.places().size()));
        Target target = place.target();
        boolean expected = model.allows(subject, named, capability, place, now());
        String what = when + ": " + principal + " " + capability + " of " + target;
        assertThat(allows(fresh, principal, capability, target)).as(what).isEqualTo(expected);
        if (byCached && !passed) {
          assertThat(allows(cached, principal, capability, target)).as(what).isEqualTo(expected);
        } else {
          await(what, () -> allows(cached, principal, capability, target) == expected);
        }
      }
    }
  }

  private static boolean allows(Mplp mplp, Principal principal, String capability, Target target) {
    return permissions(mplp).check(principal, capability, target);
  }
}
