package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.model.CollabId;
import dev.mplp.model.ContextId;
import dev.mplp.runtime.json.Shapes;
import java.time.Instant;
import java.util.List;

/** Collabs and who takes part. */
final class CollabExamples {

  private CollabExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    CollabId id = create(caller, context);
    Answered read = caller.to("getCollab", id).answers();
    Answered put =
        caller
            .to("replaceCollab", id)
            .over(read)
            .body(read.json().with("title", "Other"))
            .answers();
    caller.to("patchCollab", id).over(put).body("{'purpose': 'to agree'}").answers();
    caller.to("patchCollab", id).over(put).body("{}").refused(412, "VERSION_CONFLICT");

    caller.to("startCollab", id).answers();
    String bob = "{'participant_id': 'bob', 'kind': 'human', 'display_name': 'Bob'}";
    assertThat(caller.to("joinCollab", id).body(bob).answers().json().get("participants"))
        .asString()
        .contains("Bob");
    caller.to("joinCollab", id).body(bob).refused(409, "ALREADY_EXISTS");
    caller.to("joinCollab", id).body("{'kind': 'human'}").refused(422, "VALIDATION_FAILED");
    caller.to("leaveCollab", id).body("{'participant_id': 'bob'}").answers();
    caller
        .to("leaveCollab", id)
        .body("{'participant_id': 'bob'}")
        .refused(404, "PARTICIPANT_NOT_FOUND");

    caller.to("suspendCollab", id).body("{'reason': 'night'}").answers();
    caller.to("completeCollab", id).refused(409, "INVALID_TRANSITION");
    caller.to("resumeCollab", id).answers();
    caller.to("completeCollab", id).answers();
    caller.to("collabHistory", id).answers();
    assertThat(listed(caller, context)).containsExactly(id.value());
    caller.to("archiveCollab", id).answers();
    assertThat(listed(caller, context)).isEmpty();
    caller.to("purgeCollab", id).answers();
    caller.to("getCollab", id).refused(404, "COLLAB_NOT_FOUND");
    caller.to("cancelCollab", create(caller, context)).answers();
  }

  private static CollabId create(Caller caller, ContextId context) {
    Collab collab =
        Collab.builder(
                context,
                "Review",
                "to find defects",
                CollabMode.SWARM,
                List.of(CollabParticipant.builder("a", ParticipantKind.AGENT).build()),
                Instant.EPOCH)
            .build();
    caller.to("createCollab").body(Shapes.COLLAB, collab).answers();
    return collab.collabId();
  }

  private static List<String> listed(Caller caller, ContextId context) {
    return caller
        .to("listCollabs")
        .query("context_id", context)
        .query("mode", "swarm")
        .answers()
        .texts("collab_id");
  }
}
