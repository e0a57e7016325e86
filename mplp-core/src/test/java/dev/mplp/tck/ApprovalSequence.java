package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ConfirmSummary;
import dev.mplp.confirm.Standing;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ObjectId;
import dev.mplp.model.Principal;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.spi.StorageException;
import dev.mplp.tck.ReferenceApproval.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** One random sequence of acts on the approvals of one gate, beside the model. */
final class ApprovalSequence {

  /** What came about in sequences. */
  static final String CRASH = "a process that died";

  static final String ASKED_AGAIN = "asked again after a refusal";
  static final String CONSUMED = "a gate that opened";

  private static final int ACTS = 24;
  private static final String REQUESTER = "carol";

  private final Random random;
  private final ApprovalKit kit;
  private final List<Mplp> replicas;
  private final Set<String> seen;
  private final List<String> told = new ArrayList<>();
  private final Map<Integer, String> digests = new HashMap<>();
  private final Set<ConfirmId> asked = new HashSet<>();
  private final ApprovalPolicy policy;
  private final boolean beforePlan;
  private final Plan plan;
  private final ObjectId target;
  private long now;
  private Execution execution;
  private ConfirmId id;
  private ReferenceApproval model;

  /** A sequence whose gate is asked for. */
  ApprovalSequence(long seed, ApprovalKit kit, List<Mplp> replicas, Set<String> seen) {
    this.random = new Random(seed);
    this.kit = kit;
    this.replicas = replicas;
    this.seen = seen;
    this.policy = RandomPolicies.policy(random);
    this.beforePlan = random.nextInt(3) > 0;
    this.plan = kit.plan("Pay 0");
    this.target = new ObjectId(plan.planId().uuid());
    told.add("under " + policy);
    this.execution = execute();
    this.id = request();
    this.model = new ReferenceApproval(policy, REQUESTER, RandomPolicies.ROLES, 0, now);
  }

  /** All that was done, for who looks for what was wrong. */
  String told() {
    return String.join("\n", told);
  }

  private Execution execute() {
    ApprovalRequest request = ApprovalRequest.of(policy);
    Gates gates =
        beforePlan
            ? Gates.NONE.beforePlan(request)
            : Gates.NONE.beforeStep(plan.steps().get(0).stepId(), request);
    return kit.as(REQUESTER, "risk")
        .plans()
        .execute(plan.planId(), ExecutionOptions.builder().gates(gates).build());
  }

  private ConfirmId request() {
    ApprovalKit.eventually(() -> confirms().size() > asked.size());
    ConfirmId last = confirms().get(asked.size()).confirmId();
    asked.add(last);
    digests.putIfAbsent(0, kit.approval(last).digest());
    return last;
  }

  private List<ConfirmSummary> confirms() {
    return kit.mplp().confirms().list(ConfirmFilter.all().withTarget(target), null, 100).items();
  }

  /** Does it. */
  void run() throws InterruptedException {
    compare();
    for (int i = 0; i < ACTS; i++) {
      step();
      if (!model.isOpen()) {
        late();
        ended();
        if (model.status() == ConfirmStatus.APPROVED || random.nextBoolean()) {
          return;
        }
        askAgain();
      }
    }
    compare();
    act(
        "withdraws",
        REQUESTER,
        m -> m.withdraw(REQUESTER, now),
        c -> c.confirms().cancel(id, null));
    compare();
    ended();
  }

  private void step() {
    int kind = random.nextInt(100);
    if (kind < 14) {
      time(10L * (1 + random.nextInt(15)));
      if (random.nextBoolean()) {
        model.pass(now);
        compare();
      } // else whoever acts next may be quicker than any timer
      return;
    }
    if (kind < 24) {
      if (beforePlan && model.isOpen() && now < model.due()) {
        change(random.nextInt(3));
        compare();
      }
      return;
    }
    decideOrArrange(kind, someone());
    compare();
  }

  private void time(long minutes) {
    told.add("time: " + minutes);
    now += minutes;
    kit.advance(Duration.ofMinutes(minutes));
  }

