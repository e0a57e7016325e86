package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;

import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.Principal;
import dev.mplp.role.DeniedAct;
import dev.mplp.role.DeniedFilter;
import dev.mplp.role.EffectivePermission;
import dev.mplp.role.Permission;
import dev.mplp.role.Permissions;
import dev.mplp.role.Target;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the Roles of a tenant allow. */
final class PermissionRoutes {

  private static final String PATH = "/roles/permissions";
  private static final Param<String> SUBJECT =
      Param.query("subject", String.class, "only what this subject tried");
  private static final Param<String> CAPABILITY =
      Param.query("capability", String.class, "only attempts at this capability");

  private PermissionRoutes() {}

  /**
   * Who may do it?
   *
   * @param subject of the tenant of the caller
   * @param roles the names of those in which the host says that it acts; none when absent
   */
  record Actor(String subject, @Nullable Set<String> roles) {
    Principal in(Call<?> call) {
      return new Principal(
          call.mplp().principal().tenant(),
          subject,
          Objects.requireNonNullElse(roles, Set.<String>of()));
    }
  }

  /**
   * May it do this?
   *
   * @param actor who
   * @param capability what, such as {@code plan.create}
   * @param target to what; nothing in particular when absent
   */
  record PermissionQuestion(Actor actor, String capability, @Nullable Target target) {
    Target on() {
      return Objects.requireNonNullElse(target, Target.nothing());
    }
  }

  /** The short answer. */
  record Checked(boolean isAllowed) {}

  /**
   * The long answer.
   *
   * @param message why, or why not, for people
   * @param permission the same for programs
   */
  record Explained(boolean isAllowed, String message, Permission permission) {}

  static void declare(Routes routes) {
    Routes.Group group = routes.group("permissions", "What Roles allow, and why");
    group
        .post(PATH + "/check", "checkPermission", "Whether somebody may do something")
        .calls("roles.permissions.check")
        .takes(PermissionQuestion.class)
        .answers(Reply.of(Checked.class))
        .by(
            call -> {
              PermissionQuestion asked = call.body();
              return new Checked(
                  permissions(call).check(asked.actor().in(call), asked.capability(), asked.on()));
            });

    group
        .post(PATH + "/explain", "explainPermission", "Why somebody may do something, or may not")
        .calls("roles.permissions.explain")
        .takes(PermissionQuestion.class)
        .answers(Reply.of(Explained.class))
        .by(
            call -> {
              PermissionQuestion asked = call.body();
              Permission found =
                  permissions(call).explain(asked.actor().in(call), asked.capability(), asked.on());
              return new Explained(found.isAllowed(), found.message(), found);
            });

    group
        .post(PATH + "/effective", "effectivePermissions", "Everything that somebody may do now")
        .calls("roles.permissions.effective")
        .takes(Actor.class)
        .paged()
        .answers(Reply.page(EffectivePermission.class))
        .by(
            call ->
                permissions(call)
                    .effective(call.body().in(call), call.find(AFTER), call.get(LIMIT)));

    group
        .get(PATH + "/denied", "listDenied", "What was denied, by subject and capability")
        .calls("roles.permissions.denied")
        .with(SUBJECT, CAPABILITY)
        .paged()
        .answers(Reply.page(DeniedAct.class))
        .by(
            call ->
                permissions(call)
                    .denied(
                        new DeniedFilter(call.find(SUBJECT), call.find(CAPABILITY)),
                        call.find(AFTER),
                        call.get(LIMIT)));
  }

  private static Permissions permissions(Call<?> call) {
    return call.mplp().roles().permissions();
  }
}
