package dev.mplp.runtime.administration;

import dev.mplp.MplpException;
import dev.mplp.administration.Keep;
import dev.mplp.administration.Retained;
import dev.mplp.administration.RetentionPolicy;
import dev.mplp.administration.Sweep;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.StorageException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sweep of a tenant by a policy, or the preview of one.
 *
 * <ol>
 *   <li>What is over is listed by its index value, oldest first, a page at a time; the pages that
 *       follow begin where the last one ended.
 *   <li>Each document that is beyond a limit is removed, in a commit of its own.
 *   <li>The search ends with the first page of documents that were all created after the border of
 *       age and are not too many. So it costs what it removes, and what lived across the border.
 * </ol>
 */
final class SweepTenant {

  private static final Logger LOG = LoggerFactory.getLogger(SweepTenant.class);

  /** How far a preview counts. */
  static final int PREVIEW = 10_000;

  private final Caller caller;
  private final RetentionPolicy policy;
  private final @Nullable Runnable begins;
  private final BooleanSupplier goesOn;
  private final Map<Retained, Integer> removed = new EnumMap<>(Retained.class);
  private final Map<Retained, Integer> held = new EnumMap<>(Retained.class);

  private SweepTenant(
      Caller caller, RetentionPolicy policy, BooleanSupplier goesOn, @Nullable Runnable begins) {
    this.caller = caller;
    this.policy = policy;
    this.goesOn = goesOn;
    this.begins = begins;
  }

  /**
   * A sweep of the caller's tenant.
   *
   * @param begins run before anything is removed, maybe more than once
   * @param goesOn asked before each batch
   */
  SweepTenant(Caller caller, RetentionPolicy policy, Runnable begins, BooleanSupplier goesOn) {
    this(caller, policy, goesOn, begins);
  }

  /** One that only counts. */
  static SweepTenant preview(Caller caller, RetentionPolicy policy) {
    return new SweepTenant(caller, policy, () -> true, null);
  }

  void run(List<Target> targets) {
    for (Target target : targets) {
      policy.keep(target.retained()).ifPresent(keep -> sweep(target, keep));
    }
    SweepJournal journals = new SweepJournal(caller, this);
    policy.keep(Retained.SAMPLES).ifPresent(journals::samples);
    policy.keep(Retained.INTEGRATIONS).ifPresent(journals::integrations);
    policy.keep(Retained.LOG).ifPresent(keep -> new SweepLog(caller, this).run(keep));
  }

  /** What it came to so far. */
  Sweep result() {
    return new Sweep(removed, held);
  }

  /** Something is about to be removed. */
  void begins() {
    if (begins != null) {
      begins.run();
    }
  }

  /** What is over since before this moment goes; null when age does not matter. */
  @Nullable Instant cutoff(Keep keep) {
    return keep.age() == null ? null : caller.now().minus(keep.age());
  }

  private void sweep(Target target, Keep keep) {
    Instant cutoff = cutoff(keep);
    long after = 0;
    int passed = 0;
    boolean more = true;
    while (more && mayGoOn(target.retained())) {
      int tooMany = tooMany(target, keep, passed);
      List<Document> page = page(target, after);
      boolean found = false;
      boolean searchEnds = true;
      for (Document document : page) {
        after = document.order();
        Target.Times times = target.times().apply(document);
        searchEnds &= times.endsTheSearch(cutoff);
        if (tooMany <= 0 && !times.isOver(cutoff)) {
          passed++;
          continue;
        }
        tooMany--;
        found = true;
        boolean goes = remove(target, document);
        passed += goes && !isPreview() ? 0 : 1;
      }
      more = page.size() == policy.batch() && (found || !searchEnds);
    }
  }

  /**
   * How many of the documents that were not passed yet are beyond the limit of their number.
   *
   * @param passed how many stay listed before them
   */
  private int tooMany(Target target, Keep keep, int passed) {
    if (keep.count() == null) {
      return 0;
    }
    DocumentQuery all =
        new DocumentQuery(caller.tenant(), target.kind(), target.where(), 0, policy.batch());
    int most = keep.count() + passed + policy.batch();
    return caller.storage().count(all, most) - keep.count() - passed;
  }

  private List<Document> page(Target target, long after) {
    return caller
        .storage()
        .list(
            new DocumentQuery(
                caller.tenant(), target.kind(), target.where(), after, policy.batch()));
  }

  /** True when it went, or would go. */
  private boolean remove(Target target, Document document) {
    begins();
    boolean gone = isPreview() || purge(target, document);
    count(gone ? removed : held, target.retained(), 1);
    return gone;
  }

  /**
   * What cannot go now stays until the next time, whatever the reason; a storage that fails ends.
   */
  private static boolean purge(Target target, Document document) {
    try {
      return target.purge().test(document);
    } catch (StorageException | OutcomeUnknownException e) {
      throw e;
    } catch (MplpException e) {
      LOG.debug("{} {} stays: {}", target.kind(), document.key().id(), e.getMessage());
      return false;
    }
  }

  /** Rests, and tells whether another batch may follow. */
  boolean mayGoOn(Retained retained) {
    boolean enough = isPreview() && removed.getOrDefault(retained, 0) >= PREVIEW;
    if (enough || !goesOn.getAsBoolean()) {
      return false;
    }
    if (!isPreview() && !policy.pause().isZero()) {
      Pause.millis(policy.pause().toMillis());
    }
    return !Thread.currentThread().isInterrupted();
  }

  void removed(Retained retained, int count) {
    count(removed, retained, count);
  }

  void held(Retained retained, int count) {
    count(held, retained, count);
  }

  boolean isPreview() {
    return begins == null;
  }

  int batch() {
    return policy.batch();
  }

  private static void count(Map<Retained, Integer> counts, Retained retained, int count) {
    if (count > 0) {
      counts.merge(retained, count, Integer::sum);
    }
  }
}
