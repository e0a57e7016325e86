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
import dev.mplp.role.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random changes of roles, made by a runtime and by the model, which says what is refused. */
final class RandomRoleChanges {

  /** The change that is none of a runtime. */
  static final String PASSED = "an hour passes";

  /** The capabilities that roles are given. */
  static final List<String> CAPABILITIES =
      List.of("plan.read", "plan.create", "plan.*", "*.read", "trace.read", "*");

  /** Who holds roles. */
  static final List<String> SUBJECTS = List.of("ada", "bob", "cid");

  private static final Duration HOUR = Duration.ofHours(1);

  private final Random random;
  private final RoleModel model;
  private final RolePlaces places;
  private final HourClock clock;

  RandomRoleChanges(Random random, RoleModel model, RolePlaces places, HourClock clock) {
    this.random = random;
    this.model = model;
    this.places = places;
    this.clock = clock;
  }

  /** Time as the model has it: it passes by the hour. */
  interface HourClock {

    /** What it is. */
    Instant now();

    /** An hour passes. */
    void pass();
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private RoleId anyRole() {
    return any(List.copyOf(model.roles.keySet()));
  }

  /** One change, and what came of it: what begins with "refused" was to be, and was. */
  String change(Mplp by) {
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
        || model.held(subject, null, clock.now()).stream().anyMatch(held -> model.clash(id, held));
  }

  private @Nullable Instant end() {
    return random.nextBoolean()
        ? null
        : clock.now().plus(HOUR.multipliedBy(random.nextInt(4) + 1L));
  }

  private String assign(Mplp by, String subject, RoleId id) {
    Instant end = end();
    AssignmentDraft draft =
        AssignmentDraft.of(subject, id).within(any(places.scopes())).delegable(random.nextInt(3));
    AssignmentDraft used = end == null ? draft : draft.until(end.plus(HOUR.dividedBy(2)));
    List<Assignment> made = new ArrayList<>();
    String actual = code(() -> RoleKit.assignments(by).assign(used), made);
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
            .filter(one -> model.counts(one.assignmentId(), clock.now()))
            .toList();
    if (counting.isEmpty()) {
      return "nothing";
    }
    Assignment source = any(counting);
    String to = any(SUBJECTS);
    List<RoleId> held = model.held(source.subject(), null, clock.now());
    boolean unusable = held.stream().anyMatch(other -> model.clash(source.roleId(), other));
    Scope scope = random.nextBoolean() ? source.scope() : any(places.scopes());
    Instant end = random.nextBoolean() ? null : clock.now().plus(HOUR.multipliedBy(3).dividedBy(2));
    boolean longer = end != null && source.expiresAt() != null && end.isAfter(source.expiresAt());
    String expected =
        to.equals(source.subject())
                || source.delegable() == 0
                || unusable
                || longer
                || !RoleModel.isWithin(scope, source.scope(), places.places())
            ? "NOT_DELEGABLE"
            : wouldClash(to, source.roleId()) ? "DUTIES_CONFLICT" : "done";
    DelegationDraft within =
        DelegationDraft.to(to).within(scope).delegable(Math.max(0, source.delegable() - 1));
    DelegationDraft draft = end == null ? within : within.until(end);
    List<Assignment> made = new ArrayList<>();
    String actual =
        code(
            () ->
                RoleKit.assignments(by.as(Principal.of(source.subject())))
                    .delegate(source.assignmentId(), draft),
            made);
    made.forEach(one -> model.assignments.put(one.assignmentId(), one));
    return told("delegate", expected, actual);
  }

  private String revoke(Mplp by) {
    List<AssignmentId> counting =
        model.assignments.keySet().stream().filter(id -> model.counts(id, clock.now())).toList();
    if (counting.isEmpty()) {
      return "nothing";
    }
    AssignmentId id = any(counting);
    RoleKit.assignments(by).revoke(id, "by chance");
    model.assignments.remove(id);
    return "revoke " + id;
  }

  private String pass() {
    clock.pass();
    return PASSED;
  }
}