  private String someone() {
    List<String> asked =
        RandomPolicies.PEOPLE.stream().filter(one -> model.waitsFor(one, now)).toList();
    List<String> among = asked.isEmpty() || random.nextInt(5) < 2 ? RandomPolicies.PEOPLE : asked;
    return among.get(random.nextInt(among.size()));
  }

  private void decideOrArrange(int kind, String subject) {
    String other = // who has no role is nobody but somebody's delegate
        random.nextBoolean()
            ? "erin"
            : RandomPolicies.PEOPLE.get(random.nextInt(RandomPolicies.PEOPLE.size()));
    if (kind < 60) {
      approve(subject);
    } else if (kind < 72) {
      act(
          "rejects",
          subject,
          m -> m.vote(subject, false, 0, now),
          c -> c.confirms().reject(id, "no"));
    } else if (kind < 86) {
      long until = random.nextInt(3) == 0 ? Long.MAX_VALUE : now + 5 + 10L * random.nextInt(10);
      Instant end =
          until == Long.MAX_VALUE
              ? null
              : kit.storage().now().plus(Duration.ofMinutes(until - now));
      act(
          "delegates to " + other + (end == null ? "" : " until " + until),
          subject,
          m -> m.delegate(subject, other, until, now),
          c -> c.confirms().delegate(id, other, end, null));
      if (end != null && random.nextInt(3) == 0) {
        compare();
        time(until - now + 5);
        approve(other); // too late, unless they are asked themselves
      }
    } else if (kind < 93) {
      act("takes back", subject, m -> m.takeBack(subject, now), c -> c.confirms().takeBack(id));
    } else if (kind < 98) {
      act(
          "escalates",
          subject,
          m -> m.escalateBy(subject, now),
          c -> c.confirms().escalate(id, "hurry"));
    } else {
      act(
          "withdraws",
          subject,
          m -> m.withdraw(subject, now),
          c -> c.confirms().cancel(id, "never mind"));
    }
  }

  private void approve(String subject) {
    List<Integer> known = digests.keySet().stream().sorted().toList();
    boolean old = random.nextInt(5) == 0;
    int looked = old ? known.get(random.nextInt(known.size())) : model.content();
    String digest = digests.getOrDefault(looked, "");
    act(
        "approves " + looked,
        subject,
        m -> m.vote(subject, true, looked, now),
        c -> c.confirms().approve(id, digest, null));
  }

  private void change(int amount) {
    told.add("plan: Pay " + amount);
    Plan changed = plan.toBuilder().title("Pay " + amount).build();
    kit.mplp().plans().update(changed, kit.mplp().plans().read(plan.planId()).version());
    model.change(amount);
    digests.putIfAbsent(amount, kit.approval(id).digest());
  }

  /** Does an act on one of the replicas, or on one that dies of it. */
  private void act(
      String what, String subject, Function<ReferenceApproval, Answer> says, Consumer<Mplp> act) {
    told.add(now + ": " + subject + " " + what);
    ReferenceApproval before = model.copy();
    Answer expected = says.apply(model);
    seen.add(expected.name());
    if (random.nextInt(50) == 0) {
      dies(subject, before, expected, act);
      return;
    }
    Mplp replica = replicas.get(random.nextInt(replicas.size()));
    assertThat(answer(() -> act.accept(person(replica, subject)))).isEqualTo(expected);
  }

  private static Mplp person(Mplp replica, String subject) {
    return replica.as(
        Principal.of(subject, RandomPolicies.ROLES.get(subject).toArray(new String[0])));
  }

  private static Answer answer(Runnable act) {
    try {
      act.run();
      return Answer.DONE;
    } catch (MplpException e) {
      return switch (e.code()) {
        case "PERMISSION_DENIED" -> Answer.DENIED;
        case "INVALID_TRANSITION" -> Answer.ENDED;
        case "CONTENT_CHANGED" -> Answer.CHANGED;
        default -> throw e;
      };
    }
  }

