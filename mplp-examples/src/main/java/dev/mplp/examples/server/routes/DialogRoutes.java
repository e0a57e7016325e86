package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;
import static dev.mplp.examples.server.routes.PlanRoutes.IN_CONTEXT;

import dev.mplp.Mplp;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.DialogFilter;
import dev.mplp.dialog.DialogStatus;
import dev.mplp.dialog.DialogSummary;
import dev.mplp.dialog.Dialogs;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.dialog.SentMessage;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.ContextId;
import dev.mplp.model.DialogId;
import dev.mplp.model.Page;
import dev.mplp.model.ThreadId;
import dev.mplp.model.Versioned;
import java.util.List;

/** Dialogs, and the messages in them. */
final class DialogRoutes {

  private static final Param<DialogId> DIALOG =
      Param.path("dialog_id", DialogId.class, "which Dialog");
  private static final Param<Long> MESSAGE =
      Param.path("sequence", Long.class, "the place of the message, from 0");
  private static final Param<Long> SEEN =
      Param.path("sequence", Long.class, "the place of what was seen last; -1 for nothing");
  private static final Param<ThreadId> THREAD =
      Param.query("thread_id", ThreadId.class, "only those of this thread");
  private static final Param<DialogStatus> STATUS =
      Param.query("status", DialogStatus.class, "only those of this status");

  private DialogRoutes() {}

  /** A Dialog to open. */
  record DialogToOpen(ContextId contextId) {}

  static void declare(Routes routes) {
    Routes.Group group = routes.group("dialogs", "Dialogs: messages of one thread");
    ObjectRoutes<Dialogs, Dialog, DialogId> dialogs =
        new ObjectRoutes<>(
            group, "/dialogs", "dialogs", "Dialog", Dialog.class, DIALOG, Mplp::dialogs);
    dialogs.create(Dialogs::create, 404);
    group
        .post("/dialogs/open", "openDialog", "Creates an active Dialog without messages")
        .calls("dialogs.open")
        .takes(DialogToOpen.class)
        .refuses(404)
        .answers(Reply.created(Dialog.class, dialogs::pathOf))
        .by(call -> dialogs.of(call).open(call.body().contextId()));
    dialogs.list(
        DialogSummary.class,
        call -> dialogs.of(call).list(filter(call), call.find(AFTER), call.get(LIMIT)),
        IN_CONTEXT,
        THREAD,
        STATUS,
        Archived.PARAM);
    dialogs.get(Reply.versionedAsShown(Dialog.class), Dialogs::read, 422);
    group
        .get(
            dialogs.pathOfOne() + "/summary",
            "summarizeDialog",
            "A Dialog without its messages; its ETag tells its version")
        .calls("dialogs.summary")
        .with(DIALOG)
        .answers(Reply.versioned(DialogSummary.class))
        .by(call -> versioned(dialogs.of(call).summary(call.get(DIALOG))));
    dialogs.change(
        Reply.versioned(DialogSummary.class),
        Dialogs::read,
        (service, dialog, version) -> versioned(service.update(dialog, version)),
        DialogRoutes::withoutMessages);
    dialogs.actFor("pause", "Refuses messages for a while", DialogSummary.class, Dialogs::pause);
    dialogs.act("resume", "Takes messages again", DialogSummary.class, Dialogs::resume);
    dialogs.act("complete", "To completed", DialogSummary.class, Dialogs::complete);
    dialogs.actFor("cancel", "To cancelled", DialogSummary.class, Dialogs::cancel);
    dialogs.archive(Dialogs::archive);
    dialogs.purge(Dialogs::purge);
    dialogs.history(Dialogs::watch);
    declareMessages(dialogs);
  }

  private static void declareMessages(ObjectRoutes<Dialogs, Dialog, DialogId> dialogs) {
    String path = dialogs.pathOfOne() + "/messages";
    dialogs
        .group()
        .post(path, "sendMessage", "Appends a message")
        .calls("dialogs.send")
        .with(DIALOG)
        .takes(MessageDraft.class)
        .answers(Reply.created(SentMessage.class, DialogRoutes::pathOf))
        .by(call -> dialogs.of(call).send(call.get(DIALOG), call.body()));

    dialogs
        .group()
        .get(path, "listMessages", "Messages, oldest first")
        .calls("dialogs.messages")
        .with(DIALOG)
        .paged()
        .answers(Reply.page(SentMessage.class))
        .by(call -> dialogs.of(call).messages(call.get(DIALOG), call.find(AFTER), call.get(LIMIT)));

    dialogs
        .group()
        .get(path + "/{sequence}", "getMessage", "A message")
        .calls("dialogs.message")
        .with(DIALOG, MESSAGE)
        .answers(Reply.of(SentMessage.class))
        .by(call -> dialogs.of(call).message(call.get(DIALOG), call.get(MESSAGE)));

    dialogs
        .group()
        .get(
            path + "/after/{sequence}",
            "messagesAfter",
            "The first messages after one that was seen, for whoever looks again and again")
        .calls("dialogs.messagesAfter")
        .with(DIALOG, SEEN, LIMIT)
        .refuses(422)
        .answers(Reply.page(SentMessage.class))
        .by(
            call ->
                Page.last(
                    dialogs
                        .of(call)
                        .messagesAfter(call.get(DIALOG), call.get(SEEN), call.get(LIMIT))));
  }

  /** What a patch does not touch is not compared: a message may come meanwhile. */
  private static Dialog withoutMessages(Dialog before, Dialog patched) {
    return patched.messages().equals(before.messages())
        ? patched.toBuilder().messages(List.of()).build()
        : patched;
  }

  private static Versioned<DialogSummary> versioned(DialogSummary summary) {
    return new Versioned<>(summary, summary.version());
  }

  private static String pathOf(SentMessage sent) {
    return "/dialogs/" + sent.dialogId() + "/messages/" + sent.sequence();
  }

  private static DialogFilter filter(Call<Void> call) {
    return new DialogFilter(
        call.find(IN_CONTEXT),
        call.find(THREAD),
        call.find(STATUS),
        call.get(Archived.PARAM).wanted());
  }
}
