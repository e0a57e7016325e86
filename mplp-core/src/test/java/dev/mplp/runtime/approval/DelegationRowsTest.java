package dev.mplp.runtime.approval;

import static dev.mplp.confirm.Approver.role;
import static dev.mplp.confirm.Approver.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.confirm.ApprovalPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Handing decisions on: what is legal, what is not, and what is said about it. */
class DelegationRowsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * Acts such as {@code ada>dave} (hands on), {@code ada>dave@1} (for an hour), {@code ada<} (takes
   * back), {@code +dave}, {@code -dave} (decides) and {@code 1h} (time passes), and what each comes
   * to.
   */
  private record Row(int depth, String acts, String answers) {}

  private static final String NOT_ASKED = "dave is not asked: it is decided by ";

  private static Stream<Row> rows() {
    String rule = "2 of 2 (ada, role risk)";
    return Stream.of(
        new Row(0, "ada>dave", "the policy lets nobody delegate"),
        new Row(1, "ada>carol", "carol asked for it and cannot decide it"),
        new Row(1, "carol>dave", "carol asked for it and cannot decide it"),
        new Row(1, "ada>ada", "ada cannot delegate to themself"),
        new Row(1, "eve>dave", "eve has nothing to delegate to dave"),
        new Row(1, "ada<", "ada has delegated nothing"),
        new Row(1, "+dave", NOT_ASKED + rule),
        new Row(1, "ada>dave +dave", "done|open by ada as ada"),
        new Row(1, "rita>dave +dave", "done|open by rita as role risk"),
        new Row(1, "ada>dave -dave", "done|rejected by ada as ada"),
        new Row(1, "ada>dave +dave +dave", "done|open by ada as ada|unchanged"),
        new Row(1, "ada>dave +dave -ada", "done|open by ada as ada|rejected by ada as ada"),
        new Row(
            1,
            "ada>dave +ada +dave",
            "done|open by ada as ada|ada has counted in this round already, decided by ada"),
        new Row(
            1,
            "ada>dave +dave rita>dave +ada +dave",
            "done|open by ada as ada|done|open by ada as ada|approved by rita as role risk"),
        new Row(
            1,
            "ada>dave rita>dave +dave -dave",
            "done|done|open by ada as ada|rejected by ada as ada"),
        new Row(1, "ada>rita +rita", "done|open by rita as role risk"),
        new Row(
            1,
            "ada>dave dave>erin",
            "done|the policy lets a decision be handed on 1 times at most"),
        new Row(2, "ada>dave dave>erin +erin", "done|done|open by ada as ada"),
        new Row(
            2,
            "ada>dave dave>erin erin>fred",
            "done|done|the policy lets a decision be handed on 2 times at most"),
        new Row(3, "ada>dave dave>ada", "done|dave has nothing to delegate to ada"),
        new Row(
            2,
            "ada>dave dave>erin ada< +erin +dave",
            "done|done|done|erin is not asked: it is decided by " + rule + "|" + NOT_ASKED + rule),
        new Row(2, "ada>dave dave>erin dave< +dave", "done|done|done|open by ada as ada"),
        new Row(1, "ada>dave ada>erin +dave", "done|done|" + NOT_ASKED + rule),
        new Row(1, "ada>dave@1 1h +dave", "done||the delegation by ada to dave has ended"),
        new Row(
            2,
            "ada>dave@1 dave>erin@2 1h +erin",
            "done|done||the delegation by ada to erin has ended"),
        new Row(
            1,
            "ada>dave +dave ada< +rita",
            "done|open by ada as ada|done|approved by rita as role risk"));
  }

  private static Person person(String subject) {
    return new Person(subject, subject.equals("rita") ? Set.of("risk") : Set.of());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void acts_comeToWhatThePolicySays(Row row) {
    ApprovalPolicy policy = ApprovalPolicy.all(subject("ada"), role("risk")).delegable(row.depth());
    Matter matter = new Matter(policy, "carol");
    Course course = Course.begin(policy, "d", START);
    Instant now = START;
    List<String> answers = List.of(row.answers().split("\\|", -1));
    int place = 0;
    for (String act : row.acts().split(" ", -1)) {
      String answer = "";
      if (act.equals("1h")) {
        now = now.plus(HOUR);
      } else if (act.startsWith("+") || act.startsWith("-")) {
        Ballot ballot =
            Ballot.cast(matter, course, person(act.substring(1)), act.startsWith("+"), now);
        course = ballot instanceof Ballot.Counted counted ? counted.course() : course;
        answer = words(ballot);
      } else {
        Delegating made = arrange(matter, course, act, now);
        course = made instanceof Delegating.Done done ? done.course() : course;
        answer = made instanceof Delegating.Denied denied ? denied.reason() : "done";
      }
      assertThat(answer).as(act).isEqualTo(answers.get(place++));
    }
    assertThat(place).isEqualTo(answers.size());
  }

  private static Delegating arrange(Matter matter, Course course, String act, Instant now) {
    if (act.endsWith("<")) {
      return Delegating.takeBack(course, act.substring(0, act.length() - 1));
    }
    String[] names = act.split("[>@]", -1);
    Instant until = names.length > 2 ? now.plus(HOUR.multipliedBy(Long.parseLong(names[2]))) : null;
    return Delegating.delegate(matter, course, person(names[0]), names[1], until, now);
  }

  private static String words(Ballot ballot) {
    if (ballot instanceof Ballot.Counted counted) {
      return counted.verdict().name().toLowerCase(java.util.Locale.ROOT)
          + " by "
          + counted.holder()
          + " as "
          + counted.as();
    }
    return ballot instanceof Ballot.Denied denied ? denied.reason() : "unchanged";
  }

  @Test
  void delegations_ofAnApproval_areBounded() {
    ApprovalPolicy policy = ApprovalPolicy.people(1, "risk").delegable(1);
    Matter matter = new Matter(policy, "carol");
    Course course = Course.begin(policy, "d", START);
    for (int i = 0; i < Delegating.MOST; i++) {
      Person one = new Person("p" + i, Set.of("risk"));
      course =
          ((Delegating.Done) Delegating.delegate(matter, course, one, "dave", null, START))
              .course();
    }
    Person one = new Person("more", Set.of("risk"));
    assertThat(Delegating.delegate(matter, course, one, "dave", null, START))
        .isEqualTo(new Delegating.Denied("there are 50 delegations already"));
  }

  @Test
  void role_thatWasAssigned_isHandedOnWhileItIsHeld() {
    ApprovalPolicy policy = ApprovalPolicy.single(role("risk")).delegable(1);
    Matter matter = new Matter(policy, "carol");
    Course course = Course.begin(policy, "d", START);
    Person rita = new Person("rita", Set.of("risk"), (subject, role) -> true);
    Course handed =
        ((Delegating.Done) Delegating.delegate(matter, course, rita, "dave", null, START)).course();
    Person gone = new Person("dave", Set.of(), Assigned.NONE);
    Person held = new Person("dave", Set.of(), (subject, role) -> subject.equals("rita"));

    assertThat(words(Ballot.cast(matter, handed, gone, true, START)))
        .isEqualTo("rita, who delegated to dave, is no longer role risk");
    assertThat(words(Ballot.cast(matter, handed, held, true, START)))
        .isEqualTo("approved by rita as role risk");
  }

  @Test
  void role_thatTheHostVouchesFor_cannotBeLookedUpLater() {
    ApprovalPolicy policy = ApprovalPolicy.single(role("risk")).delegable(1);
    Matter matter = new Matter(policy, "carol");
    Course course = Course.begin(policy, "d", START);
    Course handed =
        ((Delegating.Done) Delegating.delegate(matter, course, person("rita"), "dave", null, START))
            .course();
    assertThat(words(Ballot.cast(matter, handed, person("dave"), true, START)))
        .isEqualTo("approved by rita as role risk");
  }
}
