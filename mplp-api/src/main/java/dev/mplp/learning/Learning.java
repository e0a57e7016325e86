package dev.mplp.learning;

import dev.mplp.Violation;
import dev.mplp.event.Feed;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learning samples: what executions and people teach, kept for training and analysis. A sample is
 * stored once and never changed; the log tells its name and family, not its content, so that
 * deleting it deletes it.
 *
 * <p>An authorizer is asked for {@code learning.record}, {@code .read}, {@code .list}, {@code
 * .export} and {@code .delete}.
 */
public interface Learning {

  /**
   * Records a sample. Recording the same again changes nothing and gives what is stored.
   *
   * @param origin what it was learnt from; a Plan without its Context is completed
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS} when another sample has its
   *     identifier, {@code NOT_IN_CONTEXT} when the Plan is of another Context
   * @throws dev.mplp.NotFoundException when there is no such Context or Plan
   * @throws dev.mplp.ValidationException when {@link #validate} finds anything
   */
  RecordedSample record(FamilySample sample, SampleOrigin origin);

  /**
   * What is wrong with a sample: limits of the storage, and invariants of the protocol, which ask
   * for more than the schema, such as an identifier of version 4. Empty when it can be recorded.
   */
  List<Violation> validate(FamilySample sample);

  /**
   * The sample of a JSON text, by its family: an {@link IntentSample}, a {@link DeltaSample}, else
   * a {@link CoreSample}.
   *
   * @throws dev.mplp.ValidationException with all violations when it is none
   */
  FamilySample parse(String json);

  /**
   * The sample with this identifier, in any case.
   *
   * @throws dev.mplp.NotFoundException when there is none
   */
  RecordedSample get(String sampleId);

  /**
   * Samples, oldest first. With a range of time a page may have fewer than {@code limit}, even
   * none, and still have a next one: a call looks at no more than a bounded stretch of time.
   *
   * @param after where a former page ended; null for the beginning
   * @param limit 1 to 500
   */
  Page<RecordedSample> list(SampleFilter filter, @Nullable Cursor after, int limit);

  /**
   * Follows what is recorded.
   *
   * @param contextId only what was learnt from this Context; null for all of the tenant
   * @param after 0 for the beginning, else where a former feed had come to
   */
  Feed<RecordedSample> watch(@Nullable ContextId contextId, long after);

  /**
   * Writes samples in their wire form, each on a line of its own (NDJSON, UTF-8, LF), page by page:
   * it needs no more memory for many. The stream stays open.
   *
   * @return how many were written
   * @throws IOException when the stream fails
   */
  long export(SampleFilter filter, OutputStream out) throws IOException;

  /**
   * Deletes samples that were recorded before a time, the oldest first.
   *
   * @param limit at most so many, 1 to 500
   * @return how many were deleted; when {@code limit}, there may be more
   */
  int deleteBefore(Instant recordedBefore, int limit);

  /**
   * Deletes one sample.
   *
   * @throws dev.mplp.NotFoundException when there is none
   */
  void delete(String sampleId);
}
