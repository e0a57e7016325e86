package dev.mplp.runtime.crypto;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Claim;
import dev.mplp.spi.OutcomeUnknownException;
import dev.mplp.spi.Settlement;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims as a worker gets them. Steps that cannot be read here, because a key is missing, are given
 * back at once and undone: for whoever has the key, and without counting as lost with their worker.
 */
final class ReadableClaims {

  private static final Logger LOG = LoggerFactory.getLogger(ReadableClaims.class);

  private final Storage storage;
  private final Bodies bodies;
  private final AtomicLong unreadable = new AtomicLong();

  /**
   * Reads claims.
   *
   * @param storage the one behind, where they are given back
   */
  ReadableClaims(Storage storage, Bodies bodies) {
    this.storage = storage;
    this.bodies = bodies;
  }

  /** How many were given back so far. */
  long unreadable() {
    return unreadable.get();
  }

  /**
   * Those that can be read; none when there were none.
   *
   * @throws StorageException when there were some, none of which can be read
   * @throws OutcomeUnknownException when some could not be given back
   */
  List<Claim> some(List<Claim> claims, UUID worker) {
    Read read = read(claims, worker);
    if (read.reason != null && read.claims.isEmpty()) {
      throw new StorageException(
          false,
          "no step that was claimed can be read here, they are given back: "
              + read.reason.getMessage(),
          read.reason);
    }
    return read.claims;
  }

  /** Those that can be read, also when there are none. */
  List<Claim> any(List<Claim> claims, UUID worker) {
    return read(claims, worker).claims;
  }

  /**
   * What was read.
   *
   * @param reason why the others could not be, null when there are none
   */
  private record Read(List<Claim> claims, @Nullable StorageException reason) {}

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private Read read(List<Claim> claims, UUID worker) {
    List<Claim> read = new ArrayList<>();
    List<Claim> others = new ArrayList<>();
    StorageException reason = null;
    for (Claim claim : claims) {
      try {
        read.add(decrypted(claim));
      } catch (StorageException e) {
        others.add(claim);
        reason = e;
      }
    }
    if (reason != null) {
      LOG.warn("{} steps are given back: {}", others.size(), reason.getMessage());
      giveBack(others, worker);
    }
    return new Read(read, reason);
  }

  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  private void giveBack(List<Claim> claims, UUID worker) {
    unreadable.addAndGet(claims.size());
    List<ChangeSet> sets = new ArrayList<>();
    for (Claim claim : claims) {
      Change back =
          new Change.SettleStep(
              claim.executionId(),
              claim.index(),
              claim.attempt(),
              worker,
              new Settlement.Release(),
              null);
      sets.add(ChangeSet.builder(claim.tenant()).add(back).build());
    }
    try {
      storage.commit(sets);
    } catch (StorageException e) {
      throw new OutcomeUnknownException("steps were claimed: " + e.getMessage(), e);
    }
  }

  private Claim decrypted(Claim claim) {
    return new Claim(
        claim.tenant(),
        claim.executionId(),
        claim.runId(),
        claim.contextId(),
        claim.index(),
        claim.stepId(),
        claim.role(),
        claim.attempt(),
        claim.failures(),
        claim.lost(),
        claim.continued(),
        claim.startedAt(),
        bodies.payload(claim.tenant(), claim.executionId(), claim.stepId(), claim.payload()),
        claim.compensates());
  }
}
