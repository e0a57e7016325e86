package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;

import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Done;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.AssignmentId;
import dev.mplp.model.RoleId;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.AssignmentFilter;
import dev.mplp.role.Assignments;
import dev.mplp.role.DelegationDraft;

/** Who holds which Role, where, and until when. */
final class AssignmentRoutes {

  private static final String PATH = "/roles/assignments";
  private static final Param<AssignmentId> ASSIGNMENT =
      Param.path("assignment_id", AssignmentId.class, "which assignment");
  private static final Param<String> SUBJECT =
      Param.query("subject", String.class, "only those of this subject");
  private static final Param<RoleId> ROLE =
      Param.query("role_id", RoleId.class, "only those of this Role");
  private static final Param<AssignmentId> SOURCE =
      Param.query("source", AssignmentId.class, "only those that were delegated from this one");
  private static final Param<String> GIVEN_BY =
      Param.query("given_by", String.class, "only those that this subject assigned or delegated");

  private AssignmentRoutes() {}

  static void declare(Routes routes) {
    Routes.Group group = routes.group("assignments", "Who holds which Role, where, and until when");
    group
        .post(PATH, "assignRole", "Gives a Role to a subject")
        .calls("roles.assignments.assign")
        .takes(AssignmentDraft.class)
        .refuses(404)
        .answers(Reply.created(Assignment.class, AssignmentRoutes::pathOf))
        .by(call -> assignments(call).assign(call.body()));

    group
        .get(PATH, "listAssignments", "Assignments that count, oldest first")
        .calls("roles.assignments.list")
        .with(SUBJECT, ROLE, SOURCE, GIVEN_BY)
        .paged()
        .answers(Reply.page(Assignment.class))
        .by(call -> assignments(call).list(filter(call), call.find(AFTER), call.get(LIMIT)));

    group
        .get(PATH + "/{assignment_id}", "getAssignment", "An assignment")
        .calls("roles.assignments.get")
        .with(ASSIGNMENT)
        .answers(Reply.of(Assignment.class))
        .by(call -> assignments(call).get(call.get(ASSIGNMENT)));

    group
        .post(
            PATH + "/{assignment_id}/delegate",
            "delegateRole",
            "Gives on what the caller holds by an assignment")
        .calls("roles.assignments.delegate")
        .with(ASSIGNMENT)
        .takes(DelegationDraft.class)
        .answers(Reply.created(Assignment.class, AssignmentRoutes::pathOf))
        .by(call -> assignments(call).delegate(call.get(ASSIGNMENT), call.body()));

    group
        .post(
            PATH + "/{assignment_id}/revoke",
            "revokeAssignment",
            "Takes an assignment back, and with it what was delegated from it")
        .calls("roles.assignments.revoke")
        .with(ASSIGNMENT)
        .takes(StatedReason.class)
        .answers(Reply.done())
        .by(
            call ->
                Done.after(
                    () -> assignments(call).revoke(call.get(ASSIGNMENT), call.body().reason())));
  }

  private static Assignments assignments(Call<?> call) {
    return call.mplp().roles().assignments();
  }

  private static AssignmentFilter filter(Call<Void> call) {
    return new AssignmentFilter(
        call.find(SUBJECT), call.find(ROLE), call.find(SOURCE), call.find(GIVEN_BY));
  }

  private static String pathOf(Assignment assignment) {
    return PATH + "/" + assignment.assignmentId();
  }
}
