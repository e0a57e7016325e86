package dev.mplp.runtime.approval;

import static dev.mplp.confirm.Approver.role;
import static dev.mplp.confirm.Approver.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Expiry;
import dev.mplp.confirm.Seat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of policy with every expiry, strict and revisable: what is legal, and what is not. */
class PolicyMatrixTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, Set<String>> ROLES =
      Map.of(
          "rita", Set.of("risk"),
          "ralf", Set.of("risk"),
          "lena", Set.of("legal"),
          "dora", Set.of("director"));

  /**
   * A kind of policy.
   *
   * @param passes who approve one after the other, until it is approved with the last
   * @param fails who decide until it is rejected with the last, such as {@code +ada -bob}
   */
  private record Kind(String name, ApprovalPolicy policy, String passes, String fails) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("single", ApprovalPolicy.single(subject("ada")), "ada", "-ada"),
          new Kind(
              "sequential",
              ApprovalPolicy.sequential(subject("ada"), role("risk"), role("legal")),
              "ada rita lena",
              "+ada +rita -lena"),
          new Kind(
              "all",
              ApprovalPolicy.all(subject("ada"), role("risk"), role("risk")),
              "ralf ada rita",
              "+ralf -ada"),
          new Kind(
              "k of n",
              ApprovalPolicy.anyOf(2, subject("ada"), subject("bob"), role("legal")),
              "lena bob",
              "-ada +bob -lena"),
          new Kind(
              "weighted",
              ApprovalPolicy.weighted(
                  3, new Seat(subject("ada"), 2), Seat.of(role("risk")), Seat.of(role("legal"))),
              "rita ada",
              "+rita +lena -ada"),
          new Kind(
              "staged",
              ApprovalPolicy.staged(
                  ApprovalStage.people(2, "risk"),
                  ApprovalStage.anyOf(1, subject("ada"), role("legal"))),
              "rita ralf lena",
              "+rita +ralf -ada -lena"));

  /** A row of the table. */
  private record Row(Kind kind, @Nullable Expiry expiry, boolean revisable) {

    ApprovalPolicy policy() {
      ApprovalPolicy policy = revisable ? kind.policy().revisableRejection() : kind.policy();
      return expiry == null ? policy : policy.expiring(expiry);
    }

    Matter matter() {
      return new Matter(policy(), "carol");
    }

    Course begin() {
      return Course.begin(policy(), "d", START);
    }

    @Override
    public String toString() {
      String ends = expiry == null ? "waits" : expiry.getClass().getSimpleName();
      return kind.name() + ", " + ends + (revisable ? ", revisable" : ", strict");
    }
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    List<Expiry> expiries =
        List.of(
            Expiry.rejectAfter(HOUR),
            Expiry.extendAfter(HOUR, HOUR, 2),
            Expiry.escalateAfter(HOUR, role("director"), subject("zoe")));
    for (Kind kind : KINDS) {
      for (boolean revisable : new boolean[] {false, true}) {
        rows.add(new Row(kind, null, revisable));
        expiries.forEach(expiry -> rows.add(new Row(kind, expiry, revisable)));
      }
    }
    return rows;
  }

  private static Ballot cast(Row row, Course course, String who, boolean approves, Instant now) {
    Person person = new Person(who, ROLES.getOrDefault(who, Set.of()));
    return Ballot.cast(row.matter(), course, person, approves, now);
  }

  private static Ballot.Counted counted(Ballot ballot) {
    assertThat(ballot).isInstanceOf(Ballot.Counted.class);
    return (Ballot.Counted) ballot;
  }

  private static String denied(Ballot ballot) {
    assertThat(ballot).isInstanceOf(Ballot.Denied.class);
    return ((Ballot.Denied) ballot).reason();
  }

  /** All of these; every one but the last leaves it open. */
  private static Ballot.Counted all(Row row, Course from, String said, Instant now) {
    Course course = from;
    Ballot.Counted last = null;
    for (String one : said.split(" ", -1)) {
      assertThat(last == null ? Ballot.Verdict.OPEN : last.verdict())
          .isEqualTo(Ballot.Verdict.OPEN);
      last = counted(cast(row, course, one.substring(1), one.startsWith("+"), now));
      course = last.course();
    }
    return java.util.Objects.requireNonNull(last);
  }

  private static String approvals(Row row) {
    return "+" + row.kind().passes().replace(" ", " +");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void thoseWhoAreAsked_approveIt_andNobodyElse(Row row) {
    Course course = row.begin();
    for (String one : row.kind().passes().split(" ", -1)) {
      assertThat(denied(cast(row, course, "carol", true, START)))
          .isEqualTo("carol asked for it and cannot decide it");
      assertThat(denied(cast(row, course, "eve", true, START)))
          .isEqualTo("eve is not asked: it is decided by " + course.rule(row.policy()));
      assertThat(denied(cast(row, course, "zoe", false, START)))
          .isEqualTo("zoe is not asked: it is decided by " + course.rule(row.policy()));
      Ballot.Counted counted = counted(cast(row, course, one, true, START));
      int stage = course.stage();
      course = counted.course();
      if (course.stage() == stage) {
        assertThat(cast(row, course, one, true, START)).isInstanceOf(Ballot.Unchanged.class);
      } else {
        assertThat(denied(cast(row, course, one, true, START)))
            .isEqualTo(one + " has counted in stage " + (stage + 1) + " of this round");
      }
    }
    assertThat(all(row, row.begin(), approvals(row), START).verdict())
        .isEqualTo(Ballot.Verdict.APPROVED);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void rejection_endsTheRound_andAnotherOneCountsNothingOfIt(Row row) {
    Ballot.Counted rejected = all(row, row.begin(), row.kind().fails(), START);

    assertThat(rejected.verdict()).isEqualTo(Ballot.Verdict.REJECTED);
    assertThat(rejected.course().rejected()).isTrue();
    assertThat(Timing.escalate(row.policy(), rejected.course(), START))
        .isInstanceOf(
            row.expiry() instanceof Expiry.Escalate ? Timing.Escalated.class : Timing.Early.class);
    Course next = rejected.course().nextRound(row.policy(), "e", START.plusSeconds(1));
    assertThat(next.round()).isEqualTo(2);
    assertThat(next.votes()).isEmpty();
    assertThat(all(row, next, approvals(row), START.plusSeconds(1)).verdict())
        .isEqualTo(Ballot.Verdict.APPROVED);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void time_endsEveryStageAndARejectedRound_asThePolicySays(Row row) {
    Course course = row.begin();
    for (String one : row.kind().passes().split(" ", -1)) {
      assertThat(passed(row, course)).isEqualTo(expected(row));
      course = counted(cast(row, course, one, true, START)).course();
    }
    Course rejected = all(row, row.begin(), row.kind().fails(), START).course();
    assertThat(passed(row, rejected)).isEqualTo(row.expiry() == null ? "Early" : "Expired");
    assertThat(Timing.pass(row.policy(), rejected, START.plus(HOUR).minusNanos(1)))
        .isInstanceOf(Timing.Early.class);
  }

  private static String expected(Row row) {
    if (row.expiry() == null) {
      return "Early";
    }
    if (row.expiry() instanceof Expiry.Reject) {
      return "Expired";
    }
    return row.expiry() instanceof Expiry.Extend
        ? "Extended Extended Expired"
        : "Escalated Escalated Expired";
  }

  /** What comes of it when nobody does anything any more. */
  private static String passed(Row row, Course from) {
    List<String> passed = new ArrayList<>();
    Course course = from;
    while (true) {
      Instant due = course.due();
      Instant now = due == null ? START.plus(Duration.ofDays(3650)) : due;
      Timing timing = Timing.pass(row.policy(), course, now);
      passed.add(timing.getClass().getSimpleName());
      if (timing instanceof Timing.Extended extended) {
        assertThat(extended.course().votes()).as("stay").isEqualTo(course.votes());
        course = extended.course();
      } else if (timing instanceof Timing.Escalated escalated) {
        course = escalated.course();
        checkEscalated(row, course, now);
      } else {
        return String.join(" ", passed);
      }
    }
  }

  private static void checkEscalated(Row row, Course course, Instant now) {
    String rule = course.level() == 1 ? "role director" : "zoe";
    String decides = course.level() == 1 ? "dora" : "zoe";
    assertThat(course.rule(row.policy())).hasToString(rule);
    assertThat(course.present()).as("counts no more").isEmpty();
    assertThat(denied(cast(row, course, "eve", true, now)))
        .isEqualTo("eve is not asked: it is decided by " + rule);
    assertThat(counted(cast(row, course, decides, false, now)).verdict())
        .isEqualTo(Ballot.Verdict.REJECTED);
    Ballot.Counted approved = counted(cast(row, course, decides, true, now));
    boolean last = course.stage() + 1 == row.policy().stages().size();
    assertThat(approved.verdict()).isEqualTo(last ? Ballot.Verdict.APPROVED : Ballot.Verdict.OPEN);
    if (!last) {
      assertThat(approved.course().level()).as("of the next stage").isZero();
    }
  }
}
