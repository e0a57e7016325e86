package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;
import static dev.mplp.examples.server.routes.PlanRoutes.IN_CONTEXT;

import dev.mplp.Mplp;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabFilter;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.CollabStatus;
import dev.mplp.collab.CollabSummary;
import dev.mplp.collab.Collabs;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.CollabId;

/** Collabs, and who takes part in them. */
final class CollabRoutes {

  private static final Param<CollabId> COLLAB =
      Param.path("collab_id", CollabId.class, "which Collab");
  private static final Param<CollabStatus> STATUS =
      Param.query("status", CollabStatus.class, "only those of this status");
  private static final Param<CollabMode> MODE =
      Param.query("mode", CollabMode.class, "only those of this mode");

  private CollabRoutes() {}

  /** Who is to take part no more. */
  record Leaving(String participantId) {}

  static void declare(Routes routes) {
    Routes.Group group = routes.group("collabs", "Collabs: sessions of several participants");
    ObjectRoutes<Collabs, Collab, CollabId> collabs =
        new ObjectRoutes<>(
            group, "/collabs", "collabs", "Collab", Collab.class, COLLAB, Mplp::collabs);
    collabs.create(Collabs::create, 404);
    collabs.list(
        CollabSummary.class,
        call -> collabs.of(call).list(filter(call), call.find(AFTER), call.get(LIMIT)),
        IN_CONTEXT,
        STATUS,
        MODE,
        Archived.PARAM);
    collabs.get(Reply.versioned(Collab.class), Collabs::read);
    collabs.change(Reply.versioned(Collab.class), Collabs::read, Collabs::update);
    collabs.act("start", "Begins the session", Collab.class, Collabs::start);
    collabs.actFor("suspend", "Holds the session", Collab.class, Collabs::suspend);
    collabs.act("resume", "Goes on with the session", Collab.class, Collabs::resume);
    collabs.act("complete", "To completed", Collab.class, Collabs::complete);
    collabs.actFor("cancel", "To cancelled", Collab.class, Collabs::cancel);
    collabs.archive(Collabs::archive);
    collabs.purge(Collabs::purge);
    collabs.history(Collabs::watch);
    group
        .post(collabs.pathOfOne() + "/join", "joinCollab", "Lets somebody take part, after others")
        .calls("collabs.join")
        .with(COLLAB)
        .takes(CollabParticipant.class)
        .answers(Reply.of(Collab.class))
        .by(call -> collabs.of(call).join(call.get(COLLAB), call.body()));

    group
        .post(collabs.pathOfOne() + "/leave", "leaveCollab", "Lets somebody take part no more")
        .calls("collabs.leave")
        .with(COLLAB)
        .takes(Leaving.class)
        .answers(Reply.of(Collab.class))
        .by(call -> collabs.of(call).leave(call.get(COLLAB), call.body().participantId()));
  }

  private static CollabFilter filter(Call<Void> call) {
    return new CollabFilter(
        call.find(IN_CONTEXT),
        call.find(STATUS),
        call.find(MODE),
        call.get(Archived.PARAM).wanted());
  }
}
