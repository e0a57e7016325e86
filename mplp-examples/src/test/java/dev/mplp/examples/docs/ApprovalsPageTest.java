package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSubject;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Expiry;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Governance;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectRef;
import dev.mplp.model.Principal;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of the page about approvals. */
class ApprovalsPageTest {

  @Test
  void policy_isAttached() {
    try (Mplp mplp = MplpRuntime.builder().build()) {
      ApprovalPolicy policy =
          ApprovalPolicy.people(2, "risk")
              .expiring(Expiry.escalateAfter(Duration.ofDays(2), Approver.role("director")))
              .reminding(Duration.ofHours(8))
              .delegable(1);
      mplp.confirms()
          .policies()
          .attach(new PolicyTarget.OfRole("cashier"), ApprovalRequest.of(policy));

      assertThat(mplp.confirms().policies().find(new PolicyTarget.OfRole("cashier")))
          .hasValue(ApprovalRequest.of(policy));
    }
  }

  @Test
  void host_asksForAContext_andUsesTheApprovalUp() {
    try (Mplp mplp = MplpRuntime.builder().build()) {
      Context context = mplp.contexts().open("Loan", Root.of("finance", "production"));
      Mplp ada = mplp.as(Principal.of("ada", "risk"));
      Approval asked =
          mplp.confirms()
              .request(
                  ApprovalSubject.object(ModuleName.CONTEXT, context.contextId()),
                  ApprovalRequest.of(Approver.role("risk")).because("it goes to production"));
      ConfirmId id = asked.confirm().confirmId();
      ada.confirms().approve(id, ada.confirms().get(id).digest(), "looked at");
      mplp.confirms().consume(id);

      Mplp auditor = mplp.as(Principal.of("audra"));
      List<ApprovalAct> acts =
          auditor.confirms().acts(ActFilter.all().withConfirm(id), null, 100).items();
      for (ApprovalAct act : acts) {
        System.out.println(act.explanation());
        System.out.println(auditor.confirms().content(id, act.round()).orElseThrow());
      }

      assertThat(acts)
          .singleElement()
          .extracting(ApprovalAct::explanation)
          .asString()
          .startsWith("ada approved confirm " + id)
          .contains("for the content with digest " + asked.digest(), "because: looked at");

      assertThat(mplp.contexts().get(context.contextId()).governance())
          .extracting(Governance::lastConfirmRef)
          .isEqualTo(ObjectRef.to(ModuleName.CONFIRM, id));
    }
  }
}
