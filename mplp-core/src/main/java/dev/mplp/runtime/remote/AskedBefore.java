package dev.mplp.runtime.remote;

import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Claim;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What agents were asked about a step before it was claimed.
 *
 * @param present the request that the claimed attempt goes on with; null when it has made none
 * @param former what other attempts left behind, in another run or before the step was revised
 */
public record AskedBefore(@Nullable ParkedStep present, List<ParkedStep> former) {

  private static final int MOST = 10;
  private static final AskedBefore NOTHING = new AskedBefore(null, List.of());

  /** What there is about the claimed step. */
  public static AskedBefore of(Storage storage, Claim claim) {
    if (claim.attempt() == 1) {
      return NOTHING;
    }
    String step = RequestId.step(claim.executionId(), claim.index());
    List<ParkedStep> found =
        storage
            .list(
                new DocumentQuery(claim.tenant(), Kinds.REMOTE_STEP, Map.of("step", step), 0, MOST))
            .stream()
            .map(ParkedStep::of)
            .toList();
    return new AskedBefore(
        found.stream().filter(one -> one.isOf(claim)).findFirst().orElse(null),
        found.stream().filter(one -> !one.isOf(claim)).toList());
  }
}
