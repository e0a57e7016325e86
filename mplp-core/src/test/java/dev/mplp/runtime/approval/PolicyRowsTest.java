package dev.mplp.runtime.approval;

import static dev.mplp.confirm.Approver.role;
import static dev.mplp.confirm.Approver.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Expiry;
import dev.mplp.confirm.Seat;
import dev.mplp.model.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of policy, with what is legal under it and what is not, and what is said about it. */
class PolicyRowsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<String, Set<String>> ROLES =
      Map.of("rita", Set.of("risk"), "ralf", Set.of("risk"), "lena", Set.of("legal"));

  /** Decisions such as {@code "+ada -bob"}, and what each of them comes to. */
  private record Row(ApprovalPolicy policy, String said, String answers) {}

  private static Stream<Row> rows() {
    ApprovalPolicy single = ApprovalPolicy.single(subject("ada"));
    ApprovalPolicy all = ApprovalPolicy.all(subject("ada"), subject("bob"));
    ApprovalPolicy two = ApprovalPolicy.people(2, "risk");
    ApprovalPolicy any = ApprovalPolicy.anyOf(2, subject("ada"), subject("bob"), subject("cleo"));
    ApprovalPolicy sequence = ApprovalPolicy.sequential(role("risk"), role("legal"));
    ApprovalPolicy twice = ApprovalPolicy.sequential(role("risk"), role("risk"));
    ApprovalPolicy weighted =
        ApprovalPolicy.weighted(
            3, new Seat(subject("ada"), 2), Seat.of(role("risk")), Seat.of(role("legal")));
    String notAsked = "denied: eve is not asked: it is decided by ";
    return Stream.of(
        new Row(single, "+ada", "approved"),
        new Row(single, "-ada", "rejected"),
        new Row(single, "+eve", notAsked + "ada"),
        new Row(single, "+carol", "denied: carol asked for it and cannot decide it"),
        new Row(all, "+ada +bob", "open|approved"),
        new Row(all, "+ada +ada", "open|unchanged"),
        new Row(all, "+ada -bob", "open|rejected"),
        new Row(all, "+ada -ada", "open|rejected"),
        new Row(all, "+eve", notAsked + "2 of 2 (ada, bob)"),
        new Row(two, "+rita +ralf", "open|approved"),
        new Row(two, "+rita -ralf", "open|rejected"),
        new Row(
            two,
            "+lena",
            "denied: lena is not asked: it is decided by 2 of 2 (role risk, role risk)"),
        new Row(any, "+ada +cleo", "open|approved"),
        new Row(any, "-ada +bob +cleo", "open|open|approved"),
        new Row(any, "-ada +bob -cleo", "open|open|rejected"),
        new Row(any, "-ada +ada +bob", "open|open|approved"),
        new Row(sequence, "+rita +lena", "open|approved"),
        new Row(sequence, "+lena", "denied: lena is not asked: it is decided by role risk"),
        new Row(
            sequence, "+rita +ralf", "open|denied: ralf is not asked: it is decided by role legal"),
        new Row(sequence, "+rita -lena", "open|rejected"),
        new Row(twice, "+rita +rita", "open|denied: rita has counted in stage 1 of this round"),
        new Row(twice, "+rita +ralf", "open|approved"),
        new Row(weighted, "+ada +rita", "open|approved"),
        new Row(weighted, "+rita +lena", "open|open"),
        new Row(weighted, "-ada", "rejected"),
        new Row(
            weighted,
            "+rita +ralf",
            "open|denied: every seat that ralf could fill is filled by others: it is decided by"
                + " 3 of 4 (ada counting 2, role risk, role legal)"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void decisions_leadToWhatThePolicySays(Row row) {
    Matter matter = new Matter(row.policy(), "carol");
    Course course = Course.begin(row.policy(), "d", START);
    List<String> answers = List.of(row.answers().split("\\|", -1));
    int place = 0;
    for (String said : row.said().split(" ", -1)) {
      String subject = said.substring(1);
      Ballot ballot =
          Ballot.cast(
              matter,
              course,
              new Person(subject, ROLES.getOrDefault(subject, Set.of())),
              said.startsWith("+"),
              START);
      assertThat(words(ballot)).as(said).isEqualTo(answers.get(place++));
      course = ballot instanceof Ballot.Counted counted ? counted.course() : course;
    }
    assertThat(place).isEqualTo(answers.size());
  }

  private static String words(Ballot ballot) {
    if (ballot instanceof Ballot.Counted counted) {
      return counted.verdict().name().toLowerCase(Locale.ROOT);
    }
    return ballot instanceof Ballot.Denied denied ? "denied: " + denied.reason() : "unchanged";
  }

  @Test
  void time_underEachExpiry_neverApproves() {
    Duration hour = Duration.ofHours(1);
    ApprovalPolicy none = ApprovalPolicy.single(subject("ada"));
    ApprovalPolicy reject = none.expiring(Expiry.rejectAfter(hour));
    ApprovalPolicy extend = none.expiring(Expiry.extendAfter(hour, hour.multipliedBy(2), 1));
    ApprovalPolicy escalate = none.expiring(Expiry.escalateAfter(hour, role("risk")));

    assertThat(passed(none, hour.multipliedBy(1000))).isEqualTo("Early");
    assertThat(passed(reject, hour.minusNanos(1))).isEqualTo("Early");
    assertThat(passed(reject, hour)).isEqualTo("Expired");
    assertThat(passed(extend, hour)).isEqualTo("Extended Early");
    assertThat(passed(extend, hour.multipliedBy(3))).isEqualTo("Extended Expired");
    assertThat(passed(escalate, hour)).isEqualTo("Escalated Early");
    assertThat(passed(none.reminding(hour), hour)).isEqualTo("Reminded Early");
    assertThat(passed(reject.reminding(hour.dividedBy(2)), hour)).isEqualTo("Expired");
  }

  /** What passes at one look, one after the other. */
  private static String passed(ApprovalPolicy policy, Duration after) {
    Course course = Course.begin(policy, "d", START);
    StringBuilder passed = new StringBuilder();
    while (true) {
      Timing timing = Timing.pass(policy, course, START.plus(after));
      passed.append(passed.isEmpty() ? "" : " ").append(timing.getClass().getSimpleName());
      if (timing instanceof Timing.Extended extended) {
        course = extended.course();
      } else if (timing instanceof Timing.Escalated escalated) {
        course = escalated.course();
      } else if (timing instanceof Timing.Reminded reminded) {
        course = reminded.course();
      } else {
        return passed.toString();
      }
    }
  }

  @Test
  void policies_thatNobodyCouldPass_areRefused() {
    assertThatThrownBy(() -> ApprovalPolicy.anyOf(3, subject("ada"), subject("bob")))
        .hasMessage("the threshold must be 1 to 2, what all seats count, but is 3");
    assertThatThrownBy(() -> ApprovalPolicy.anyOf(0, subject("ada")))
        .hasMessageContaining("1 to 1");
    assertThatThrownBy(() -> ApprovalPolicy.all(subject("ada"), subject("ada")))
        .hasMessageContaining("ada has two seats of a stage");
    assertThatThrownBy(() -> ApprovalPolicy.sequential(subject("ada"), subject("ada")))
        .hasMessageContaining("ada is needed in two stages");
    assertThatThrownBy(() -> ApprovalPolicy.all()).hasMessageContaining("1 to 20 seats");
    assertThatThrownBy(() -> ApprovalPolicy.staged()).hasMessageContaining("1 to 10 stages");
    assertThatThrownBy(() -> new Seat(subject("ada"), 0)).hasMessageContaining("1 to 1000");
    assertThatThrownBy(() -> Expiry.rejectAfter(Duration.ZERO)).hasMessageContaining("positive");
    assertThatThrownBy(() -> Expiry.escalateAfter(Duration.ofDays(1)))
        .hasMessageContaining("1 to 20 levels");
    assertThatThrownBy(() -> Expiry.extendAfter(Duration.ofDays(1), Duration.ofDays(1), 0))
        .hasMessageContaining("times must be 1 to 20");
    assertThatThrownBy(() -> ApprovalPolicy.single(subject("ada")).delegable(6))
        .hasMessageContaining("0 to 5");
    assertThatThrownBy(() -> ApprovalPolicy.single(subject("ada")).reminding(Duration.ofSeconds(1)))
        .hasMessageContaining("every minute at most");
    assertThatThrownBy(() -> subject(" ")).hasMessageContaining("1 to 200");
  }

  @Test
  void policy_writtenAndRead_isTheSame() {
    ApprovalPolicy policy =
        ApprovalPolicy.staged(
                ApprovalStage.people(2, "risk"),
                new ApprovalStage(List.of(new Seat(subject("ada"), 3), Seat.of(role("x"))), 3))
            .expiring(
                new Expiry.Escalate(
                    Duration.ofMinutes(5),
                    List.of(
                        new Expiry.Level(ApprovalStage.all(role("board")), Duration.ofDays(1)))))
            .reminding(Duration.ofMinutes(90))
            .delegable(3)
            .revisableRejection();
    assertThat(PolicyJson.policyIn(JsonObject.of("policy", PolicyJson.write(policy))))
        .isEqualTo(policy);
    assertThat(policy.rule())
        .isEqualTo("2 of 2 (role risk, role risk), then 3 of 4 (ada counting 3, role x)");
  }
}
