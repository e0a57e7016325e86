package dev.mplp.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mplp.MplpException;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Phase;
import dev.mplp.spi.StepState;
import dev.mplp.spi.StorageException;
import dev.mplp.tck.FaultyStorage;
import dev.mplp.tck.FaultyStorage.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FaultyStorageTest {

  private static final Duration LEASE = Duration.ofMinutes(1);

  private final InMemoryStorage storage = InMemoryStorage.create();

  private static ChangeSet set() {
    return ChangeSet.builder("acme")
        .add(new Change.AppendLog(LogEntry.of("a", null, new byte[0])))
        .build();
  }

  @Test
  void before_nothingHappens_andTryingAgainHelps() {
    FaultyStorage faulty = FaultyStorage.of(storage);
    faulty.failNext(Fault.BEFORE);

    assertThatThrownBy(() -> faulty.commit(set()))
        .isInstanceOf(StorageException.class)
        .matches(e -> ((MplpException) e).retryable());

    assertThat(storage.log().head()).isZero();
    assertThat(faulty.commit(set()).isCommitted()).isTrue();
    assertThat(faulty.faults()).isEqualTo(1);
  }

  @Test
  void after_everythingHappened_andRepeatingFindsOut() {
    FaultyStorage faulty = FaultyStorage.of(storage);
    ChangeSet set = set();
    faulty.failNext(Fault.AFTER);

    assertThatThrownBy(() -> faulty.commit(set)).isInstanceOf(OutcomeUnknownException.class);

    assertThat(storage.log().head()).isEqualTo(1);
    assertThat(faulty.commit(set).isCommitted()).isTrue();
    assertThat(storage.log().head()).isEqualTo(1);
  }

  @Test
  void claimAndExtend_failBeforeAndAfter() {
    FaultyStorage faulty = FaultyStorage.of(storage);
    UUID worker = faulty.work().register("worker", LEASE);
    UUID execution = UUID.randomUUID();
    storage.commit(
        ChangeSet.builder("acme")
            .add(
                new Change.StartExecution(
                    execution,
                    "context",
                    UUID.randomUUID(),
                    0,
                    Phase.OPEN,
                    List.of(
                        new Change.NewStep(
                            0, UUID.randomUUID(), "", List.of(), StepState.WAITING, new byte[0]))))
            .build());

    faulty.failNext(Fault.BEFORE);
    assertThatThrownBy(() -> faulty.work().claim(worker, null, 1))
        .isInstanceOf(StorageException.class);
    assertThat(storage.work().step("acme", execution, 0).orElseThrow().attempt()).isZero();

    faulty.failNext(Fault.AFTER);
    assertThatThrownBy(() -> faulty.work().claim(worker, null, 1))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(storage.work().step("acme", execution, 0).orElseThrow().attempt()).isEqualTo(1);

    faulty.failNext(Fault.AFTER);
    assertThatThrownBy(() -> faulty.work().extend(worker, LEASE))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(faulty.work().extend(worker, LEASE).alive()).isTrue();
  }

  @Test
  void sameSeed_sameFaults_atTheGivenRates() {
    List<String> first = faults(7);

    assertThat(first).isEqualTo(faults(7)).isNotEqualTo(faults(8));
    assertThat(first).filteredOn("STORAGE_UNAVAILABLE"::equals).hasSizeBetween(150, 250);
    assertThat(first).filteredOn("OUTCOME_UNKNOWN"::equals).hasSizeBetween(70, 130);
  }

  private static List<String> faults(long seed) {
    InMemoryStorage empty = InMemoryStorage.create();
    FaultyStorage faulty = new FaultyStorage(empty, seed, 0.2, 0.1);
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Throwable fault = catchThrowable(() -> faulty.commit(set()));
      faults.add(fault instanceof MplpException known ? known.code() : "none");
    }
    assertThat(empty.log().head())
        .isEqualTo(faults.stream().filter(code -> !code.equals("STORAGE_UNAVAILABLE")).count());
    return faults;
  }

  @Test
  void recover_nothingFailsAnyMore() {
    FaultyStorage faulty = new FaultyStorage(storage, 1, 0.5, 0.5);
    assertThat(catchThrowable(() -> faulty.commit(set()))).isInstanceOf(MplpException.class);
    faulty.failNext(Fault.BEFORE);
    faulty.recover();
    for (int i = 0; i < 100; i++) {
      assertThat(faulty.commit(set()).isCommitted()).isTrue();
    }
  }
}
