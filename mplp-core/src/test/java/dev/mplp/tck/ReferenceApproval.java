package dev.mplp.tck;

import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.Expiry;
import dev.mplp.confirm.Seat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of approvals in the plainest form, beside the real ones: it is told what everybody
 * does, and answers what must come of it. Time is in minutes, content a number.
 */
final class ReferenceApproval {

  /** What comes of an act. */
  enum Answer {
    DONE,
    DENIED,
    ENDED,
    CHANGED
  }

  private static final long NEVER = Long.MAX_VALUE;

  private record Vote(String holder, String by, boolean approves, int stage, Set<Approver> as) {
    boolean concerns(String subject) {
      return holder.equals(subject) || by.equals(subject);
    }
  }

  private record Handed(
      String holder, String from, String to, int depth, Set<Approver> as, long until) {}

  private record Claim(String holder, Set<Approver> as) {}

  private final ApprovalPolicy policy;
  private final String requester;
  private final Map<String, Set<String>> roles;
  private final List<String> acts = new ArrayList<>();
  private final List<Vote> votes = new ArrayList<>();
  private final List<Handed> handed = new ArrayList<>();
  private ConfirmStatus status = ConfirmStatus.PENDING;
  private boolean open = true;
  private int round = 1;
  private int stage;
  private int level;
  private int extensions;
  private boolean rejected;
  private long due;
  private int content;
  private int seen;

  /** Asked for at a time, for this content. */
  ReferenceApproval(
      ApprovalPolicy policy,
      String requester,
      Map<String, Set<String>> roles,
      int content,
      long now) {
    this.policy = policy;
    this.requester = requester;
    this.roles = roles;
    this.content = content;
    this.seen = content;
    this.due = end(now);
  }

  ReferenceApproval copy() {
    ReferenceApproval copy = new ReferenceApproval(policy, requester, roles, content, 0);
    copy.become(this);
    return copy;
  }

  private void become(ReferenceApproval other) {
    acts.clear();
    acts.addAll(other.acts);
    votes.clear();
    votes.addAll(other.votes);
    handed.clear();
    handed.addAll(other.handed);
    status = other.status;
    open = other.open;
    round = other.round;
    stage = other.stage;
    level = other.level;
    extensions = other.extensions;
    rejected = other.rejected;
    due = other.due;
    content = other.content;
    seen = other.seen;
  }

  boolean isOpen() {
    return open;
  }

  ConfirmStatus status() {
    return status;
  }

  int content() {
    return content;
  }

  /** When it is over by time; for ever when it never is. */
  long due() {
    return due;
  }

  List<String> acts() {
    return acts;
  }

  /** How it stands, as somebody sees it who looks now. */
  String standing(long now) {
    if (!open) {
      return status.wire() + ", round " + round;
    }
    ReferenceApproval shown = copy();
    if (content != seen) {
      shown.newRound(now);
    }
    return status.wire()
        + ", round "
        + shown.round
        + (shown.rejected ? ", rejected" : "")
        + ", stage "
        + (shown.stage + 1)
        + ", level "
        + shown.level
        + ", counts "
        + shown.weight(shown.seating(), true);
  }

  private ApprovalStage rule() {
    return level > 0 && policy.expiry() instanceof Expiry.Escalate escalate
        ? escalate.chain().get(level - 1).stage()
        : policy.stages().get(stage);
  }

  private long end(long now) {
    Expiry expiry = policy.expiry();
    if (expiry == null) {
      return NEVER;
    }
    return level > 0 && expiry instanceof Expiry.Escalate escalate
        ? now + escalate.chain().get(level - 1).after().toMinutes()
        : now + expiry.after().toMinutes();
  }

  private void newRound(long now) {
    round++;
    seen = content;
    level = stage == 0 ? level : 0;
    stage = 0;
    extensions = 0;
    rejected = false;
    votes.clear();
    due = end(now);
  }

  private void told(ApprovalAct.Kind kind, String subject, String holder, int round, int stage) {
    acts.add(
        kind.wire()
            + " by "
            + subject
            + " of "
            + holder
            + " in round "
            + round
            + ", stage "
            + (stage + 1)
            + ": "
            + status.wire());
  }

  /** Lets time pass that is over. */
  void pass(long now) {
    while (open && now >= due) {
      if (!rejected && policy.expiry() instanceof Expiry.Extend e && extensions < e.times()) {
        told(ApprovalAct.Kind.EXTENDED, "system", "nobody", round, stage);
        extensions++;
        due += e.by().toMinutes();
      } else if (!rejected && mayEscalate()) {
        escalate("system", now);
      } else {
        status = ConfirmStatus.REJECTED;
        open = false;
        told(ApprovalAct.Kind.EXPIRED, "system", "nobody", round, stage);
      }
    }
  }

