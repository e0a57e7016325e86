package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.dialog.Dialog;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ThreadId;
import dev.mplp.runtime.json.Shapes;
import java.util.List;

/** Dialogs and messages. */
final class DialogExamples {

  private DialogExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    String id = open(caller, context);
    Answered empty = caller.to("getDialog", id).answers();
    messages(caller, id);
    Answered read = caller.to("getDialog", id).answers();
    assertThat(read.tag()).isNotEqualTo(empty.tag());
    Answered summary = caller.to("summarizeDialog", id).answers();
    assertThat(summary.json().has("messages")).isFalse();

    String thread = "{'thread_id': '" + ThreadId.random() + "'}";
    Answered patched = caller.to("patchDialog", id).over(empty).body(thread).answers();
    assertThat(patched.json().has("thread_id")).isTrue();
    caller
        .to("patchDialog", id)
        .over(patched)
        .body(
            "{'messages': [{'role': 'user', 'content': 'never',"
                + " 'timestamp': '2026-01-01T00:00:00Z'}]}")
        .refused(409, "READ_ONLY_PART");
    JsonObject without = read.json().with("messages", List.of());
    caller.to("replaceDialog", id).over(summary).body(without).refused(412, "VERSION_CONFLICT");
    caller.to("replaceDialog", id).over(patched).body(without).answers();

    caller.to("pauseDialog", id).body("{'reason': 'lunch'}").answers();
    caller
        .to("sendMessage", id)
        .body("{'role': 'user', 'content': 'hello?'}")
        .refused(409, "DIALOG_NOT_ACTIVE");
    caller.to("resumeDialog", id).answers();
    caller.to("completeDialog", id).answers();
    caller.to("dialogHistory", id).answers();
    assertThat(listed(caller, context)).contains(id);
    caller.to("archiveDialog", id).answers();
    assertThat(listed(caller, context)).doesNotContain(id);
    caller.to("purgeDialog", id).answers();
    caller.to("summarizeDialog", id).refused(404, "DIALOG_NOT_FOUND");

    Dialog given = Dialog.builder(context).build();
    caller.to("createDialog").body(Shapes.DIALOG, given).answers();
    caller.to("createDialog").body(Shapes.DIALOG, given).refused(409, "ALREADY_EXISTS");
    caller.to("cancelDialog", given.dialogId()).answers();
  }

  private static String open(Caller caller, ContextId context) {
    return caller.to("openDialog").body("{'context_id': '" + context + "'}").answers().located();
  }

  private static void messages(Caller caller, String id) {
    Answered first =
        caller.to("sendMessage", id).body("{'role': 'user', 'content': 'How many?'}").answers();
    assertThat(first.text("sender")).isEqualTo("alice");
    assertThat(first.located()).isEqualTo("0");
    Answered second =
        caller
            .to("sendMessage", id)
            .body(
                "{'role': 'agent', 'content': '712', 'sender': 'counter', 'recipients': ['alice'],"
                    + " 'reply_to': 0}")
            .answers();
    caller
        .to("sendMessage", id)
        .body("{'role': 'user', 'content': 'x', 'reply_to': 7}")
        .refused(404, "MESSAGE_NOT_FOUND");
    assertThat(caller.to("getMessage", id, 1).answers().json()).isEqualTo(second.json());

    Answered page = caller.to("listMessages", id).query("limit", 1).answers();
    assertThat(page.first()).isEqualTo(first.json());
    String next = page.text("next");
    assertThat(caller.to("listMessages", id).query("after", next).answers().first())
        .isEqualTo(second.json());
    assertThat(caller.to("messagesAfter", id, -1).query("limit", 1).answers().first())
        .isEqualTo(first.json());
    assertThat(caller.to("messagesAfter", id, 0).answers().first()).isEqualTo(second.json());
    caller.to("messagesAfter", id, -2).refused(422, "INVALID_ARGUMENT");
  }

  private static List<String> listed(Caller caller, ContextId context) {
    return caller.to("listDialogs").query("context_id", context).answers().texts("dialog_id");
  }
}
