package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;

import dev.mplp.Mplp;
import dev.mplp.NotFoundException;
import dev.mplp.examples.server.http.Done;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.Page;
import dev.mplp.model.RoleId;
import dev.mplp.role.Exclusion;
import dev.mplp.role.Role;
import dev.mplp.role.RoleFilter;
import dev.mplp.role.RoleSummary;
import dev.mplp.role.Roles;

/** Roles, what they may do, what they inherit and what they exclude. */
final class RoleRoutes {

  private static final Param<RoleId> ROLE = Param.path("role_id", RoleId.class, "which Role");
  private static final Param<RoleId> PARENT =
      Param.path("parent_id", RoleId.class, "the Role that it inherits from");
  private static final Param<RoleId> OTHER =
      Param.path("other_id", RoleId.class, "the Role that nobody may hold together with it");
  private static final Param<String> NAME =
      Param.query("name", String.class, "only that of this name");
  private static final Param<String> NAMED =
      Param.path("name", String.class, "its name, percent-encoded");
  private static final Param<String> CAPABILITY =
      Param.path("capability", String.class, "such as plan.create or plan.*, percent-encoded");

  private RoleRoutes() {}

  static void declare(Routes routes) {
    Routes.Group group = routes.group("roles", "Roles: named sets of capabilities");
    ObjectRoutes<Roles, Role, RoleId> roles =
        new ObjectRoutes<>(group, "/roles", "roles", "Role", Role.class, ROLE, Mplp::roles);
    roles.create(Roles::create);
    roles.list(
        RoleSummary.class,
        call ->
            roles
                .of(call)
                .list(
                    new RoleFilter(call.find(NAME), call.get(Archived.PARAM).wanted()),
                    call.find(AFTER),
                    call.get(LIMIT)),
        NAME,
        Archived.PARAM);
    group
        .get("/roles/named/{name}", "findRole", "The Role of a name")
        .calls("roles.find")
        .with(NAMED)
        .answers(Reply.of(Role.class))
        .by(
            call ->
                roles
                    .of(call)
                    .find(call.get(NAMED))
                    .orElseThrow(() -> new NotFoundException("role", call.get(NAMED))));
    roles.get(Reply.versioned(Role.class), Roles::read);
    roles.change(Reply.versioned(Role.class), Roles::read, Roles::update);
    roles.archive(Roles::archive);
    roles.purge(Roles::purge);
    roles.history(Roles::watch);
    declareCapabilities(roles);
    declareParents(roles);
    declareExclusions(roles);
  }

  private static void declareCapabilities(ObjectRoutes<Roles, Role, RoleId> roles) {
    String path = roles.pathOfOne() + "/capabilities/{capability}";
    roles
        .group()
        .put(path, "grantCapability", "Gives the Role a capability")
        .calls("roles.grant")
        .with(ROLE, CAPABILITY)
        .answers(Reply.of(Role.class))
        .by(call -> roles.of(call).grant(call.get(ROLE), call.get(CAPABILITY)));

    roles
        .group()
        .delete(path, "revokeCapability", "Takes a capability from the Role")
        .calls("roles.revoke")
        .with(ROLE, CAPABILITY)
        .answers(Reply.of(Role.class))
        .by(call -> roles.of(call).revoke(call.get(ROLE), call.get(CAPABILITY)));
  }

  private static void declareParents(ObjectRoutes<Roles, Role, RoleId> roles) {
    String path = roles.pathOfOne() + "/parents";
    roles
        .group()
        .get(path, "listParents", "The Roles that it inherits from directly")
        .calls("roles.inherited")
        .with(ROLE)
        .answers(Reply.page(RoleId.class))
        .by(call -> Page.last(roles.of(call).inherited(call.get(ROLE))));

    roles
        .group()
        .put(path + "/{parent_id}", "inheritRole", "Lets it have what another Role may")
        .calls("roles.inherit")
        .with(ROLE, PARENT)
        .answers(Reply.done())
        .by(call -> Done.after(() -> roles.of(call).inherit(call.get(ROLE), call.get(PARENT))));

    roles
        .group()
        .delete(path + "/{parent_id}", "disinheritRole", "Ends that it inherits from another Role")
        .calls("roles.disinherit")
        .with(ROLE, PARENT)
        .answers(Reply.done())
        .by(call -> Done.after(() -> roles.of(call).disinherit(call.get(ROLE), call.get(PARENT))));
  }

  private static void declareExclusions(ObjectRoutes<Roles, Role, RoleId> roles) {
    String path = roles.pathOfOne() + "/exclusions";
    roles
        .group()
        .get(path, "listExclusions", "The Roles that nobody may hold together with it")
        .calls("roles.exclusions")
        .with(ROLE)
        .answers(Reply.page(Exclusion.class))
        .by(call -> Page.last(roles.of(call).exclusions(call.get(ROLE))));

    roles
        .group()
        .put(path + "/{other_id}", "excludeRole", "Says that nobody may hold both Roles")
        .calls("roles.exclude")
        .with(ROLE, OTHER)
        .takes(StatedReason.class)
        .answers(Reply.done())
        .by(
            call ->
                Done.after(
                    () ->
                        roles
                            .of(call)
                            .exclude(call.get(ROLE), call.get(OTHER), call.body().reason())));

    roles
        .group()
        .delete(path + "/{other_id}", "endExclusion", "Lets both Roles be held again")
        .calls("roles.endExclusion")
        .with(ROLE, OTHER)
        .answers(Reply.done())
        .by(call -> Done.after(() -> roles.of(call).endExclusion(call.get(ROLE), call.get(OTHER))));
  }
}
