package dev.mplp.runtime.sharing;

import dev.mplp.observe.Replica;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.runtime.live.LiveLog;
import dev.mplp.runtime.live.SendRecords;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.SharedMemoryHealth;
import dev.mplp.spi.Storage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a runtime shares with others, from its start to its end. */
public final class Shared implements AutoCloseable {

  private static final long TIDY = 1_000;

  private final @Nullable SharedMemory memory;
  private final boolean owned;
  private final @Nullable CallGate gate;
  private final @Nullable Replicas replicas;
  private final @Nullable PayloadCipher cipher;
  private volatile @Nullable LiveLog liveLog;
  private volatile @Nullable SendRecords sender;

  /**
   * What is shared.
   *
   * @param memory null when nothing is
   * @param owned whether the memory is closed with it
   * @param gate for calls from outside, null when they are not limited
   * @param cipher encrypts what is said to others, null to say it readable
   * @param name of this replica, for people
   */
  public Shared(
      @Nullable SharedMemory memory,
      boolean owned,
      @Nullable CallGate gate,
      @Nullable PayloadCipher cipher,
      String name) {
    this.cipher = cipher;
    this.memory = memory;
    this.owned = owned;
    this.gate = gate;
    this.replicas = memory == null ? null : new Replicas(memory.presence(), name);
  }

  /** Nothing is shared and nothing limited. */
  public static Shared nothing() {
    return new Shared(null, false, null, null, "");
  }

  /**
   * Begins to announce this replica, and to say and hear what is new in the log.
   *
   * @param clock stopped before this is closed
   * @param storage of the runtime, decrypted where it is encrypted
   * @param grown is run when something new was heard
   * @param sequencing whether this replica gives the positions
   */
  public void start(
      ScheduledExecutorService clock, Storage storage, Runnable grown, BooleanSupplier sequencing) {
    if (memory == null || replicas == null) {
      return;
    }
    ScheduledFuture<?> ignored =
        clock.scheduleWithFixedDelay(
            replicas::announce, 0, Replicas.PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    LiveLog hearing = new LiveLog(memory.live(), cipher, grown);
    liveLog = hearing;
    ScheduledFuture<?> unused =
        clock.scheduleWithFixedDelay(hearing::tidy, TIDY, TIDY, TimeUnit.MILLISECONDS);
    SendRecords started = new SendRecords(storage, memory.live(), cipher, sequencing);
    sender = started;
    started.start();
  }

  /** Records got positions here. */
  public void positioned() {
    SendRecords sending = sender;
    if (sending != null) {
      sending.wake();
    }
  }

  /** What is new in the log, as others say; null when nothing is shared. */
  public @Nullable LiveLog liveLog() {
    return liveLog;
  }

  /** What calls from outside go through; null when they are not limited. */
  public @Nullable CallGate gate() {
    return gate;
  }

  /** Who is there; null when that is not known. */
  public @Nullable List<Replica> replicas() {
    return replicas == null ? null : replicas.list();
  }

  /** Figures of the memory; empty when there is none. */
  public Optional<SharedMemoryHealth> figures() {
    return Optional.ofNullable(memory).map(SharedMemory::health);
  }

  /** How the memory is; null when there is none. */
  public @Nullable Part health() {
    if (memory == null) {
      return null;
    }
    SharedMemoryHealth health = memory.health();
    SendRecords sending = sender;
    String trouble = null;
    if (!health.available()) {
      trouble = health.detail() + "; each replica goes by what it knows itself";
    } else if (sending != null && !sending.isAlive()) {
      trouble = health.detail() + "; but the thread has ended that tells of new records";
    }
    return trouble == null
        ? new Part("shared-memory", Status.UP, health.detail())
        : new Part("shared-memory", Status.DEGRADED, trouble);
  }

  @Override
  public void close() {
    SendRecords sending = sender;
    if (sending != null) {
      sending.close();
    }
    LiveLog hearing = liveLog;
    if (hearing != null) {
      hearing.close();
    }
    if (replicas != null) {
      replicas.withdraw();
    }
    if (memory != null && owned) {
      memory.close();
    }
  }
}
