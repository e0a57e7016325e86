package dev.mplp.runtime.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ConflictException;
import dev.mplp.Mplp;
import dev.mplp.NotFoundException;
import dev.mplp.PermissionDeniedException;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.CoreEvent;
import dev.mplp.event.EventFamily;
import dev.mplp.event.EventFilter;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectRef;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Authorizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final Root ROOT = Root.of("finance", "staging");
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Mplp mplp = MplpRuntime.builder().build();

  @AfterEach
  void close() {
    mplp.close();
  }

  private Context context() {
    return mplp.contexts().open("Loan 4711", ROOT);
  }

  /** So many records, in as many calls as it takes. */
  private static List<String> types(Watch watch, int count) {
    List<String> types = new ArrayList<>();
    while (types.size() < count) {
      List<EventRecord> next = watch.next(SOON);
      assertThat(next).as("after %s", types).isNotEmpty();
      next.forEach(record -> types.add(record.type()));
    }
    return types;
  }

  @Test
  void object_amongOthersOfItsContext_isFollowedAlone() {
    Context context = context();
    Context other = context();
    Plan plan = mplp.plans().create(plan(context));
    mplp.contexts().suspend(other.contextId(), null);
    mplp.contexts().suspend(context.contextId(), null);
    assertThat(types(mplp.contexts().watch(context.contextId(), 0), 2))
        .containsExactly("context.created", "context.moved");
    Watch plans = mplp.events().watch(EventFilter.of(ModuleName.PLAN, plan.planId()), 0);
    List<EventRecord> created = plans.next(SOON);
    assertThat(created)
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.subject())
                    .isEqualTo(ObjectRef.to(ModuleName.PLAN, plan.planId())));
  }

  private static Plan plan(Context context) {
    return Plan.builder(context.contextId(), "Assess", "Decide").step("Score it", "clerk").build();
  }

  @Test
  void position_thatWasKept_goesOnWithoutGapOrRepeat() {
    Context context = context();
    Watch first = mplp.contexts().watch(context.contextId(), 0);
    assertThat(types(first, 1)).containsExactly("context.created");
    mplp.contexts().suspend(context.contextId(), null);
    mplp.contexts().activate(context.contextId());
    Watch second = mplp.contexts().watch(context.contextId(), first.position());
    assertThat(types(second, 2)).containsExactly("context.moved", "context.moved");
    assertThat(second.next(Duration.ZERO)).isEmpty();
  }

  @Test
  void next_whileThereIsNothing_waitsForWhatComes() throws Exception {
    Context context = context();
    Watch watch = mplp.events().watch(EventFilter.in(context.contextId()), 0);
    assertThat(types(watch, 1)).containsExactly("context.created");
    CompletableFuture<List<EventRecord>> waiting =
        CompletableFuture.supplyAsync(() -> watch.next(SOON));
    mplp.contexts().open("another one", ROOT);
    mplp.contexts().suspend(context.contextId(), null);
    assertThat(waiting.get(30, TimeUnit.SECONDS))
        .extracting(EventRecord::type)
        .containsExactly("context.moved");
  }

  @Test
  void eventOfTheHost_comesBackAsItWasGiven() {
    Context context = context();
    CoreEvent webhook = event(EventFamily.EXTERNAL_INTEGRATION, "webhook_received");
    mplp.events().record(context.contextId(), webhook);
    Watch watch = mplp.events().watch(EventFilter.in(context.contextId()), 0);
    assertThat(types(watch, 2)).containsExactly("context.created", "event.recorded");
    EventRecord record = mplp.events().read(context.contextId(), 0, 10).get(1);
    assertThat(record.observability()).containsExactly(webhook);
    assertThat(record.inline()).isNotNull();
    assertThat(record.inline().data())
        .isEqualTo(
            JsonObject.of(
                "event_family", "external_integration", "event_type", "webhook_received"));
  }

  private static CoreEvent event(EventFamily family, String type) {
    return CoreEvent.builder(
            UUID.randomUUID().toString(), type, family, Instant.parse("2026-01-01T00:00:00Z"))
        .payload(JsonObject.of("from", "bank", "nothing", null))
        .build();
  }

  @Test
  void eventThatTheRuntimeEmits_isNotForTheHost() {
    Context context = context();
    CoreEvent forged = event(EventFamily.REASONING_GRAPH, "approval_reasoning");
    assertThatThrownBy(() -> mplp.events().record(context.contextId(), forged))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("approval_reasoning")
        .hasMessageContaining("coordination_reasoning");
    assertThatThrownBy(
            () ->
                mplp.events()
                    .record(
                        ContextId.random(),
                        event(EventFamily.EXTERNAL_INTEGRATION, "webhook_received")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void purge_ofAContext_needsThatItIsArchivedAndEmpty() {
    Context context = context();
    ContextId id = context.contextId();
    assertThatThrownBy(() -> mplp.contexts().purge(id)).hasMessageContaining("archived");
    Plan plan = mplp.plans().create(plan(context));
    mplp.contexts().close(id, null);
    mplp.contexts().archive(id);
    assertThatThrownBy(() -> mplp.contexts().purge(id)).hasMessageContaining(plan.planId().value());
    Context empty = context();
    mplp.contexts().close(empty.contextId(), null);
    mplp.contexts().archive(empty.contextId());
    mplp.contexts().purge(empty.contextId());
    assertThatThrownBy(() -> mplp.contexts().get(empty.contextId()))
        .isInstanceOf(NotFoundException.class);
    assertThat(types(mplp.contexts().watch(empty.contextId(), 0), 4))
        .containsExactly("context.created", "context.moved", "context.moved", "context.purged");
  }

  @Test
  void lookThatIsDeniedAfterItRead_passesOverNothing() {
    AtomicInteger untilDenied = new AtomicInteger(Integer.MAX_VALUE);
    try (Mplp checked =
        MplpRuntime.builder()
            .authorizer(
                act ->
                    act.capability().endsWith("read") && untilDenied.decrementAndGet() == 0
                        ? Authorizer.Verdict.denied("not now")
                        : Authorizer.Verdict.allowed())
            .build()) {
      Context context = checked.contexts().open("Loan 4711", ROOT);
      checked.contexts().suspend(context.contextId(), null);
      Watch watch = checked.events().watch(EventFilter.in(context.contextId()), 0);
      untilDenied.set(2); // the look before reading is allowed, that after it is not

      assertThatThrownBy(() -> watch.next(SOON)).isInstanceOf(PermissionDeniedException.class);

      assertThat(watch.position()).isZero();
      assertThat(types(watch, 2)).containsExactly("context.created", "context.moved");
    }
  }
}
