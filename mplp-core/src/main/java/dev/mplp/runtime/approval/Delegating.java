package dev.mplp.runtime.approval;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Expiry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Handing a decision on, and taking it back. */
public sealed interface Delegating {

  /** The most delegations of an approval. */
  int MOST = 50;

  /**
   * It is done.
   *
   * @param course after it
   */
  record Done(Course course) implements Delegating {}

  /**
   * It may not be done.
   *
   * @param reason why
   */
  record Denied(String reason) implements Delegating {}

  /** Hands on what this person may decide, in place of what they handed on before. */
  static Delegating delegate(
      Matter matter,
      Course course,
      Person person,
      String to,
      @Nullable Instant until,
      Instant now) {
    String from = person.subject();
    int deepest = matter.policy().delegationDepth();
    if (deepest == 0) {
      return new Denied("the policy lets nobody delegate");
    }
    if (from.equals(matter.requestedBy()) || to.equals(matter.requestedBy())) {
      return new Denied(matter.requestedBy() + " asked for it and cannot decide it");
    }
    if (to.equals(from)) {
      return new Denied(from + " cannot delegate to themself");
    }
    List<Delegation> kept = without(course.delegations(), from);
    List<Delegation> more = new ArrayList<>(kept);
    List<Approver> own = own(matter.policy(), person);
    if (!own.isEmpty()) {
      more.add(new Delegation(from, from, to, 1, own, bound(own, person), until));
    }
    boolean tooDeep = false;
    for (Delegation given : kept) {
      if (given.to().equals(from) && given.holds(now) && !hands(kept, given).contains(to)) {
        tooDeep |= given.depth() >= deepest;
        if (given.depth() < deepest) {
          more.add(given.handedTo(to, first(given, until)));
        }
      }
    }
    if (more.size() > MOST) {
      return new Denied("there are " + MOST + " delegations already");
    }
    if (more.size() == kept.size()) {
      return new Denied(
          tooDeep
              ? "the policy lets a decision be handed on " + deepest + " times at most"
              : from + " has nothing to delegate to " + to);
    }
    return new Done(course.withDelegations(more));
  }

  private static @Nullable Instant first(Delegation given, @Nullable Instant until) {
    if (given.until() == null || until == null) {
      return until == null ? given.until() : until;
    }
    return until.isBefore(given.until()) ? until : given.until();
  }

  /** Takes back what this subject handed on. */
  static Delegating takeBack(Course course, String subject) {
    List<Delegation> kept = without(course.delegations(), subject);
    return kept.size() == course.delegations().size()
        ? new Denied(subject + " has delegated nothing")
        : new Done(course.withDelegations(kept));
  }

  /** Without what this subject handed on, and what others handed on of it. */
  private static List<Delegation> without(List<Delegation> all, String from) {
    Set<Delegation> gone = new HashSet<>();
    for (Delegation delegation : all) { // those that follow from others come after them
      boolean follows =
          gone.stream()
              .anyMatch(
                  g -> g.holder().equals(delegation.holder()) && g.to().equals(delegation.from()));
      if (delegation.from().equals(from) || follows) {
        gone.add(delegation);
      }
    }
    return all.stream().filter(delegation -> !gone.contains(delegation)).toList();
  }

  /** Everybody through whose hands it came. */
  private static Set<String> hands(List<Delegation> all, Delegation last) {
    Set<String> hands = new HashSet<>(List.of(last.holder(), last.from(), last.to()));
    for (int i = all.size() - 1; i >= 0; i--) {
      Delegation before = all.get(i);
      if (before.holder().equals(last.holder()) && hands.contains(before.to())) {
        hands.add(before.from());
      }
    }
    return hands;
  }

  /** Roles that are held by assignment; those that the host vouches for cannot be looked up. */
  private static List<Approver> bound(List<Approver> own, Person person) {
    return own.stream()
        .filter(one -> one.kind() == Approver.Kind.ROLE)
        .filter(one -> person.assigned().holds(person.subject(), one.name()))
        .toList();
  }

  /** Everything that a person is asked as, in any stage and level. */
  private static List<Approver> own(ApprovalPolicy policy, Person person) {
    Stream<ApprovalStage> levels =
        policy.expiry() instanceof Expiry.Escalate escalate
            ? escalate.chain().stream().map(Expiry.Level::stage)
            : Stream.of();
    Set<Approver> own = new LinkedHashSet<>();
    Stream.concat(policy.stages().stream(), levels)
        .forEach(stage -> own.addAll(Entitlement.matching(stage, person)));
    return List.copyOf(own);
  }
}
