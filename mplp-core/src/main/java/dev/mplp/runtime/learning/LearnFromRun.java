package dev.mplp.runtime.learning;

import dev.mplp.learning.SampleFamily;
import dev.mplp.learning.SampleOrigin;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Pause;
import dev.mplp.runtime.store.Times;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LogTruncatedException;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the learning samples of a run, for executions that ask for them, off the path of the
 * engine.
 *
 * <ol>
 *   <li>The commit that ends a run sets a timer.
 *   <li>Whoever fires it reads a stretch of the records of the run, writes the samples in small
 *       commits, and moves the timer with the place where it has come to; then comes the next
 *       stretch. The commit of the last one removes the timer.
 *   <li>When it dies in between, another one goes on at the place in the timer. Samples have the
 *       identifiers of their records, and commits that of their run and number: what was written
 *       stays as it is.
 * </ol>
 */
public final class LearnFromRun {

  private static final Logger LOG = LoggerFactory.getLogger(LearnFromRun.class);
  private static final int STRETCH = 2_000;

  /** While somebody is at a stretch, nobody else begins it. */
  private static final Duration HELD = Duration.ofSeconds(30);

  /** So often it is looked whether every record has its position; 1 s together. */
  private static final int LOOKS = 50;

  private static final long REST = 20;

  private final Storage storage;
  private final Commits commits;
  private final int stretch;

  /** Learns from the runs in a storage. */
  public LearnFromRun(Storage storage, Commits commits) {
    this(storage, commits, STRETCH);
  }

  /**
   * Learns from the runs in a storage.
   *
   * @param stretch how many records are read before the place is stored
   */
  LearnFromRun(Storage storage, Commits commits, int stretch) {
    this.storage = storage;
    this.commits = commits;
    this.stretch = stretch;
  }

  /** Sets the timer for a run that ends. */
  public static Change afterwards(
      UUID runId, SampleOrigin origin, Set<SampleFamily> families, Instant now) {
    Progress begin = Progress.begin(runId, origin, families);
    return new Change.PutTimer(Kinds.TIMER_LEARNING, runId.toString(), now, begin.bytes());
  }

  /**
   * Makes the samples of the next stretch of a run; left to a later call while records of it have
   * no position.
   *
   * @return the timer with what is left to do, to be handed in again; null when nothing is, or not
   *     now
   */
  public @Nullable Timer next(Timer timer) {
    Progress at = Progress.of(timer);
    try {
      Stretch read;
      do { // where too much is under way for the timer to tell, the place is stored further on
        read = positioned(timer.tenant(), at);
        if (read == null) {
          return null;
        }
        new WriteSamples(storage, commits, timer.tenant(), at).run(read.samples());
        at = read.upTo();
      } while (!read.isLast() && !at.isStorable());
      if (read.isLast()) {
        remove(timer);
        return null;
      }
      return moved(timer, at);
    } catch (LogTruncatedException e) {
      LOG.warn("run {} teaches nothing more: {}", at.runId(), e.getMessage());
      remove(timer);
      return null;
    }
  }

  private @Nullable Stretch positioned(String tenant, Progress from) {
    Stretch read = Stretch.read(storage.log(), tenant, from, stretch);
    for (int i = 1; read == null && i < LOOKS; i++) {
      Pause.millis(REST);
      read = Stretch.read(storage.log(), tenant, from, stretch);
    }
    return read;
  }

  private Timer moved(Timer timer, Progress upTo) {
    Instant due = Times.micros(storage.now()).plus(HELD);
    byte[] body = upTo.bytes();
    // sets it anew, should somebody who was quicker have removed it: then all is done again, and
    // nothing comes of it
    var unused =
        commits.commit(
            ChangeSet.builder(timer.tenant())
                .add(new Change.PutTimer(timer.kind(), timer.id(), due, body))
                .build());
    return new Timer(timer.tenant(), timer.kind(), timer.id(), due, body);
  }

  private void remove(Timer timer) {
    // conflicts when somebody else has done it
    var unused =
        commits.commit(
            ChangeSet.builder(timer.tenant())
                .add(new Change.RemoveTimer(timer.kind(), timer.id()))
                .build());
  }
}
