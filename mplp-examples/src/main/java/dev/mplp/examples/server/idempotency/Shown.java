package dev.mplp.examples.server.idempotency;

import dev.mplp.Mplp;
import dev.mplp.collab.Collab;
import dev.mplp.confirm.Confirm;
import dev.mplp.context.Context;
import dev.mplp.dialog.Dialog;
import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.RequestException;
import dev.mplp.examples.server.http.Route;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.examples.server.idempotency.Outcome.Put;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.extension.Extension;
import dev.mplp.model.CollabId;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.DialogId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.ExtensionId;
import dev.mplp.model.NetworkId;
import dev.mplp.model.PlanId;
import dev.mplp.model.RoleId;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import dev.mplp.network.Network;
import dev.mplp.plan.ExecutionSnapshot;
import dev.mplp.plan.Plan;
import dev.mplp.role.Role;
import dev.mplp.trace.Trace;
import java.util.Map;

/**
 * The answer to a request whose own answer is not known any more: what it made or changed, as it is
 * now, in the form that the route answers with; else where it is; else that it was carried out.
 */
final class Shown {

  private static final Map<String, Kind<?>> KINDS =
      Map.ofEntries(
          kind("context", Context.class, (mplp, id) -> mplp.contexts().read(ContextId.of(id))),
          kind("plan", Plan.class, (mplp, id) -> mplp.plans().read(PlanId.of(id))),
          kind("execution", ExecutionSnapshot.class, Shown::execution),
          kind("confirm", Confirm.class, (mplp, id) -> mplp.confirms().read(ConfirmId.of(id))),
          kind("trace", Trace.class, (mplp, id) -> mplp.traces().read(TraceId.of(id))),
          kind("role", Role.class, (mplp, id) -> mplp.roles().read(RoleId.of(id))),
          kind("dialog", Dialog.class, (mplp, id) -> mplp.dialogs().read(DialogId.of(id))),
          kind("collab", Collab.class, (mplp, id) -> mplp.collabs().read(CollabId.of(id))),
          kind(
              "extension",
              Extension.class,
              (mplp, id) -> mplp.extensions().read(ExtensionId.of(id))),
          kind("network", Network.class, (mplp, id) -> mplp.networks().read(NetworkId.of(id))));

  private Shown() {}

  /** A kind of document that there is a route for. */
  private record Kind<T>(String path, Class<T> type, Reader<T> reader) {}

  private interface Reader<T> {
    Versioned<T> read(Mplp mplp, String id);
  }

  private static <T> Map.Entry<String, Kind<?>> kind(String name, Class<T> type, Reader<T> reader) {
    return Map.entry(name, new Kind<>('/' + name + "s/", type, reader));
  }

  private static Versioned<ExecutionSnapshot> execution(Mplp mplp, String id) {
    return new Versioned<>(mplp.plans().execution(ExecutionId.of(id)).snapshot(), 1);
  }

  static <R> Answer of(Route<?, R> route, Mplp mplp, Outcome outcome) {
    Reply<R> reply = route.reply();
    for (Put put : outcome.objects()) {
      Kind<?> kind = KINDS.get(put.kind());
      if (kind != null && Forms.of(kind.type()).equals(reply.form())) {
        return reply.writer().apply(returned(reply, kind.reader().read(mplp, put.id())));
      }
    }
    if (reply.statuses().contains(204)) {
      return Answer.empty(204);
    }
    for (Put put : outcome.objects()) {
      Kind<?> kind = KINDS.get(put.kind());
      if (kind != null) {
        return Answer.empty(303).with("Location", Routes.BASE + kind.path() + put.id());
      }
    }
    throw new RequestException(
        409,
        "ANSWER_NOT_KEPT",
        "what this request changes first was stored at "
            + outcome.at()
            + ", but its answer is not known: whether it went on to its end is told by what it was"
            + " about; look at that before you send it with another key");
  }

  /**
   * What the handler returned: its form is that of the value, and the entity tag is the version's.
   */
  @SuppressWarnings("unchecked") // see above
  private static <R> R returned(Reply<R> reply, Versioned<?> read) {
    return reply.headers().contains("ETag") ? (R) read : (R) read.value();
  }
}
