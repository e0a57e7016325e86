package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;

import dev.mplp.NotFoundException;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSubject;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ConfirmSummary;
import dev.mplp.confirm.Confirms;
import dev.mplp.confirm.InboxCount;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Done;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ObjectId;

/** Confirms: what is asked, and how it stands. */
final class ConfirmRoutes {

  static final Param<ConfirmId> CONFIRM =
      Param.path("confirm_id", ConfirmId.class, "which Confirm");

  private static final Param<ConfirmStatus> STATUS =
      Param.query("status", ConfirmStatus.class, "only those of this status");
  private static final Param<ObjectId> TARGET =
      Param.query("target_id", ObjectId.class, "only those about this object");
  private static final Param<ConfirmId> ON_CONFIRM =
      Param.query("confirm_id", ConfirmId.class, "only acts on this Confirm");
  private static final Param<String> SUBJECT =
      Param.query("subject", String.class, "only what this subject did");
  private static final Param<ApprovalAct.Kind> KIND =
      Param.query("kind", ApprovalAct.Kind.class, "only acts of this kind");
  private static final Param<Integer> ROUND =
      new Param<>(
          Param.Place.PATH,
          "round",
          "which round, from 1",
          Forms.between(1, Integer.MAX_VALUE),
          null,
          true);

  /** An inbox has smaller pages than other lists. */
  private static final Param<Integer> INBOX_LIMIT =
      new Param<>(Param.Place.QUERY, "limit", "how many at most", Forms.between(1, 100), 50, false);

  private ConfirmRoutes() {}

  /** An approval to ask for. */
  record ApprovalToAsk(ApprovalSubject subject, ApprovalRequest request) {}

  static void declare(Routes routes) {
    Routes.Group confirms = routes.group("confirms", "Confirms: approvals, and how they stand");

    confirms
        .post("/confirms", "requestApproval", "Asks for an approval of what the caller does itself")
        .calls("confirms.request")
        .takes(ApprovalToAsk.class)
        .refuses(404)
        .answers(Reply.created(Approval.class, ConfirmRoutes::pathOf))
        .by(call -> confirms(call).request(call.body().subject(), call.body().request()));

    confirms
        .get("/confirms", "listConfirms", "Confirms, decided ones too, oldest first")
        .calls("confirms.list")
        .with(PlanRoutes.IN_CONTEXT, STATUS, TARGET, Archived.PARAM)
        .paged()
        .answers(Reply.page(ConfirmSummary.class))
        .by(call -> confirms(call).list(filter(call), call.find(AFTER), call.get(LIMIT)));

    confirms
        .get("/confirms/inbox", "inbox", "What waits for a decision of the caller, oldest first")
        .calls("confirms.inbox")
        .with(AFTER, INBOX_LIMIT)
        .refuses(409)
        .answers(Reply.page(ApprovalSummary.class))
        .by(call -> confirms(call).inbox(call.find(AFTER), call.get(INBOX_LIMIT)));

    confirms
        .get("/confirms/inbox/count", "inboxCount", "How much waits for a decision of the caller")
        .calls("confirms.inboxCount")
        .refuses(409)
        .answers(Reply.of(InboxCount.class))
        .by(call -> confirms(call).inboxCount());

    confirms
        .get("/confirms/acts", "listActs", "Who approved what, seeing which content")
        .calls("confirms.acts")
        .with(ON_CONFIRM, PlanRoutes.IN_CONTEXT, SUBJECT, KIND)
        .paged()
        .answers(Reply.page(ApprovalAct.class))
        .by(call -> confirms(call).acts(acts(call), call.find(AFTER), call.get(LIMIT)));

    declareOne(confirms);
  }

  private static void declareOne(Routes.Group confirms) {
    confirms
        .get("/confirms/{confirm_id}", "getConfirm", "A Confirm as the protocol writes it")
        .calls("confirms.read")
        .with(CONFIRM)
        .answers(Reply.versioned(Confirm.class))
        .by(call -> confirms(call).read(call.get(CONFIRM)));

    confirms
        .get(
            "/confirms/{confirm_id}/approval",
            "getApproval",
            "A Confirm with its policy, what is to be approved, its digest, and who decides now")
        .calls("confirms.get")
        .with(CONFIRM)
        .answers(Reply.of(Approval.class))
        .by(call -> confirms(call).get(call.get(CONFIRM)));

    confirms
        .get(
            "/confirms/{confirm_id}/rounds/{round}/content",
            "getApprovedContent",
            "What a round was about, as it was when somebody decided on it")
        .calls("confirms.content")
        .with(CONFIRM, ROUND)
        .answers(Reply.of(JsonObject.class))
        .by(
            call ->
                confirms(call)
                    .content(call.get(CONFIRM), call.get(ROUND))
                    .orElseThrow(
                        () -> new NotFoundException("content", "of round " + call.get(ROUND))));

    confirms
        .get("/confirms/{confirm_id}/history", "confirmHistory", "What happened to a Confirm")
        .calls("confirms.watch")
        .with(CONFIRM)
        .with(History.PARAMS)
        .refuses(410, 422, 503)
        .answers(History.REPLY)
        .by(
            call ->
                History.of(
                    call, null, confirms(call).watch(call.get(CONFIRM), History.after(call))));

    confirms
        .post("/confirms/{confirm_id}/archive", "archiveConfirm", "Puts a Confirm away")
        .calls("confirms.archive")
        .with(CONFIRM)
        .answers(Reply.done())
        .by(call -> Done.after(() -> confirms(call).archive(call.get(CONFIRM))));

    confirms
        .delete("/confirms/{confirm_id}", "purgeConfirm", "Removes a Confirm for good")
        .calls("confirms.purge")
        .with(CONFIRM)
        .answers(Reply.done())
        .by(call -> Done.after(() -> confirms(call).purge(call.get(CONFIRM))));
  }

  static Confirms confirms(Call<?> call) {
    return call.mplp().confirms();
  }

  private static String pathOf(Approval approval) {
    return "/confirms/" + approval.confirm().confirmId();
  }

  private static ConfirmFilter filter(Call<?> call) {
    ConfirmStatus status = call.find(STATUS);
    return new ConfirmFilter(
        call.find(PlanRoutes.IN_CONTEXT),
        status,
        call.find(TARGET),
        call.get(Archived.PARAM).orAnyIf(status != null));
  }

  private static ActFilter acts(Call<?> call) {
    return new ActFilter(
        call.find(ON_CONFIRM),
        call.find(PlanRoutes.IN_CONTEXT),
        call.find(SUBJECT),
        call.find(KIND));
  }
}
