package dev.mplp.context;

import dev.mplp.event.Watch;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Contexts: the scopes that everything binds to.
 *
 * <p>{@link ContextStatus} tells which status follows which, and by what.
 */
public interface Contexts {

  /** Creates a Context and activates it. */
  Context open(String title, Root root);

  /**
   * Creates a Context as given.
   *
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS}
   * @throws dev.mplp.ValidationException when it is not valid
   */
  Context create(Context context);

  /**
   * The Context.
   *
   * @throws dev.mplp.NotFoundException code {@code CONTEXT_NOT_FOUND}
   */
  Context get(ContextId contextId);

  /**
   * The Context with the version that {@link #update} takes.
   *
   * @throws dev.mplp.NotFoundException code {@code CONTEXT_NOT_FOUND}
   */
  Versioned<Context> read(ContextId contextId);

  /**
   * Replaces everything but identifier, status, creation and events, which stay as they are.
   *
   * @param version under which the caller read it
   * @throws dev.mplp.ConflictException code {@code VERSION_CONFLICT} when it was changed since,
   *     {@code LOCKED} when its governance forbids changes, {@code READ_ONLY_PART} when the status
   *     is another one than the stored: that is changed by the transitions below
   * @throws dev.mplp.ValidationException when it is not valid
   */
  Versioned<Context> update(Context context, long version);

  /**
   * Contexts, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500; a page may have fewer although there is a next one
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<ContextSummary> list(ContextFilter filter, @Nullable Cursor after, int limit);

  /** draft or suspended to active; what was parked by {@link #suspend} goes on. */
  Context activate(ContextId contextId);

  /** active to suspended: executions park what is not yet running. */
  Context suspend(ContextId contextId, @Nullable String reason);

  /** To closed: executions are cancelled. */
  Context close(ContextId contextId, @Nullable String reason);

  /** closed to archived. */
  Context archive(ContextId contextId);

  /**
   * Removes an archived Context for good, with its shared state. The log keeps its records, and one
   * that tells of the removal.
   *
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} when it is not archived, {@code
   *     CONTEXT_NOT_EMPTY} while other objects belong to it: purge those first
   */
  void purge(ContextId contextId);

  /**
   * Follows what happens to this Context itself; for everything in it see {@link
   * dev.mplp.event.Events#watch}.
   *
   * @param after 0 for the beginning, else where a former watch had come to
   */
  Watch watch(ContextId contextId, long after);

  /**
   * The working state that all share who work in a Context.
   *
   * @throws dev.mplp.NotFoundException code {@code CONTEXT_NOT_FOUND}
   */
  SharedState state(ContextId contextId);

  /**
   * What is to be reached in a Context.
   *
   * @throws dev.mplp.NotFoundException code {@code CONTEXT_NOT_FOUND}
   */
  Goals goals(ContextId contextId);

  /**
   * The tenant's own Context, for what belongs to no piece of work: it is created when it is first
   * asked for, once, however many ask at the same time.
   */
  Context system();

  /**
   * Checks all that is stored of a Context: the invariants of the protocol, that whatever is named
   * is there, versions, and that every object is what the log tells of it. While a run is under
   * way, the statuses of its steps may be told as differing. Where the beginning of the log is no
   * longer kept, there is a warning {@code pruned} instead of the comparison with it. With the
   * {@linkplain #system() system Context} go the Roles of the tenant: what ties them, who holds
   * them, and what they are found by are compared with the log as well.
   *
   * <p>Any number of objects and records can be verified: they are read page by page. What the log
   * tells of objects is held for the comparison up to a limit; where it is more, they are compared
   * in parts, each of which reads the Context and its log once more.
   *
   * @throws dev.mplp.NotFoundException code {@code CONTEXT_NOT_FOUND}
   * @throws dev.mplp.NewerFormException when a later version wrote some of it
   */
  Verification verify(ContextId contextId);

  /**
   * What there is in a Context and how it hangs together, as stored.
   *
   * @throws dev.mplp.NotFoundException code {@code CONTEXT_NOT_FOUND}
   * @throws dev.mplp.TooLargeException when the Context has more than {@link
   *     dev.mplp.flow.Flows#MOST_IN_ONE_PIECE} objects and parts: take it element by element
   */
  SemanticGraph graph(ContextId contextId);

  /**
   * The same, element by element, of Contexts of any size: each object with its parts and what
   * binds them. An edge may be told twice, and before the node that it leads to.
   *
   * @throws dev.mplp.NotFoundException code {@code CONTEXT_NOT_FOUND}
   */
  void graph(ContextId contextId, Consumer<SemanticGraph.Element> sink);

  /**
   * The same graph, from the records of the log alone; empty for a Context that it does not know.
   *
   * @throws dev.mplp.spi.LogTruncatedException when the beginning of the log is no longer kept
   */
  SemanticGraph graphFromLog(ContextId contextId);
}
