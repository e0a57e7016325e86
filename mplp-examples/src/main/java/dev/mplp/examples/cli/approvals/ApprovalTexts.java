package dev.mplp.examples.cli.approvals;

import dev.mplp.Mplp;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.InboxCount;
import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.json.PrettyJson;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Approvals as people read them. */
final class ApprovalTexts {

  private static final int PAGE = 100;

  private ApprovalTexts() {}

  /** What waits for the subject, at most so much. */
  static void list(Mplp mplp, Console console, int limit, boolean json) {
    InboxCount count = mplp.confirms().inboxCount();
    int shown = 0;
    @Nullable Cursor after = null;
    do {
      Page<ApprovalSummary> page = mplp.confirms().inbox(after, Math.min(PAGE, limit));
      for (ApprovalSummary item : page.items()) {
        if (shown < limit) {
          console.print(json ? ApprovalJson.of(item).toString() : line(item));
          shown++;
        }
      }
      after = page.next();
    } while (after != null && shown < limit);
    console.say(
        count.waiting()
            + (count.more() ? " or more" : "")
            + (count.waiting() == 1 ? " waits for " : " wait for ")
            + mplp.principal().subject()
            + (count.nextDue() == null ? "" : ", the first until " + count.nextDue()));
  }

  private static String line(ApprovalSummary item) {
    return item.confirmId()
        + "  "
        + about(item)
        + "  asked by "
        + item.requestedBy()
        + "  as "
        + item.approver()
        + (item.onBehalfOf() == null ? "" : " for " + item.onBehalfOf())
        + (item.due() == null ? "" : "  until " + item.due())
        + (item.reason() == null ? "" : "  because: " + item.reason());
  }

  private static String about(ApprovalSummary item) {
    if (item.revisionId() != null) {
      return "revision of plan " + item.planId();
    }
    return item.stepId() == null
        ? item.targetType().wire() + ' ' + item.targetId()
        : "step " + item.stepId();
  }

  /** Exactly what is to be approved, how it stands, and what was done. */
  static void show(Mplp mplp, Console console, ConfirmId id, boolean json) {
    Approval approval = mplp.confirms().get(id);
    List<ApprovalAct> acts = acts(mplp, id);
    if (json) {
      console.print(ApprovalJson.of(approval, acts).toString());
      return;
    }
    console.print("confirm  " + id);
    console.print("status   " + approval.confirm().status().wire());
    console.print("standing " + approval.standing().explanation());
    console.print("rule     " + approval.policy().rule());
    console.print("asked by " + approval.requestedBy());
    console.print("reason   " + Objects.requireNonNullElse(approval.confirm().reason(), "none"));
    console.print("round    " + approval.round());
    console.print("digest   " + approval.digest());
    DifferenceText.lines(approval.content()).forEach(console::print);
    console.print("content");
    PrettyJson.text(approval.content()).lines().forEach(console::print);
    acts.forEach(act -> console.print(act.explanation()));
  }

  /** All of them: an approval has a bounded number. */
  private static List<ApprovalAct> acts(Mplp mplp, ConfirmId id) {
    List<ApprovalAct> acts = new ArrayList<>();
    @Nullable Cursor after = null;
    do {
      Page<ApprovalAct> page = mplp.confirms().acts(ActFilter.all().withConfirm(id), after, PAGE);
      acts.addAll(page.items());
      after = page.next();
    } while (after != null);
    return acts;
  }

  /** What has become of it. */
  static void tell(Console console, Approval approval, boolean json) {
    console.print(
        json
            ? ApprovalJson.of(approval).toString()
            : "confirm "
                + approval.confirm().confirmId()
                + " "
                + approval.standing().explanation());
  }
}