  private boolean mayEscalate() {
    return policy.expiry() instanceof Expiry.Escalate e && level < e.chain().size();
  }

  private void escalate(String by, long now) {
    told(ApprovalAct.Kind.ESCALATED, by, "nobody", round, stage);
    level++;
    extensions = 0;
    votes.removeIf(vote -> vote.stage() == stage);
    due = end(now);
  }

  private boolean is(String subject, Approver approver) {
    return approver.kind() == Approver.Kind.SUBJECT
        ? approver.name().equals(subject)
        : roles.get(subject).contains(approver.name());
  }

  private Set<Approver> among(List<ApprovalStage> stages, String subject) {
    Set<Approver> among = new HashSet<>();
    for (ApprovalStage one : stages) {
      one.seats().stream()
          .map(Seat::approver)
          .filter(approver -> is(subject, approver))
          .forEach(among::add);
    }
    return among;
  }

  /** Whose decision somebody could make now; null for nobody's. */
  private @Nullable Claim claim(String subject, long now) {
    if (subject.equals(requester)) {
      return null;
    }
    Vote counted = votes.stream().filter(v -> v.concerns(subject)).findFirst().orElse(null);
    if (counted != null && counted.stage() != stage) {
      return null;
    }
    Set<Approver> own = among(List.of(rule()), subject);
    if (!own.isEmpty() && (counted == null || counted.holder().equals(subject))) {
      return new Claim(subject, own);
    }
    for (Handed one : handed) {
      boolean another =
          votes.stream().anyMatch(v -> v.by().equals(subject) && !v.holder().equals(one.holder()));
      boolean taken =
          votes.stream()
              .filter(v -> v.concerns(one.holder()))
              .findFirst()
              .filter(v -> !v.by().equals(subject))
              .isPresent();
      Set<Approver> as = new HashSet<>(one.as());
      as.retainAll(rule().seats().stream().map(Seat::approver).toList());
      if (one.to().equals(subject) && now < one.until() && !another && !taken && !as.isEmpty()) {
        return new Claim(one.holder(), as);
      }
    }
    return null;
  }

  /** Decides; null when it changes nothing. */
  private @Nullable Answer count(String subject, boolean approves, long now) {
    Claim claim = claim(subject, now);
    if (claim == null) {
      return Answer.DENIED;
    }
    Vote vote = new Vote(claim.holder(), subject, approves, stage, claim.as());
    int place = 0;
    while (place < votes.size() && !votes.get(place).holder().equals(claim.holder())) {
      place++;
    }
    if (place == votes.size()) {
      votes.add(vote);
    } else {
      Vote before = votes.set(place, vote);
      if (before.by().equals(subject) && before.approves() == approves) {
        return null;
      }
    }
    int[] seats = seating();
    if (seats.length == 0) {
      return Answer.DENIED;
    }
    int all = rule().seats().stream().mapToInt(Seat::weight).sum();
    int in = stage;
    if (all - weight(seats, false) < rule().threshold()) {
      rejected = true;
      status = ConfirmStatus.REJECTED;
      open = policy.revisable();
      due = end(now);
    } else if (weight(seats, true) >= rule().threshold()) {
      if (stage + 1 == policy.stages().size()) {
        status = ConfirmStatus.APPROVED;
        open = false;
      } else {
        stage++;
        level = 0;
        extensions = 0;
        due = end(now);
      }
    }
    ApprovalAct.Kind kind = approves ? ApprovalAct.Kind.APPROVED : ApprovalAct.Kind.REJECTED;
    told(kind, subject, claim.holder(), round, in);
    return Answer.DONE;
  }

  /** The votes of the stage by seat, -1 for a free one; empty when somebody has none. */
  private int[] seating() {
    List<Seat> seats = rule().seats();
    int[] taken = IntStream.generate(() -> -1).limit(seats.size()).toArray();
    for (int i = 0; i < votes.size(); i++) {
      if (votes.get(i).stage() == stage && !sit(i, taken, new HashSet<>())) {
        return new int[0];
      }
    }
    return taken;
  }

  private boolean sit(int vote, int[] taken, Set<Integer> asked) {
    List<Seat> seats = rule().seats();
    List<Integer> own =
        IntStream.range(0, taken.length)
            .boxed()
            .filter(seat -> votes.get(vote).as().contains(seats.get(seat).approver()))
            .sorted((a, b) -> seats.get(b).weight() - seats.get(a).weight())
            .toList();
    for (int seat : own) {
      if (taken[seat] < 0) {
        taken[seat] = vote;
        return true;
      }
    }
    for (int seat : own) {
      if (asked.add(seat) && sit(taken[seat], taken, asked)) {
        taken[seat] = vote;
        return true;
      }
    }
    return false;
  }

