package dev.mplp.learning;

import dev.mplp.model.JsonObject;
import java.time.Instant;

/**
 * What was learnt at one point of an execution, by family.
 *
 * <p>Two families have parts of a fixed form and a schema each; the others are {@link CoreSample}s.
 * Members beyond the schema are allowed and kept.
 */
public sealed interface FamilySample permits CoreSample, IntentSample, DeltaSample {

  /** Its identifier: any UUID, text kept as it is. */
  String sampleId();

  /** What kind of lesson it is, such as {@code pipeline_outcome}. */
  String sampleFamily();

  /** When it was made. */
  Instant createdAt();

  /** Further members, in the order in which they were given. */
  JsonObject extra();
}
