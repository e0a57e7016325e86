package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Expiry;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
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
}
