package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;
import static dev.mplp.examples.server.routes.PlanRoutes.IN_CONTEXT;

import dev.mplp.Mplp;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionFilter;
import dev.mplp.extension.ExtensionStatus;
import dev.mplp.extension.ExtensionSummary;
import dev.mplp.extension.ExtensionType;
import dev.mplp.extension.Extensions;
import dev.mplp.model.ExtensionId;

/** Extensions. */
final class ExtensionRoutes {

  private static final Param<ExtensionId> EXTENSION =
      Param.path("extension_id", ExtensionId.class, "which Extension");
  private static final Param<ExtensionStatus> STATUS =
      Param.query("status", ExtensionStatus.class, "only those of this status");
  private static final Param<ExtensionType> TYPE =
      Param.query("type", ExtensionType.class, "only those of this type");
  private static final Param<String> NAME =
      Param.query("name", String.class, "only those of this name, of any version");

  private ExtensionRoutes() {}

  static void declare(Routes routes) {
    Routes.Group group = routes.group("extensions", "Extensions: what a Context is extended by");
    ObjectRoutes<Extensions, Extension, ExtensionId> extensions =
        new ObjectRoutes<>(
            group,
            "/extensions",
            "extensions",
            "Extension",
            Extension.class,
            EXTENSION,
            Mplp::extensions);
    extensions.create(Extensions::create, 404);
    extensions.list(
        ExtensionSummary.class,
        call -> extensions.of(call).list(filter(call), call.find(AFTER), call.get(LIMIT)),
        IN_CONTEXT,
        STATUS,
        TYPE,
        NAME,
        Archived.PARAM);
    extensions.get(Reply.versioned(Extension.class), Extensions::read);
    extensions.change(Reply.versioned(Extension.class), Extensions::read, Extensions::update);
    extensions.act("activate", "Takes it into use", Extension.class, Extensions::activate);
    extensions.actFor("deactivate", "To inactive", Extension.class, Extensions::deactivate);
    extensions.actFor("deprecate", "To deprecated", Extension.class, Extensions::deprecate);
    extensions.archive(Extensions::archive);
    extensions.purge(Extensions::purge);
    extensions.history(Extensions::watch);
  }

  private static ExtensionFilter filter(Call<Void> call) {
    return new ExtensionFilter(
        call.find(IN_CONTEXT),
        call.find(STATUS),
        call.find(TYPE),
        call.find(NAME),
        call.get(Archived.PARAM).wanted());
  }
}
