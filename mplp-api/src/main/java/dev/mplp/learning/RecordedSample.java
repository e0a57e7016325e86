package dev.mplp.learning;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A sample as it is stored.
 *
 * @param sample what was learnt
 * @param origin what from
 * @param recordedAt when it was recorded, by the storage's clock
 */
public record RecordedSample(FamilySample sample, SampleOrigin origin, Instant recordedAt) {

  /** Refuses nulls. */
  public RecordedSample {
    requireNonNull(sample, "sample");
    requireNonNull(origin, "origin");
    requireNonNull(recordedAt, "recordedAt");
  }
}
