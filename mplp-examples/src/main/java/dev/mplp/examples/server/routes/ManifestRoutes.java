package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;

import dev.mplp.Mplp;
import dev.mplp.NotFoundException;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreStatus;
import dev.mplp.manifest.ManifestFilter;
import dev.mplp.manifest.ManifestSummary;
import dev.mplp.manifest.Manifests;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.manifest.Profile;
import dev.mplp.manifest.ProfileReport;
import dev.mplp.model.CoreId;
import dev.mplp.model.ModuleName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Manifests: what is offered to a tenant. */
final class ManifestRoutes {

  private static final Param<CoreId> CORE = Param.path("core_id", CoreId.class, "which manifest");
  private static final Param<ModuleName> MODULE =
      Param.path("module", ModuleName.class, "which module");
  private static final Param<Profile> PROFILE =
      Param.path("profile", Profile.class, "which profile");
  private static final Param<CoreStatus> STATUS =
      Param.query("status", CoreStatus.class, "only those of this status");

  private ManifestRoutes() {}

  /** How a module is to be offered, and why. */
  record ModuleSwitch(ModuleStatus status, @Nullable String reason) {}

  /** Whether what is offered is enough for a profile, and which modules are missing. */
  record ProfileCheck(Profile profile, boolean conforms, Set<ModuleName> missing) {
    static ProfileCheck of(ProfileReport report) {
      return new ProfileCheck(report.profile(), report.conforms(), report.missing());
    }
  }

  static void declare(Routes routes) {
    Routes.Group group = routes.group("core", "Manifests: which modules are offered to a tenant");
    ObjectRoutes<Manifests, CoreManifest, CoreId> manifests =
        new ObjectRoutes<>(
            group, "/core", "manifests", "Manifest", CoreManifest.class, CORE, Mplp::manifests);
    manifests.create(Manifests::create);
    manifests.list(
        ManifestSummary.class,
        call -> manifests.of(call).list(filter(call), call.find(AFTER), call.get(LIMIT)),
        STATUS,
        Archived.PARAM);
    manifests.get(Reply.versioned(CoreManifest.class), Manifests::read);
    manifests.change(Reply.versioned(CoreManifest.class), Manifests::read, Manifests::update);
    manifests.act("activate", "To active", CoreManifest.class, Manifests::activate);
    manifests.actFor("deprecate", "To deprecated", CoreManifest.class, Manifests::deprecate);
    manifests.act("archive", "To archived", CoreManifest.class, Manifests::archive);
    manifests.purge(Manifests::purge);
    manifests.history(Manifests::watch);
    declareActive(manifests);
  }

  private static void declareActive(ObjectRoutes<Manifests, CoreManifest, CoreId> manifests) {
    manifests
        .group()
        .get("/core/active", "activeManifest", "The manifest that is active")
        .calls("manifests.active")
        .refuses(404)
        .answers(Reply.of(CoreManifest.class))
        .by(
            call ->
                manifests
                    .of(call)
                    .active()
                    .orElseThrow(() -> new NotFoundException("core", "that is active")));

    manifests
        .group()
        .put(
            "/core/active/modules/{module}",
            "switchModule",
            "Switches a module of the active manifest on or off")
        .calls("manifests.switchModule")
        .with(MODULE)
        .takes(ModuleSwitch.class)
        .answers(Reply.of(CoreManifest.class))
        .by(
            call ->
                manifests
                    .of(call)
                    .switchModule(call.get(MODULE), call.body().status(), call.body().reason()));

    manifests
        .group()
        .get(
            "/core/profiles/{profile}",
            "checkProfile",
            "Whether what is offered is enough for a profile")
        .calls("manifests.check")
        .with(PROFILE)
        .answers(Reply.of(ProfileCheck.class))
        .by(call -> ProfileCheck.of(manifests.of(call).check(call.get(PROFILE))));
  }

  private static ManifestFilter filter(Call<Void> call) {
    CoreStatus status = call.find(STATUS);
    return new ManifestFilter(status, call.get(Archived.PARAM).orAnyIf(status != null));
  }
}
