package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.routes.ConfirmRoutes.CONFIRM;
import static dev.mplp.examples.server.routes.ConfirmRoutes.confirms;

import dev.mplp.confirm.Approval;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is done with Confirms. */
final class DecisionRoutes {

  private DecisionRoutes() {}

  /** An approval of the content that this digest stands for. */
  record ApprovalGiven(String digest, @Nullable String reason) {}

  /** Who may decide in place of the caller, and until when. */
  record Delegation(String to, @Nullable Instant until, @Nullable String reason) {}

  static void declare(Routes routes) {
    Routes.Group decisions = routes.group("decisions", "What is done with Confirms");

    decisions
        .post("/confirms/{confirm_id}/approve", "approve", "Approves exactly what was looked at")
        .calls("confirms.approve")
        .with(CONFIRM)
        .takes(ApprovalGiven.class)
        .answers(Reply.of(Approval.class))
        .by(
            call ->
                confirms(call)
                    .approve(call.get(CONFIRM), call.body().digest(), call.body().reason()));

    decisions
        .post("/confirms/{confirm_id}/reject", "reject", "Rejects it")
        .calls("confirms.reject")
        .with(CONFIRM)
        .takes(StatedReason.class)
        .answers(Reply.of(Approval.class))
        .by(call -> confirms(call).reject(call.get(CONFIRM), call.body().reason()));

    decisions
        .post("/confirms/{confirm_id}/cancel", "withdrawRequest", "Withdraws what the caller asked")
        .calls("confirms.cancel")
        .with(CONFIRM)
        .takes(Reason.class)
        .answers(Reply.of(Approval.class))
        .by(call -> confirms(call).cancel(call.get(CONFIRM), call.body().reason()));

    decisions
        .post("/confirms/{confirm_id}/delegate", "delegate", "Lets somebody decide in one's place")
        .calls("confirms.delegate")
        .with(CONFIRM)
        .takes(Delegation.class)
        .answers(Reply.of(Approval.class))
        .by(
            call -> {
              Delegation body = call.body();
              return confirms(call)
                  .delegate(call.get(CONFIRM), body.to(), body.until(), body.reason());
            });

    decisions
        .post("/confirms/{confirm_id}/take-back", "takeBack", "Takes back what was handed on")
        .calls("confirms.takeBack")
        .with(CONFIRM)
        .answers(Reply.of(Approval.class))
        .by(call -> confirms(call).takeBack(call.get(CONFIRM)));

    decisions
        .post("/confirms/{confirm_id}/escalate", "escalate", "Asks the next level now")
        .calls("confirms.escalate")
        .with(CONFIRM)
        .takes(StatedReason.class)
        .answers(Reply.of(Approval.class))
        .by(call -> confirms(call).escalate(call.get(CONFIRM), call.body().reason()));

    decisions
        .post("/confirms/{confirm_id}/consume", "consumeApproval", "Uses an approval up, once")
        .calls("confirms.consume")
        .with(CONFIRM)
        .answers(Reply.of(Approval.class))
        .by(call -> confirms(call).consume(call.get(CONFIRM)));
  }
}
