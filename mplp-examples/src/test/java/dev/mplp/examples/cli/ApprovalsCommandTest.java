package dev.mplp.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Principal;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.RevisionOptions;
import dev.mplp.plan.RevisionProposal;
import dev.mplp.plan.RevisionState;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People decide from the command line on what an application asks. */
@Timeout(120)
class ApprovalsCommandTest {

  private PostgresServer server;
  private Mplp application;

  @BeforeEach
  void start() {
    server = PostgresServer.start("fsync=off");
    application =
        MplpRuntime.builder().ownedStorage(MplpRuntime.open(server.url(), Map.of())).build();
    application.handlers().registerDefault(call -> StepResult.completed());
  }

  @AfterEach
  void stop() {
    application.close(Duration.ofSeconds(5));
    server.close();
  }

  private Execution ask(ApprovalPolicy policy) {
    Context context = application.contexts().open("Loan", Root.of("finance", "test"));
    Plan plan =
        Plan.builder(context.contextId(), "Pay 4711", "Decide").step("Pay", "cashier").build();
    application.plans().create(plan);
    Gates gates = Gates.NONE.beforePlan(ApprovalRequest.of(policy).because("it is much"));
    return application
        .as(Principal.of("carol"))
        .plans()
        .execute(plan.planId(), ExecutionOptions.builder().gates(gates).build());
  }

  private CommandLineRun approvals(String... words) {
    List<String> arguments = new ArrayList<>(List.of("approvals"));
    arguments.addAll(Arrays.asList(words));
    arguments.addAll(List.of("--database", server.url()));
    return CommandLineRun.of(arguments.toArray());
  }

