package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;

import dev.mplp.administration.ActFilter;
import dev.mplp.administration.Administration;
import dev.mplp.administration.AdministrativeAct;
import dev.mplp.administration.Erasure;
import dev.mplp.administration.ErasureRequest;
import dev.mplp.administration.RetentionPolicy;
import dev.mplp.administration.Sweep;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.model.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What operators do to the data of their tenant. */
final class AdministrationRoutes {

  private static final Param<String> ACT =
      Param.query("act", String.class, "only acts of this name, such as retention.sweep");
  private static final Param<String> SUBJECT =
      Param.query("subject", String.class, "only what this subject did");

  private AdministrationRoutes() {}

  /** What to keep, and why the rest goes. */
  record SweepToDo(RetentionPolicy policy, String reason) {}

  /** What would be kept. */
  record SweepToPreview(RetentionPolicy policy) {}

  /** An act of the host to record. */
  record ActToRecord(String act, String reason, @Nullable JsonObject details) {}

  static void declare(Routes routes) {
    Routes.Group group =
        routes.group("administration", "What operators do to the data of their tenant");

    group
        .get("/administration/acts", "listAdministrativeActs", "Administrative acts, oldest first")
        .calls("administration.acts")
        .with(ACT, SUBJECT)
        .paged()
        .answers(Reply.page(AdministrativeAct.class))
        .by(
            call -> {
              ActFilter filter = new ActFilter(call.find(ACT), call.find(SUBJECT));
              return administration(call).acts(filter, call.find(AFTER), call.get(LIMIT));
            });

    group
        .post("/administration/acts", "recordAdministrativeAct", "Records an act of the host")
        .calls("administration.record")
        .takes(ActToRecord.class)
        .answers(Reply.choosing(Forms.of(AdministrativeAct.class), List.of(201), recorded -> 201))
        .by(
            call -> {
              ActToRecord body = call.body();
              JsonObject details = Objects.requireNonNullElseGet(body.details(), JsonObject::empty);
              return administration(call).record(body.act(), body.reason(), details);
            });

    group
        .post("/administration/sweep", "sweep", "Removes what is beyond the limits of a policy")
        .calls("administration.sweep")
        .takesItsTime()
        .takes(SweepToDo.class)
        .answers(Reply.of(Sweep.class))
        .by(call -> administration(call).sweep(call.body().policy(), call.body().reason()));

    group
        .post("/administration/sweep-preview", "previewSweep", "What a sweep would remove now")
        .calls("administration.preview")
        .takes(SweepToPreview.class)
        .answers(Reply.of(Sweep.class))
        .by(call -> administration(call).preview(call.body().policy()));

    group
        .post("/administration/erase", "erase", "Erases what is stored of a person")
        .calls("administration.erase")
        .takesItsTime()
        .takes(ErasureRequest.class)
        .answers(Reply.of(Erasure.class))
        .by(call -> administration(call).erase(call.body()));
  }

  private static Administration administration(Call<?> call) {
    return call.mplp().administration();
  }
}
