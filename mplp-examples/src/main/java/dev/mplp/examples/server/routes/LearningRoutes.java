package dev.mplp.examples.server.routes;

import static dev.mplp.examples.server.http.Param.AFTER;
import static dev.mplp.examples.server.http.Param.LIMIT;

import dev.mplp.event.Feed;
import dev.mplp.examples.server.http.AnswerBody;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Done;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.learning.FamilySample;
import dev.mplp.learning.Learning;
import dev.mplp.learning.RecordedSample;
import dev.mplp.learning.SampleFilter;
import dev.mplp.learning.SampleOrigin;
import dev.mplp.model.TimeRange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Learning samples. */
final class LearningRoutes {

  private static final Param<String> SAMPLE =
      Param.path("sample_id", String.class, "which sample, a UUID");
  private static final Param<String> FAMILY =
      Param.query("family", String.class, "only those of this family");

  private LearningRoutes() {}

  /**
   * A sample to record.
   *
   * @param origin what it was learnt from; absent for nothing that is stored here
   */
  record SampleToRecord(FamilySample sample, @Nullable SampleOrigin origin) {}

  /**
   * A piece of what is recorded.
   *
   * @param position where to go on: {@code after} of the next request
   */
  record SampleFeed(List<RecordedSample> items, long position) {
    SampleFeed {
      items = List.copyOf(items);
    }
  }

  static void declare(Routes routes) {
    Routes.Group group = routes.group("learning", "Learning samples: what executions teach");

    group
        .post("/learning/samples", "recordSample", "Records a learning sample")
        .calls("learning.record")
        .takes(SampleToRecord.class)
        .answers(
            Reply.created(
                RecordedSample.class, stored -> "/learning/samples/" + stored.sample().sampleId()))
        .by(
            call ->
                learning(call)
                    .record(
                        call.body().sample(),
                        Objects.requireNonNullElse(call.body().origin(), SampleOrigin.NONE)));

    group
        .get("/learning/samples", "listSamples", "Learning samples, oldest first")
        .calls("learning.list")
        .with(FAMILY, PlanRoutes.IN_CONTEXT, PlanRoutes.OF_PLAN, Recorded.FROM, Recorded.UNTIL)
        .paged()
        .answers(Reply.page(RecordedSample.class))
        .by(call -> learning(call).list(filter(call), call.find(AFTER), call.get(LIMIT)));

    group
        .get("/learning/export", "exportSamples", "Learning samples, each on a line of its own")
        .calls("learning.export")
        .with(FAMILY, PlanRoutes.IN_CONTEXT, PlanRoutes.OF_PLAN, Recorded.FROM, Recorded.UNTIL)
        .answers(Reply.lines(FamilySample.class))
        .by(LearningRoutes::export);

    group
        .get("/learning/feed", "followSamples", "What was recorded after a position")
        .calls("learning.watch")
        .with(PlanRoutes.IN_CONTEXT, History.AFTER)
        .refuses(410)
        .answers(Reply.of(SampleFeed.class))
        .by(
            call -> {
              Feed<RecordedSample> feed =
                  learning(call).watch(call.find(PlanRoutes.IN_CONTEXT), call.get(History.AFTER));
              List<RecordedSample> seen = feed.next(Duration.ZERO);
              return new SampleFeed(seen, feed.position());
            });

    group
        .get("/learning/samples/{sample_id}", "getSample", "A learning sample")
        .calls("learning.get")
        .with(SAMPLE)
        .answers(Reply.of(RecordedSample.class))
        .by(call -> learning(call).get(call.get(SAMPLE)));

    group
        .delete("/learning/samples/{sample_id}", "deleteSample", "Deletes a learning sample")
        .calls("learning.delete")
        .with(SAMPLE)
        .answers(Reply.done())
        .by(call -> Done.after(() -> learning(call).delete(call.get(SAMPLE))));

    group
        .delete("/learning/samples", "deleteSamples", "Deletes old learning samples")
        .calls("learning.deleteBefore")
        .with(Recorded.BEFORE, Recorded.MOST)
        .answers(Reply.of(Recorded.Deleted.class))
        .by(
            call ->
                new Recorded.Deleted(
                    learning(call)
                        .deleteBefore(call.get(Recorded.BEFORE), call.get(Recorded.MOST))));
  }

  /** Who may not is told so before the answer begins: nothing at all is exported for that. */
  private static AnswerBody.Writer export(Call<Void> call) {
    SampleFilter nothing =
        SampleFilter.all().withRecorded(TimeRange.between(Instant.EPOCH, Instant.EPOCH));
    try {
      learning(call).export(nothing, OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SampleFilter filter = filter(call);
    return out -> learning(call).export(filter, out);
  }

  private static Learning learning(Call<?> call) {
    return call.mplp().learning();
  }

  private static SampleFilter filter(Call<?> call) {
    return new SampleFilter(
        call.find(FAMILY),
        call.find(PlanRoutes.IN_CONTEXT),
        call.find(PlanRoutes.OF_PLAN),
        Recorded.range(call));
  }
}
