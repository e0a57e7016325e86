package dev.mplp.runtime.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Seat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random decisions under random policies, beside a model that tries every way to seat people. */
class BallotModelTest {

  private static final int RUNS = 400;
  private static final int ACTS = 25;
  private static final List<String> ROLES = List.of("risk", "legal", "chief");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Everything that a sequence of decisions led to. */
  private record Seen(int counted, int denied, int approved, int rejected) {
    Seen plus(Seen other) {
      return new Seen(
          counted + other.counted,
          denied + other.denied,
          approved + other.approved,
          rejected + other.rejected);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void decisions_inAnyOrder_leadWhereTheModelSays(long seed) {
    Seen all = new Seen(0, 0, 0, 0);
    for (int run = 0; run < RUNS; run++) {
      all = all.plus(run(new Random(seed * 100_000 + run)));
    }
    assertThat(all.counted).as("decisions that count").isGreaterThan(RUNS);
    assertThat(all.denied).as("refused ones").isGreaterThan(RUNS);
    assertThat(all.approved).as("approvals").isGreaterThan(RUNS / 10);
    assertThat(all.rejected).as("rejections").isGreaterThan(RUNS / 10);
  }

  private static Seen run(Random random) {
    ApprovalPolicy policy = policy(random);
    Matter matter = new Matter(policy, "p0");
    List<Person> people =
        IntStream.range(0, 7).mapToObj(i -> new Person("p" + i, roles(random))).toList();
    Course course = Course.begin(policy, "digest", START);
    ReferenceBallot model = new ReferenceBallot(policy, "p0");
    int counted = 0;
    int denied = 0;
    for (int act = 0; act < ACTS; act++) {
      Person person = people.get(random.nextInt(people.size()));
      boolean approves = random.nextInt(4) > 0;
      Instant now = START.plusSeconds(act);
      Ballot ballot = Ballot.cast(matter, course, person, approves, now);
      ReferenceBallot.Answer expected = model.cast(person, approves);
      assertThat(answer(ballot))
          .as("%s by %s under %s after %s", approves, person, policy.rule(), course.votes())
          .isEqualTo(expected);
      if (ballot instanceof Ballot.Denied) {
        denied++;
      }
      if (ballot instanceof Ballot.Counted done) {
        counted++;
        course = done.course();
        assertThat(done.as()).as("a seat of the person").matches(person::is);
        if (done.verdict() != Ballot.Verdict.OPEN) {
          boolean approved = done.verdict() == Ballot.Verdict.APPROVED;
          return new Seen(counted, denied, approved ? 1 : 0, approved ? 0 : 1);
        }
      }
    }
    return new Seen(counted, denied, 0, 0);
  }

  private static ReferenceBallot.Answer answer(Ballot ballot) {
    if (ballot instanceof Ballot.Counted counted) {
      return switch (counted.verdict()) {
        case OPEN -> ReferenceBallot.Answer.COUNTED;
        case APPROVED -> ReferenceBallot.Answer.APPROVED;
        case REJECTED -> ReferenceBallot.Answer.REJECTED;
      };
    }
    return ballot instanceof Ballot.Denied
        ? ReferenceBallot.Answer.DENIED
        : ReferenceBallot.Answer.UNCHANGED;
  }

  private static Set<String> roles(Random random) {
    return ROLES.stream().filter(r -> random.nextInt(3) == 0).collect(Collectors.toSet());
  }

  /** Seats of one stage count the same, so that it does not matter who sits where. */
  private static ApprovalPolicy policy(Random random) {
    List<ApprovalStage> stages = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      int size = 1 + random.nextInt(4);
      int weight = 1 + random.nextInt(3);
      List<Seat> seats = new ArrayList<>();
      for (int seat = 0; seat < size; seat++) {
        String subject = "p" + (1 + seat + 4 * (i % 2)) % 7;
        Approver approver =
            random.nextBoolean()
                ? Approver.subject(subject)
                : Approver.role(ROLES.get(random.nextInt(ROLES.size())));
        seats.add(new Seat(approver, weight));
      }
      stages.add(new ApprovalStage(seats, 1 + random.nextInt(size * weight)));
    }
    try {
      return new ApprovalPolicy(stages, null, null, 0, false);
    } catch (IllegalArgumentException e) { // one person is needed twice: take one stage alone
      return new ApprovalPolicy(stages.subList(0, 1), null, null, 0, false);
    }
  }
}
