package dev.mplp.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.postgres.testing.ApprovalCopies;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Among 50,000 approvals that wait for one role, and as many for others, a page costs a page. */
class InboxPlansTest {

  private static final int COUNT = 50_000;

  @Test
  void pageOfAnInbox_amongMany_looksAtThePageAlone() {
    PostgresServer server = PostgresServer.shared();
    String schema = PostgresServer.freshSchema();
    List<String> plans = Collections.synchronizedList(new ArrayList<>());
    try (PostgresStorage storage =
            PostgresStorage.builder(Explained.connections(server, plans))
                .schema(schema)
                .notifications(false)
                .open();
        Mplp mplp = MplpRuntime.builder().storage(storage).build()) {
      ask(mplp);
      ApprovalCopies.insert(server, schema, COUNT);
      Mplp boss = mplp.as(Principal.of("zoe", "boss"));
      Page<ApprovalSummary> first = boss.confirms().inbox(null, 100);
      Cursor deep = first.next();
      for (int page = 0; page < 20; page++) {
        deep = boss.confirms().inbox(deep, 100).next();
      }
      plans.clear();

      assertThat(boss.confirms().inbox(null, 100).items()).hasSize(100);
      assertThat(boss.confirms().inbox(deep, 100).items()).hasSize(100);
      assertThat(mplp.confirms().acts(ActFilter.all().withSubject("ada"), null, 100).items())
          .hasSize(100);
      assertThat(
              mplp.confirms()
                  .acts(
                      ActFilter.all().withSubject("ada").withKind(ApprovalAct.Kind.APPROVED),
                      null,
                      100)
                  .items())
          .hasSize(100);

      // the timers and workers of the runtime ask for other things meanwhile
      List<String> seen =
          List.copyOf(plans).stream().filter(plan -> plan.contains("document_index")).toList();
      assertThat(seen).hasSizeGreaterThanOrEqualTo(4);
      assertThat(seen.stream().filter(Explained::scansATable)).isEmpty();
      assertThat(seen.stream().filter(Explained::looksAtMany)).isEmpty();
      assertThat(boss.confirms().inboxCount().waiting()).isEqualTo(1000);
    } finally {
      server.execute("set client_min_messages = warning; drop schema " + schema + " cascade");
    }
  }

  /** One approval for the boss, and one act of Ada's. */
  private static void ask(Mplp mplp) {
    Context context = mplp.contexts().open("Many", Root.of("finance", "test"));
    Plan plan =
        Plan.builder(context.contextId(), "Many", "See who decides").step("Pay", "cashier").build();
    mplp.plans().create(plan);
    ApprovalRequest request =
        ApprovalRequest.of(ApprovalPolicy.all(Approver.role("boss"), Approver.subject("ada")));
    var execution =
        mplp.as(Principal.of("carol"))
            .plans()
            .execute(
                plan.planId(),
                ExecutionOptions.builder().gates(Gates.NONE.beforePlan(request)).build());
    Mplp ada = mplp.as(Principal.of("ada"));
    var gate = execution.snapshot().gate();
    ada.confirms().approve(gate, ada.confirms().get(gate).digest(), null);
    assertThat(mplp.as(Principal.of("zoe", "boss")).confirms().inboxCount().waiting()).isOne();
  }
}
