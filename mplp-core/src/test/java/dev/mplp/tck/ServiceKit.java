package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A runtime over an empty store, and others beside it, for the kits of the services. */
public abstract class ServiceKit {

  private static final int ALL = 1000;
  private static final Duration SOON = Duration.ofSeconds(20);

  private final List<Mplp> runtimes = new ArrayList<>();
  private StorageFixture fixture;
  private Storage storage;
  private Mplp mplp;
  private Context context;

  /** For the kits. */
  protected ServiceKit() {}

  /** An empty store whose clock runs. */
  protected abstract StorageFixture newFixture();

  /** A runtime over this storage. */
  protected abstract Mplp runtime(Storage storage);

  @BeforeEach
  void openStore() {
    fixture = newFixture();
    storage = fixture.open();
    mplp = begin(storage);
    context = mplp.contexts().open("Loan 4711", Root.of("finance", "staging"));
  }

  @AfterEach
  void closeAll() {
    runtimes.forEach(runtime -> runtime.close(Duration.ofSeconds(10)));
    fixture.close();
  }

  private Mplp begin(Storage over) {
    Mplp runtime = runtime(over);
    runtimes.add(runtime);
    return runtime;
  }

  /** The runtime. */
  protected final Mplp mplp() {
    return mplp;
  }

  /** Another process over the same store. */
  protected final Mplp another() {
    return begin(fixture.open());
  }

  /** The store that the runtime is over. */
  protected final Storage storage() {
    return storage;
  }

  /** Moves the clock of the store forward. */
  protected final void advance(Duration by) {
    fixture.advance(by);
  }

  /** Another process over the same store, behind something that the test puts between. */
  protected final Mplp anotherBehind(UnaryOperator<Storage> between) {
    return begin(between.apply(fixture.open()));
  }

  /** An active Context. */
  protected final Context context() {
    return context;
  }

  /** Refused with this code; the message says so much. */
  protected static MplpException refused(String code, ThrowingCallable call) {
    MplpException refused = catchThrowableOfType(MplpException.class, call);
    assertThat(refused).as("refused with %s", code).isNotNull();
    assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
    return refused;
  }

  /** The runtimes give positions too; whoever is at it keeps the others away for a moment. */
  protected final void awaitPositions() {
    long end = System.nanoTime() + SOON.toNanos();
    while (storage.log().lag() > 0) {
      assertThat(System.nanoTime()).as("every record has its position in time").isLessThan(end);
      if (storage.log().sequence(ALL) == 0) {
        Thread.onSpinWait();
      }
    }
  }

  /** The types of what a watch sees, up to one of the type {@code last}. */
  protected static List<String> seen(Watch watch, String last) {
    List<String> types = new ArrayList<>();
    long end = System.nanoTime() + SOON.toNanos();
    while (!types.contains(last)) {
      assertThat(System.nanoTime()).as("%s in time, not only %s", last, types).isLessThan(end);
      watch.next(Duration.ofMillis(100)).forEach(record -> types.add(record.type()));
    }
    return types;
  }

  /** All records of the Context of these types, in order. */
  protected final List<EventRecord> records(String... types) {
    return records(context.contextId(), types);
  }

  /** All records of the tenant of these types, in order. */
  protected final List<EventRecord> tenantRecords(String... types) {
    return records(null, types);
  }

  private List<EventRecord> records(@Nullable ContextId contextId, String... types) {
    awaitPositions();
    List<EventRecord> found = new ArrayList<>();
    long after = 0;
    List<EventRecord> page;
    do {
      page = mplp.events().read(contextId, after, ALL);
      for (EventRecord record : page) {
        after = record.position();
        if (List.of(types).contains(record.type())) {
          found.add(record);
        }
      }
    } while (page.size() == ALL);
    return found;
  }
}
