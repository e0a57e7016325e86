package dev.mplp.examples.cli.run;

import dev.mplp.Mplp;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.Approver;
import dev.mplp.model.ConfirmId;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionSnapshot;
import java.util.HashSet;
import java.util.Set;

/** Says once what an execution waits for that this run will not bring about by itself. */
final class WaitingNotice {

  private final Mplp mplp;
  private final String operator;
  private final Progress progress;
  private final Set<String> told = new HashSet<>();

  WaitingNotice(Mplp mplp, String operator, Progress progress) {
    this.mplp = mplp;
    this.operator = operator;
    this.progress = progress;
  }

  void look(Execution execution) {
    ExecutionSnapshot now = execution.snapshot();
    switch (now.state()) {
      case PAUSED -> tell("execution " + now.executionId() + " is held by somebody");
      case AWAITING_APPROVAL -> {
        if (now.gate() != null) {
          lookAt(now.gate());
        }
      }
      default -> {}
    }
  }

  private void lookAt(ConfirmId gate) {
    Approval approval = mplp.confirms().get(gate);
    if (approval.isOpen()
        && !approval.policy().equals(ApprovalPolicy.single(Approver.subject(operator)))) {
      tell(
          "confirm "
              + gate
              + " "
              + approval.standing().explanation()
              + "; --operator tells who decides here, 'mplp approvals' lets others decide");
    }
  }

  private void tell(String what) {
    if (told.add(what)) {
      progress.say(what);
    }
  }
}
