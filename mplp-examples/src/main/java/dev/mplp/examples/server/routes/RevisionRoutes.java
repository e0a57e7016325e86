package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;
import static dev.mplp.examples.server.routes.PlanRoutes.PLAN;
import static dev.mplp.examples.server.routes.PlanRoutes.plans;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.Violation.Layer;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.RevisionId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.RevisionOptions;
import dev.mplp.plan.RevisionProposal;
import dev.mplp.plan.RevisionSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Other steps for Plans that are being executed. */
final class RevisionRoutes {

  private static final Param<RevisionId> REVISION =
      Param.path("revision_id", RevisionId.class, "which proposal");

  private RevisionRoutes() {}

  /** A revision to propose: the Plan with the steps that it is to have. */
  record RevisionToPropose(Plan plan, @Nullable RevisionOptions options) {
    RevisionOptions chosen() {
      return options == null ? RevisionOptions.DEFAULT : options;
    }
  }

  static void declare(Routes routes) {
    Routes.Group revisions =
        routes.group("revisions", "Other steps for Plans that are being executed");

    revisions
        .post("/plans/{plan_id}/revise", "revisePlan", "Gives a Plan that is executed other steps")
        .calls("plans.revise")
        .with(PLAN)
        .ifMatch()
        .takes(Plan.class)
        .answers(Reply.versionedAsShown(Plan.class))
        .by(call -> plans(call).revise(PlanRoutes.ofPath(call), call.version()));

    revisions
        .post("/plans/{plan_id}/revisions", "proposeRevision", "Proposes other steps for a Plan")
        .calls("plans.revisions.propose")
        .with(PLAN)
        .ifMatch()
        .takes(RevisionToPropose.class)
        .answers(Reply.created(RevisionProposal.class, RevisionRoutes::pathOf))
        .by(
            call ->
                plans(call)
                    .revisions()
                    .propose(ofPath(call), call.version(), call.body().chosen()));

    revisions
        .get("/plans/{plan_id}/revisions", "listRevisions", "Proposals for a Plan, oldest first")
        .calls("plans.revisions.list")
        .with(PLAN)
        .paged()
        .answers(Reply.page(RevisionSummary.class))
        .by(
            call ->
                plans(call).revisions().list(call.get(PLAN), call.find(AFTER), call.get(LIMIT)));

    revisions
        .get("/revisions/{revision_id}", "getRevision", "A proposal, and what it changes")
        .calls("plans.revisions.get")
        .with(REVISION)
        .answers(Reply.of(RevisionProposal.class))
        .by(call -> plans(call).revisions().get(call.get(REVISION)));

    revisions
        .post("/revisions/{revision_id}/apply", "applyRevision", "Applies a proposal")
        .calls("plans.revisions.apply")
        .with(REVISION)
        .answers(Reply.of(RevisionProposal.class))
        .by(call -> plans(call).revisions().apply(call.get(REVISION)));

    revisions
        .post("/revisions/{revision_id}/withdraw", "withdrawRevision", "Gives a proposal up")
        .calls("plans.revisions.withdraw")
        .with(REVISION)
        .takes(Reason.class)
        .answers(Reply.of(RevisionProposal.class))
        .by(call -> plans(call).revisions().withdraw(call.get(REVISION), call.body().reason()));
  }

  private static Plan ofPath(Call<RevisionToPropose> call) {
    Plan plan = call.body().plan();
    if (!plan.planId().equals(call.get(PLAN))) {
      String expected = "must be the identifier in the path, " + call.get(PLAN);
      throw new ValidationException(
          "the body", List.of(new Violation("/plan/plan_id", Layer.SCHEMA, "const", expected)));
    }
    return plan;
  }

  private static String pathOf(RevisionProposal proposal) {
    return "/revisions/" + proposal.summary().revisionId();
  }
}
