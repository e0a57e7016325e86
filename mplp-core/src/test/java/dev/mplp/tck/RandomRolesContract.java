package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.model.AssignmentId;
import dev.mplp.model.Principal;
import dev.mplp.model.RoleId;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.DelegationDraft;
import dev.mplp.role.Target;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random changes of roles, exclusions, assignments and delegations, by two processes that lose
 * commits and are replaced, while time passes: after each change what the model refuses was
 * refused, and both processes answer as the model does; the one that remembers answers at once when
 * it made the change, and else soon.
 */
public abstract class RandomRolesContract extends RoleKit {

  private static final List<String> CAPABILITIES =
      List.of("plan.read", "plan.create", "plan.*", "*.read", "trace.read", "*");
  private static final List<String> ASKED = List.of("plan.read", "plan.create", "trace.list");
  private static final List<String> SUBJECTS = List.of("ada", "bob", "cid");
  private static final Duration HOUR = Duration.ofHours(1);

  private final RoleModel model = new RoleModel();
  private Random random;
  private Mplp cached;
  private Mplp fresh;
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
    for (int i = 0; i < 5; i++) {
      create(i);
    }
    int refused = 0;
    for (int i = 0; i < changes(); i++) {
      boolean byCached = random.nextBoolean();
      String change = change(byCached ? cached : fresh);
      refused += change.startsWith("refused") ? 1 : 0;
      compare(byCached, "seed " + seed + ", change " + i + ": " + change);
      if (random.nextInt(25) == 0) {
        crash(random.nextBoolean());
      }
    }
    assertThat(refused).as("some changes are refused").isPositive();
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
    role.capabilities.add(CAPABILITIES.get(number));
    model.roles.put(role(fresh, role.name, CAPABILITIES.get(number)).roleId(), role);
  }

  private Instant now() {
    return begin.plus(HOUR.multipliedBy(hours));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private RoleId anyRole() {
    return any(List.copyOf(model.roles.keySet()));
  }

  private String change(Mplp by) {
    return switch (random.nextInt(10)) {
      case 0 -> capability(by, anyRole(), any(CAPABILITIES));
      case 1, 2 -> inherit(by, anyRole(), anyRole());
      case 3 -> disinherit(by, anyRole());
      case 4 -> exclude(by, anyRole(), anyRole());
      case 5, 6 -> assign(by, any(SUBJECTS), anyRole());
      case 7 -> delegate(by);
      case 8 -> revoke(by);
      default -> pass();
    };
  }

  private String capability(Mplp by, RoleId id, String capability) {
    if (model.roles.get(id).capabilities.remove(capability)) {
      by.roles().revoke(id, capability);
      return "revoke " + capability;
    }
    model.roles.get(id).capabilities.add(capability);
    by.roles().grant(id, capability);
    return "grant " + capability;
  }

  /** What was done, or with which code it was refused. */
  private static <T> String code(Supplier<T> change, List<T> result) {
    try {
      result.add(change.get());
      return "done";
    } catch (MplpException e) {
      return e.code();
    }
  }

  private static String told(String what, String expected, String actual) {
    assertThat(actual).as(what).isEqualTo(expected);
    return expected.equals("done") ? what : "refused " + what;
  }

  private String inherit(Mplp by, RoleId id, RoleId from) {
    boolean already = model.roles.get(id).parents.contains(from);
    boolean duties = model.clash(id, from) || model.clash(from, id) || model.clash(from, from);
    String expected =
        already
            ? "done"
            : model.closure(from).contains(id)
                ? "INHERITANCE_CYCLE"
                : duties ? "DUTIES_CONFLICT" : "done";
    String actual =
        code(
            () -> {
              by.roles().inherit(id, from);
              return true;
            },
            new ArrayList<>());
    if (expected.equals("done")) {
      model.roles.get(id).parents.add(from);
    }
    return told("inherit " + id + " from " + from, expected, actual);
  }

  private String disinherit(Mplp by, RoleId id) {
    List<RoleId> parents = List.copyOf(model.roles.get(id).parents);
    if (parents.isEmpty()) {
      return "nothing";
    }
    RoleId from = any(parents);
    by.roles().disinherit(id, from);
    model.roles.get(id).parents.remove(from);
    return "disinherit";
  }

  private String exclude(Mplp by, RoleId one, RoleId other) {
    RoleModel.ModelRole role = model.roles.get(one);
    if (one.equals(other)) {
      return "nothing";
    }
    if (role.excluded.remove(other)) {
      model.roles.get(other).excluded.remove(one);
      by.roles().endExclusion(other, one);
      return "end exclusion";
    }
    boolean part = model.closure(one).contains(other) || model.closure(other).contains(one);
    String actual =
        code(
            () -> {
              by.roles().exclude(one, other, "by chance");
              return true;
            },
            new ArrayList<>());
    if (!part) {
      role.excluded.add(other);
      model.roles.get(other).excluded.add(one);
    }
    return told("exclude", part ? "DUTIES_CONFLICT" : "done", actual);
  }

  private boolean wouldClash(String subject, RoleId id) {
    return model.clash(id, id)
        || model.held(subject, null, now()).stream().anyMatch(held -> model.clash(id, held));
  }

  private @Nullable Instant end() {
    return random.nextBoolean() ? null : now().plus(HOUR.multipliedBy(random.nextInt(4) + 1L));
  }

  private String assign(Mplp by, String subject, RoleId id) {
    Instant end = end();
    AssignmentDraft draft = AssignmentDraft.of(subject, id).delegable(random.nextInt(3));
    AssignmentDraft used = end == null ? draft : draft.until(end.plus(HOUR.dividedBy(2)));
    List<Assignment> made = new ArrayList<>();
    String actual = code(() -> assignments(by).assign(used), made);
    made.forEach(one -> model.assignments.put(one.assignmentId(), one));
    return told("assign", wouldClash(subject, id, made) ? "DUTIES_CONFLICT" : "done", actual);
  }

  private boolean wouldClash(String subject, RoleId id, List<Assignment> without) {
    without.forEach(one -> model.assignments.remove(one.assignmentId()));
    boolean clash = wouldClash(subject, id);
    without.forEach(one -> model.assignments.put(one.assignmentId(), one));
    return clash;
  }

  private String delegate(Mplp by) {
    List<Assignment> counting =
        model.assignments.values().stream()
            .filter(one -> model.counts(one.assignmentId(), now()))
            .toList();
    if (counting.isEmpty()) {
      return "nothing";
    }
    Assignment source = any(counting);
    String to = any(SUBJECTS);
    List<RoleId> held = model.held(source.subject(), null, now());
    boolean unusable = held.stream().anyMatch(other -> model.clash(source.roleId(), other));
    String expected =
        to.equals(source.subject()) || source.delegable() == 0 || unusable
            ? "NOT_DELEGABLE"
            : wouldClash(to, source.roleId()) ? "DUTIES_CONFLICT" : "done";
    DelegationDraft draft = DelegationDraft.to(to).delegable(Math.max(0, source.delegable() - 1));
    List<Assignment> made = new ArrayList<>();
    String actual =
        code(
            () ->
                assignments(by.as(Principal.of(source.subject())))
                    .delegate(source.assignmentId(), draft),
            made);
    made.forEach(one -> model.assignments.put(one.assignmentId(), one));
    return told("delegate", expected, actual);
  }

  private String revoke(Mplp by) {
    List<AssignmentId> counting =
        model.assignments.keySet().stream().filter(id -> model.counts(id, now())).toList();
    if (counting.isEmpty()) {
      return "nothing";
    }
    AssignmentId id = any(counting);
    assignments(by).revoke(id, "by chance");
    model.assignments.remove(id);
    return "revoke " + id;
  }

  private String pass() {
    fixture().advance(HOUR);
    hours++;
    return "an hour passes";
  }

  private void compare(boolean byCached, String when) {
    boolean passed = when.endsWith("an hour passes");
    for (String subject : SUBJECTS) {
      String named = random.nextInt(3) == 0 ? "role " + random.nextInt(5) : null;
      Principal principal = named == null ? Principal.of(subject) : Principal.of(subject, named);
      for (String capability : ASKED) {
        boolean expected = model.allows(subject, named, capability, now());
        String what = when + ": " + principal + " " + capability;
        assertThat(allows(fresh, principal, capability)).as(what).isEqualTo(expected);
        if (byCached && !passed) {
          assertThat(allows(cached, principal, capability)).as(what).isEqualTo(expected);
        } else {
          await(what, () -> allows(cached, principal, capability) == expected);
        }
      }
    }
  }

  private static boolean allows(Mplp mplp, Principal principal, String capability) {
    return permissions(mplp).check(principal, capability, Target.nothing());
  }
}
