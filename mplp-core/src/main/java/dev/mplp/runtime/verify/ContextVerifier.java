package dev.mplp.runtime.verify;

import dev.mplp.context.SemanticGraph;
import dev.mplp.context.Verification;
import dev.mplp.context.Verification.Finding;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ObjectRef;
import dev.mplp.runtime.flow.ContextObjects;
import dev.mplp.runtime.invariant.Scopes;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.role.VerifyRoles;
import dev.mplp.spi.LogTruncatedException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks all that is stored of a Context, and draws it as a graph.
 *
 * <p>Objects and records are read page by page. Only what the log tells of objects is held, in as
 * many parts as are needed to keep each of them small: the objects are divided by their
 * identifiers, and each part reads all again.
 */
public final class ContextVerifier {

  /** While others change the Context meanwhile, what was read twice is not one state. */
  private static final int TRIES = 5;

  /** Bytes of records of which a part is rebuilt: objects in memory take some times as many. */
  private static final long MOST_BYTES = 16L << 20;

  private final Caller caller;
  private final ContextObjects contents;
  private final ContextLog log;

  /** Verifies what the caller may read. */
  public ContextVerifier(Caller caller, ContextObjects contents) {
    this.caller = caller;
    this.contents = contents;
    this.log = new ContextLog(caller);
  }

  /** See {@link dev.mplp.context.Contexts#verify}. */
  public Verification verify(ContextId contextId) {
    for (int i = 1; ; i++) {
      long head = caller.storage().log().head();
      log.settle();
      Verification found = parts(contextId);
      boolean isStill = caller.storage().log().head() == head;
      if (found.findings().isEmpty() || isStill || i == TRIES) {
        return found;
      }
    }
  }

  private Verification parts(ContextId contextId) {
    Slice slice = Slice.whole(MOST_BYTES);
    Findings findings = new Findings();
    ObjectChecks checks = new ObjectChecks(caller, findings);
    while (true) {
      try {
        part(contextId, slice, checks, findings);
        if (slice.isLast()) {
          findings.addAll(VerifyRoles.ofSystem(caller, contextId));
          return new Verification(contextId, checks.count(), findings.all("context " + contextId));
        }
        slice = slice.next();
      } catch (Slice.TooLarge e) {
        slice = slice.finer();
        findings = new Findings();
        checks = new ObjectChecks(caller, findings);
      }
    }
  }

  private void part(ContextId contextId, Slice slice, ObjectChecks checks, Findings findings) {
    Map<ObjectRef, JsonObject> told = told(contextId, slice, findings);
    Set<String> passedOver = new HashSet<>();
    contents.each(
        contextId,
        slice::has,
        object -> checks.accept(object, told),
        (module, id) -> {
          passedOver.add(id);
          checks.tooLarge(module, id);
        });
    checks.end(told, passedOver);
  }

  /** What the log tells of objects; null when it does not tell all. */
  private @Nullable Map<ObjectRef, JsonObject> told(
      ContextId contextId, Slice slice, Findings findings) {
    try {
      ContextLog.Rebuilt told = log.rebuild(contextId, slice);
      events(told.events(), findings);
      if (slice.isFirst() && told.erased() > 0) {
        findings.add(
            pruned(
                contextId,
                told.erased() + " records of the log were erased in part; their digests are kept"));
      }
      return told.objects();
    } catch (LogTruncatedException e) {
      if (slice.isFirst()) {
        findings.add(
            pruned(
                contextId,
                "the log keeps only records from position "
                    + e.oldest()
                    + " on: what is stored is not compared with it"));
      }
      return null;
    }
  }

  private static Finding pruned(ContextId contextId, String message) {
    return new Finding("pruned", "context " + contextId, message, false);
  }

  /** What the profiles demand, and the invariants about the events of sessions. */
  private static void events(ProfileEvents events, Findings findings) {
    findings.addAll(events.findings());
    Scopes.Builder scopes = Scopes.builder();
    events.ofSessions().forEach(event -> scopes.add("map_event", event));
    findings.addAll(Invariants.violations(scopes));
  }

  /** See {@link dev.mplp.context.Contexts#graph(ContextId)}. */
  public SemanticGraph graph(ContextId contextId) {
    return GraphBuilder.of(ComparedForm.of(contents.all(contextId)));
  }

  /** See {@link dev.mplp.context.Contexts#graph(ContextId, Consumer)}. */
  public void graph(ContextId contextId, Consumer<SemanticGraph.Element> sink) {
    contents.each(
        contextId,
        id -> true,
        object -> {
          Map<ObjectRef, JsonObject> one =
              Map.of(ComparedForm.ref(object), ComparedForm.of(object));
          SemanticGraph graph = GraphBuilder.of(one);
          graph.nodes().forEach(sink);
          graph.edges().forEach(sink);
        });
  }

  /** The graph that follows from the log alone. */
  public SemanticGraph graphOfLog(ContextId contextId) {
    log.settle();
    return GraphBuilder.of(log.rebuild(contextId, Slice.whole(Long.MAX_VALUE)).objects());
  }
}
