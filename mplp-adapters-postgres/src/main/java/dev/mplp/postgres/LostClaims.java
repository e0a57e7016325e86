package dev.mplp.postgres;

import dev.mplp.spi.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds the claims again whose answer was lost with a connection. Without it their steps would stay
 * RUNNING under a worker that is alive and knows nothing of them.
 *
 * <p>Every claim of a worker has a number, which is stored with the steps it got. When the answer
 * to a claim is lost, the worker's row is locked (a claim in progress ends first) and claims up to
 * that number are shut out (one that is still on its way finds no worker). Then the steps with that
 * number are exactly what the lost claim got, and they are the answer to the next claim.
 */
final class LostClaims {

  private final Database database;
  private final String lockWorker;
  private final String shutOut;
  private final String find;
  private final Map<UUID, Calls> callsByWorker = new ConcurrentHashMap<>();

  LostClaims(Database database) {
    this.database = database;
    Sql sql = database.sql();
    lockWorker = sql.of("select id from {worker} where id = ? for update");
    shutOut = sql.of("update {worker} set first_call = greatest(first_call, ?) where id = ?");
    find =
        sql.of(
            """
            select e.tenant, e.id, e.run_id, e.context_id, s.idx, s.step_id, s.role, s.attempt,
                   s.failures, s.lost, s.parked, s.started_at, s.payload, e.compensates
              from {step_run} s join {execution} e on e.num = s.execution
             where s.worker = ? and s.state = {RUNNING} and s.call = any(?)
             order by s.turn""");
  }

  /** The number of the worker's next claim. */
  int nextCall(UUID worker) {
    return calls(worker).next.incrementAndGet();
  }

  /** The answer to this claim did not arrive. */
  void lost(UUID worker, int call) {
    Calls calls = calls(worker);
    synchronized (calls) {
      calls.lost.add(call);
    }
  }

  /** Whether claims of the worker are to be found again. */
  boolean areThere(UUID worker) {
    Calls calls = calls(worker);
    synchronized (calls) {
      return !calls.lost.isEmpty() || !calls.found.isEmpty();
    }
  }

  void forget(UUID worker) {
    callsByWorker.remove(worker);
  }

  /** Claims that were found again, at most {@code max}; each is handed out once. */
  List<Claim> found(UUID worker, int max) {
    Calls calls = calls(worker);
    Set<Integer> lost;
    synchronized (calls) {
      if (calls.lost.isEmpty() && calls.found.isEmpty()) {
        return List.of();
      }
      lost = new HashSet<>(calls.lost);
      calls.lost.clear();
    }
    List<Claim> again = List.of();
    boolean done = false;
    try {
      again = lost.isEmpty() ? again : find(worker, lost);
      done = true;
    } finally {
      synchronized (calls) {
        if (done) {
          calls.found.addAll(again);
        } else {
          calls.lost.addAll(lost);
        }
      }
    }
    List<Claim> handedOut = new ArrayList<>();
    synchronized (calls) {
      while (handedOut.size() < max && !calls.found.isEmpty()) {
        handedOut.add(calls.found.remove());
      }
    }
    return handedOut;
  }

  private List<Claim> find(UUID worker, Set<Integer> lost) {
    return database.transactRepeatable((connection, last) -> find(connection, worker, lost));
  }

  private List<Claim> find(Connection connection, UUID worker, Set<Integer> lost)
      throws SQLException {
    int last = lost.stream().mapToInt(Integer::intValue).max().orElseThrow();
    new Query(lockWorker).with(worker).list(connection, Row::uuid);
    new Query(shutOut).with(last + 1).with(worker).update(connection);
    return new Query(find).with(worker).withInts(lost).list(connection, ClaimSteps::claim);
  }

  private Calls calls(UUID worker) {
    return callsByWorker.computeIfAbsent(worker, w -> new Calls());
  }

  private static final class Calls {
    final AtomicInteger next = new AtomicInteger();
    final Set<Integer> lost = new HashSet<>();
    final Queue<Claim> found = new ArrayDeque<>();
  }
}