  /** The process dies at one of its commits: either all of the act happened, or nothing of it. */
  private void dies(String subject, ReferenceApproval before, Answer expected, Consumer<Mplp> act) {
    DyingStorage[] storage = new DyingStorage[1];
    Mplp process =
        kit.anotherBehind(
            healthy -> {
              storage[0] = DyingStorage.over(healthy);
              return storage[0].tapped();
            });
    storage[0].dieAt(random.nextInt(2), random.nextBoolean());
    try {
      assertThat(answer(() -> act.accept(person(process, subject)))).isEqualTo(expected);
    } catch (StorageException e) {
      assertThat(storage[0].isDead()).isTrue();
    }
    process.close(Duration.ZERO);
    told.add("on a process that " + (storage[0].isDead() ? "died" : "lived"));
    if (storage[0].isDead()) {
      seen.add(CRASH);
      before.pass(now);
      ApprovalKit.eventually(() -> real().equals(says(before)) || real().equals(says(model)));
      if (!real().equals(says(model))) {
        told.add("nothing was done");
        model = before;
      }
    }
  }

  private static String said(ApprovalAct act) {
    return act.kind().wire()
        + " by "
        + act.subject()
        + " of "
        + (act.holder() == null ? "nobody" : act.holder())
        + " in round "
        + act.round()
        + ", stage "
        + act.stage()
        + ": "
        + act.status().wire();
  }

  private String real() {
    Approval approval = kit.approval(id);
    StringBuilder text = new StringBuilder(approval.confirm().status().wire());
    text.append(", round ").append(approval.round());
    if (approval.standing() instanceof Standing.Waiting waiting) {
      text.append(waiting.rejected() ? ", rejected" : "")
          .append(", stage ")
          .append(waiting.stage())
          .append(", level ")
          .append(waiting.level())
          .append(", counts ")
          .append(waiting.count());
    }
    List<ApprovalAct> acts = kit.acts(ActFilter.all().withConfirm(id));
    acts.forEach(act -> text.append('\n').append(said(act)));
    acts.forEach(act -> seen.add(act.kind().wire()));
    return text.toString();
  }

  private String says(ReferenceApproval of) {
    StringBuilder text = new StringBuilder(of.standing(now));
    of.acts().forEach(act -> text.append('\n').append(act));
    return text.toString();
  }

  /** Waits until it stands as the model says: timers take a moment. */
  private void compare() {
    model.pass(now);
    String expected = says(model);
    try {
      ApprovalKit.eventually(() -> real().equals(expected));
    } catch (AssertionError e) {
      assertThat(real()).isEqualTo(expected);
    }
    for (String one : RandomPolicies.PEOPLE) {
      boolean shown =
          person(kit.mplp(), one).confirms().inbox(null, 100).items().stream()
              .anyMatch(item -> item.confirmId().equals(id));
      assertThat(shown).as("it waits for %s", one).isEqualTo(model.waitsFor(one, now));
    }
    if (model.isOpen()) {
      assertThat(execution.snapshot().state().isTerminal()).as("the gate is closed").isFalse();
      assertThat(kit.done).as("nothing is done").hasValue(0);
    }
  }

  /** Whoever comes when it is over changes nothing. */
  private void late() {
    for (String one : RandomPolicies.PEOPLE) {
      String digest = kit.approval(id).digest();
      assertThat(answer(() -> person(kit.mplp(), one).confirms().approve(id, digest, null)))
          .as("%s comes too late", one)
          .isEqualTo(Answer.ENDED);
    }
    compare();
  }

  /** The gate has opened once when it was approved, and else not at all. */
  private void ended() throws InterruptedException {
    boolean approved = model.status() == ConfirmStatus.APPROVED;
    assertThat(ApprovalKit.end(execution).isCompleted()).isEqualTo(approved);
    assertThat(kit.done).hasValue(approved ? 1 : 0);
    assertThat(kit.approval(id).consumed()).isEqualTo(approved);
    assertThat(confirms()).hasSize(asked.size());
    kit.done.set(0);
    if (approved) {
      seen.add(CONSUMED);
    }
  }

  private void askAgain() {
    told.add("asked again");
    seen.add(ASKED_AGAIN);
    int content = model.content();
    if (beforePlan) {
      execution = execute();
    } else {
      kit.as(REQUESTER, "risk").plans().resume(execution.executionId());
    }
    id = request();
    model = new ReferenceApproval(policy, REQUESTER, RandomPolicies.ROLES, content, now);
    compare();
  }
}