  private int weight(int[] taken, boolean approves) {
    return IntStream.range(0, taken.length)
        .filter(seat -> taken[seat] >= 0 && votes.get(taken[seat]).approves() == approves)
        .map(seat -> rule().seats().get(seat).weight())
        .sum();
  }

  /** A decision of somebody who looked at this content. */
  Answer vote(String subject, boolean approves, int looked, long now) {
    pass(now);
    if (!open || (rejected && !approves)) {
      return Answer.ENDED;
    }
    boolean changed = content != seen;
    ReferenceApproval next = copy();
    if (changed || rejected) {
      next.newRound(now);
    }
    ReferenceApproval decided = next.copy();
    Answer answer = decided.count(subject, approves, now);
    if (answer == Answer.DENIED && !(changed && claim(subject, now) != null)) {
      return Answer.DENIED;
    }
    if (answer == Answer.DENIED || (approves && looked != content)) {
      if (changed) {
        become(next);
      }
      return Answer.CHANGED;
    }
    if (answer == Answer.DONE) {
      become(decided);
    }
    return Answer.DONE;
  }

  Answer delegate(String from, String to, long until, long now) {
    pass(now);
    if (!open) {
      return Answer.ENDED;
    }
    int deepest = policy.delegationDepth();
    if (deepest == 0 || from.equals(requester) || to.equals(requester) || to.equals(from)) {
      return Answer.DENIED;
    }
    List<Handed> kept = without(from);
    List<Handed> more = new ArrayList<>(kept);
    List<ApprovalStage> anywhere = new ArrayList<>(policy.stages());
    if (policy.expiry() instanceof Expiry.Escalate e) {
      e.chain().forEach(one -> anywhere.add(one.stage()));
    }
    Set<Approver> own = among(anywhere, from);
    if (!own.isEmpty()) {
      more.add(new Handed(from, from, to, 1, own, until));
    }
    for (Handed one : kept) {
      if (one.to().equals(from)
          && now < one.until()
          && one.depth() < deepest
          && !hands(kept, one).contains(to)) {
        long end = Math.min(until, one.until());
        more.add(new Handed(one.holder(), from, to, one.depth() + 1, one.as(), end));
      }
    }
    if (more.size() == kept.size()) {
      return Answer.DENIED;
    }
    told(ApprovalAct.Kind.DELEGATED, from, "nobody", round, stage);
    handed.clear();
    handed.addAll(more);
    return Answer.DONE;
  }

  Answer takeBack(String from, long now) {
    pass(now);
    if (!open) {
      return Answer.ENDED;
    }
    List<Handed> kept = without(from);
    if (kept.size() == handed.size()) {
      return Answer.DENIED;
    }
    told(ApprovalAct.Kind.TAKEN_BACK, from, "nobody", round, stage);
    handed.clear();
    handed.addAll(kept);
    return Answer.DONE;
  }

  private List<Handed> without(String from) {
    List<Handed> kept = new ArrayList<>();
    Set<List<String>> gone = new HashSet<>();
    for (Handed one : handed) {
      if (one.from().equals(from) || gone.contains(List.of(one.holder(), one.from()))) {
        gone.add(List.of(one.holder(), one.to()));
      } else {
        kept.add(one);
      }
    }
    return kept;
  }

  private static Set<String> hands(List<Handed> all, Handed last) {
    Set<String> hands = new HashSet<>(List.of(last.holder(), last.from(), last.to()));
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Handed one : all) {
        grows |=
            one.holder().equals(last.holder()) && hands.contains(one.to()) && hands.add(one.from());
      }
    }
    return hands;
  }

  Answer escalateBy(String subject, long now) {
    pass(now);
    if (!open) {
      return Answer.ENDED;
    }
    if (!subject.equals(requester) && claim(subject, now) == null) {
      return Answer.DENIED;
    }
    if (rejected || !mayEscalate()) {
      return Answer.ENDED;
    }
    escalate(subject, now);
    return Answer.DONE;
  }

  Answer withdraw(String subject, long now) {
    pass(now);
    if (!subject.equals(requester)) {
      return Answer.DENIED;
    }
    if (!open) {
      return Answer.ENDED;
    }
    status = ConfirmStatus.CANCELLED;
    open = false;
    told(ApprovalAct.Kind.WITHDRAWN, subject, "nobody", round, stage);
    return Answer.DONE;
  }

  void change(int to) {
    content = to;
  }

  /** Whether it waits for somebody: they could decide, and have not yet. */
  boolean waitsFor(String subject, long now) {
    if (!open) {
      return false;
    }
    ReferenceApproval asked = copy();
    if (rejected) {
      asked.newRound(now);
    }
    return asked.votes.stream().noneMatch(vote -> vote.concerns(subject))
        && asked.count(subject, true, now) == Answer.DONE;
  }
}
