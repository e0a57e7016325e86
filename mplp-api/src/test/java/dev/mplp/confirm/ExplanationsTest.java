package dev.mplp.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every sentence in which an approval and what was done to it explain themselves. */
class ExplanationsTest {

  private static final ConfirmId ID = ConfirmId.of("5b1c3a52-9c34-4d0e-8a43-0c5a2f6b7d11");
  private static final ContextId CONTEXT = ContextId.of("0f7d2c1a-3b4c-4d5e-9f60-718293a4b5c6");
  private static final Instant AT = Instant.parse("2026-01-05T09:12:44Z");
  private static final String END =
      ", in round 2, stage 1, under the rule: 2 of 2 (ada, role risk), for the content with digest"
          + " 9f86, at 2026-01-05T09:12:44Z";

  private static ApprovalAct act(
      ApprovalAct.Kind kind,
      String subject,
      @Nullable String holder,
      @Nullable Approver as,
      @Nullable String delegate,
      @Nullable String reason) {
    return new ApprovalAct(
        ID,
        CONTEXT,
        kind,
        subject,
        holder,
        as,
        delegate,
        2,
        1,
        "2 of 2 (ada, role risk)",
        "9f86",
        AT,
        reason,
        ConfirmStatus.PENDING);
  }

  @Test
  void act_ofEveryKind_saysAllOfIt() {
    Map<ApprovalAct.Kind, String> begins = new EnumMap<>(ApprovalAct.Kind.class);
    begins.put(ApprovalAct.Kind.APPROVED, "ada approved confirm ");
    begins.put(ApprovalAct.Kind.REJECTED, "ada rejected confirm ");
    begins.put(ApprovalAct.Kind.WITHDRAWN, "ada withdrawn confirm ");
    begins.put(ApprovalAct.Kind.VOIDED, "ada voided confirm ");
    begins.put(ApprovalAct.Kind.EXPIRED, "ada let expire confirm ");
    begins.put(ApprovalAct.Kind.EXTENDED, "ada extended confirm ");
    begins.put(ApprovalAct.Kind.ESCALATED, "ada escalated confirm ");
    begins.put(ApprovalAct.Kind.DELEGATED, "ada delegated confirm ");
    begins.put(ApprovalAct.Kind.TAKEN_BACK, "ada took back the delegation of confirm ");
    assertThat(begins.keySet()).containsExactlyElementsOf(Arrays.asList(ApprovalAct.Kind.values()));
    begins.forEach(
        (kind, begin) ->
            assertThat(act(kind, "ada", null, null, null, null).explanation())
                .isEqualTo(begin + ID + END));
  }

  @Test
  void decision_saysForWhomAndAsWhom() {
    Approver risk = Approver.role("risk");
    assertThat(act(ApprovalAct.Kind.APPROVED, "rita", "rita", risk, null, null).explanation())
        .isEqualTo("rita approved confirm " + ID + " as role risk" + END);
    assertThat(act(ApprovalAct.Kind.REJECTED, "dave", "rita", risk, null, "no").explanation())
        .isEqualTo(
            "dave rejected confirm "
                + ID
                + " as role risk, delegated by rita"
                + END
                + ", because: no");
    assertThat(
            act(ApprovalAct.Kind.DELEGATED, "rita", null, null, "dave", "on leave").explanation())
        .isEqualTo("rita delegated to dave confirm " + ID + END + ", because: on leave");
  }

  private static Standing.Waiting waiting(
      ApprovalStage rule, int stages, int level, @Nullable Instant due, boolean rejected) {
    return new Standing.Waiting(rule, 2, stages, level, 1, rule.threshold(), due, rejected);
  }

  @Test
  void standing_saysWhatIsMissing_orHowItEnded() {
    ApprovalStage ada = ApprovalStage.anyOf(1, Approver.subject("ada"));
    ApprovalStage two =
        new ApprovalStage(
            List.of(new Seat(Approver.subject("ada"), 2), Seat.of(Approver.role("risk"))), 3);
    assertThat(waiting(ada, 1, 0, null, false).explanation())
        .isEqualTo("waits for ada: has 1 of 1");
    assertThat(waiting(two, 3, 0, AT, false).explanation())
        .isEqualTo(
            "waits for 3 of 3 (ada counting 2, role risk), stage 2 of 3: has 1 of 3, due "
                + "2026-01-05T09:12:44Z");
    assertThat(waiting(ada, 1, 2, AT, true).explanation())
        .isEqualTo(
            "was rejected and may be revised; waits for ada, escalated to level 2: has 1 of 1, due"
                + " 2026-01-05T09:12:44Z");
    assertThat(new Standing.Approved(List.of("ada", "dave for bob"), "ada", false).explanation())
        .isEqualTo("approved by ada, dave for bob under the rule: ada");
    assertThat(new Standing.Approved(List.of("ada"), "ada", true).explanation())
        .isEqualTo("approved by ada under the rule: ada; a gate was opened with it");
    assertThat(new Standing.Rejected("ada", "too dear").explanation())
        .isEqualTo("rejected by ada: too dear");
    assertThat(new Standing.Cancelled().explanation()).isEqualTo("withdrawn, or no longer needed");
  }
}