  private static String shown(CommandLineRun run, String name) {
    return run.out()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void approvals_areListedShownDelegatedAndGiven() throws Exception {
    Execution execution =
        ask(ApprovalPolicy.all(Approver.role("manager"), Approver.subject("bob")).delegable(1));
    String id = Objects.requireNonNull(execution.snapshot().gate()).value();

    CommandLineRun list = approvals("list", "--as", "ada", "--role", "manager");
    assertThat(list.exit()).as(list.err()).isEqualTo(ExitCode.OK);
    assertThat(list.out()).startsWith(id).contains("asked by carol  as role manager");
    assertThat(list.err()).contains("1 waits for ada");
    CommandLineRun show = approvals("show", id, "--as", "ada");
    assertThat(show.out()).contains("\"title\": \"Pay 4711\"").contains("reason   it is much");
    String digest = shown(show, "digest");
    assertThat(digest).hasSize(64);

    CommandLineRun stale =
        approvals("approve", id, "--digest", "0".repeat(64), "--as", "ada", "--role", "manager");
    assertThat(stale.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(stale.err()).contains("CONTENT_CHANGED").contains(digest);
    CommandLineRun mine = approvals("approve", id, "--digest", digest, "--as", "carol");
    assertThat(mine.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(mine.err()).contains("carol asked for it and cannot decide it");
    CommandLineRun first =
        approvals("approve", id, "--digest", digest, "--as", "ada", "--role", "manager");
    assertThat(first.out()).contains("waits for 2 of 2 (role manager, bob): has 1 of 2");
    CommandLineRun handed =
        approvals("delegate", id, "--to", "dave", "--until", "2999-12-24T18:00:00Z", "--as", "bob");
    assertThat(handed.exit()).as(handed.err()).isEqualTo(ExitCode.OK);
    CommandLineRun given =
        approvals("approve", id, "--digest", digest, "--reason", "agreed", "--as", "dave");
    assertThat(given.out()).contains("approved by ada, dave for bob");

    assertThat(execution.await(Duration.ofSeconds(30)).isCompleted()).isTrue();
    assertThat(approvals("show", id, "--as", "eve").out())
        .contains("bob delegated to dave confirm " + id)
        .contains("because: agreed");
  }

  @Test
  void rejection_needsAReason_andEndsTheRun() throws Exception {
    Execution execution = ask(ApprovalPolicy.single(Approver.subject("ada")));
    String id = Objects.requireNonNull(execution.snapshot().gate()).value();

    assertThat(approvals("reject", id, "--as", "ada").exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(approvals("reject", id, "--reason", " ", "--as", "ada").exit())
        .isEqualTo(ExitCode.UNUSABLE);
    assertThat(approvals("show", "4711", "--as", "ada").exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(approvals("list", "--as", "").exit()).isEqualTo(ExitCode.UNUSABLE);
    CommandLineRun rejected = approvals("reject", id, "--reason", "too dear", "--as", "ada");
    assertThat(rejected.out()).contains("rejected by ada: too dear");

    assertThat(execution.await(Duration.ofSeconds(30)).isCompleted()).isFalse();
    assertThat(approvals("list", "--as", "ada").out()).isEmpty();
  }

  @Test
  void revision_isShownAsADifference_andAppliedOnceApproved() {
    Context context = application.contexts().open("Loan", Root.of("finance", "test"));
    application.handlers().register("cashier", call -> StepResult.delayed(Duration.ofHours(1)));
    Plan plan =
        Plan.builder(context.contextId(), "Pay 4711", "Decide")
            .step("Pay", "cashier")
            .step("Tell", it -> it.role("clerk").after("Pay"))
            .build();
    application.plans().create(plan);
    application.plans().execute(plan.planId());
    Versioned<Plan> read = application.plans().read(plan.planId());
    PlanStep pay = read.value().steps().get(0);
    PlanStep tell = read.value().steps().get(1).toBuilder().description("Tell all").build();
    PlanStep file =
        PlanStep.builder("File it").agentRole("clerk").dependencies(List.of(pay.stepId())).build();
    RevisionProposal proposal =
        application
            .as(Principal.of("carol"))
            .plans()
            .revisions()
            .propose(
                read.value().withSteps(List.of(pay, tell, file)),
                read.version(),
                RevisionOptions.DEFAULT.approvedBy(ApprovalRequest.of(Approver.subject("ada"))));
    String id = Objects.requireNonNull(proposal.confirmId()).value();

    assertThat(approvals("list", "--as", "ada").out())
        .contains("revision of plan " + plan.planId());
    CommandLineRun show = approvals("show", id, "--as", "ada");
    assertThat(show.out())
        .contains("difference\n  ~ Tell all  role clerk  after " + pay.stepId())
        .contains("      description: Tell -> Tell all\n")
        .contains("  + File it  role clerk  after " + pay.stepId() + "  (" + file.stepId() + ")");
    CommandLineRun given =
        approvals("approve", id, "--digest", shown(show, "digest"), "--as", "ada");
    assertThat(given.exit()).as(given.err()).isEqualTo(ExitCode.OK);
    assertThat(application.plans().revisions().get(proposal.revisionId()).state())
        .isEqualTo(RevisionState.APPLIED);
    assertThat(application.plans().get(plan.planId()).steps())
        .extracting(PlanStep::description)
        .containsExactly("Pay", "Tell all", "File it");
  }

  @Test
  void json_isOneObjectALine_withContentAndActs() {
    Execution execution = ask(ApprovalPolicy.single(Approver.role("manager")).delegable(1));
    String id = Objects.requireNonNull(execution.snapshot().gate()).value();
    String[] ada = {"--as", "ada", "--role", "manager", "--format", "json"};

    JsonObject waiting = one(approvals(words(ada, "list")));
    assertThat(waiting.string("confirm_id")).hasValue(id);
    assertThat(waiting.get("as")).isEqualTo(JsonObject.of("role", "manager"));
    assertThat(waiting.string("reason")).hasValue("it is much");
    one(approvals(words(ada, "delegate", id, "--to", "dave")));
    JsonObject shown = one(approvals(words(ada, "show", id)));
    assertThat(shown.string("standing")).hasValue("waits for role manager: has 0 of 1");
    assertThat(shown.get("content"))
        .hasToString(application.confirms().get(ConfirmId.of(id)).content().toString());
    assertThat(shown.get("acts").asArray().values())
        .singleElement()
        .satisfies(act -> assertThat(act.asObject().string("delegate")).hasValue("dave"));
    String digest = shown.string("digest").orElseThrow();
    CommandLineRun approved =
        approvals("approve", id, "--digest", digest, "--as", "dave", "--format", "json");
    assertThat(one(approved).string("standing"))
        .hasValue("approved by dave for ada under the rule: role manager");
  }

  private static String[] words(String[] as, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(as));
    return all.toArray(new String[0]);
  }

  private static JsonObject one(CommandLineRun run) {
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.json()).hasSize(1);
    return run.json().get(0);
  }
}
