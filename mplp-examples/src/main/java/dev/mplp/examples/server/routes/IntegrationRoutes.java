package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;

import dev.mplp.event.Feed;
import dev.mplp.event.IntegrationEvent;
import dev.mplp.event.IntegrationFilter;
import dev.mplp.event.IntegrationKind;
import dev.mplp.event.Integrations;
import dev.mplp.event.RecordedIntegration;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.ContextId;
import dev.mplp.model.EventId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What outside systems report: tools, files, repositories, builds. */
final class IntegrationRoutes {

  private static final Param<EventId> EVENT =
      Param.path("event_id", EventId.class, "which integration event");
  private static final Param<IntegrationKind> KIND =
      Param.query("kind", IntegrationKind.class, "only what tells of this");

  private IntegrationRoutes() {}

  /**
   * An event to record.
   *
   * @param eventId its name, for a report that may come twice; absent for a new one
   * @param contextId the Context that it belongs to; absent for none
   */
  record IntegrationToRecord(
      @Nullable EventId eventId, @Nullable ContextId contextId, IntegrationEvent event) {}

  /**
   * A piece of what is recorded.
   *
   * @param position where to go on: {@code after} of the next request
   */
  record IntegrationFeed(List<RecordedIntegration> items, long position) {
    IntegrationFeed {
      items = List.copyOf(items);
    }
  }

  static void declare(Routes routes) {
    Routes.Group group =
        routes.group("integrations", "What outside systems report: tools, files, builds");

    group
        .post("/integrations", "recordIntegration", "Records what an outside system reports")
        .calls("integrations.record")
        .takes(IntegrationToRecord.class)
        .answers(
            Reply.created(RecordedIntegration.class, stored -> "/integrations/" + stored.eventId()))
        .by(
            call -> {
              IntegrationToRecord body = call.body();
              EventId name = Objects.requireNonNullElseGet(body.eventId(), EventId::random);
              return integrations(call).record(name, body.contextId(), body.event());
            });

    group
        .get("/integrations", "listIntegrations", "Integration events, oldest first")
        .calls("integrations.list")
        .with(KIND, PlanRoutes.IN_CONTEXT, Recorded.FROM, Recorded.UNTIL)
        .paged()
        .answers(Reply.page(RecordedIntegration.class))
        .by(
            call -> {
              IntegrationFilter filter =
                  new IntegrationFilter(
                      call.find(KIND), call.find(PlanRoutes.IN_CONTEXT), Recorded.range(call));
              return integrations(call).list(filter, call.find(AFTER), call.get(LIMIT));
            });

    group
        .get("/integrations/feed", "followIntegrations", "What was recorded after a position")
        .calls("integrations.watch")
        .with(PlanRoutes.IN_CONTEXT, History.AFTER)
        .refuses(410)
        .answers(Reply.of(IntegrationFeed.class))
        .by(
            call -> {
              Feed<RecordedIntegration> feed =
                  integrations(call)
                      .watch(call.find(PlanRoutes.IN_CONTEXT), call.get(History.AFTER));
              List<RecordedIntegration> seen = feed.next(Duration.ZERO);
              return new IntegrationFeed(seen, feed.position());
            });

    group
        .get("/integrations/{event_id}", "getIntegration", "An integration event")
        .calls("integrations.get")
        .with(EVENT)
        .answers(Reply.of(RecordedIntegration.class))
        .by(call -> integrations(call).get(call.get(EVENT)));

    group
        .delete("/integrations", "deleteIntegrations", "Deletes old integration events")
        .calls("integrations.deleteBefore")
        .with(Recorded.BEFORE, Recorded.MOST)
        .answers(Reply.of(Recorded.Deleted.class))
        .by(
            call ->
                new Recorded.Deleted(
                    integrations(call)
                        .deleteBefore(call.get(Recorded.BEFORE), call.get(Recorded.MOST))));
  }

  private static Integrations integrations(Call<?> call) {
    return call.mplp().integrations();
  }
}
