package dev.mplp.postgres;

import dev.mplp.postgres.ServedPairs.Pair;
import dev.mplp.spi.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes claimable steps RUNNING: in the common case one statement, one round trip, one transaction.
 *
 * <ol>
 *   <li>The worker's row is share-locked, so that it is not reaped at the same time.
 *   <li>{@link ServedPairs} finds the pairs of role and tenant whose turn it is; each has its share
 *       of the claim.
 *   <li>Of each pair the steps with the lowest turn are locked; those that somebody else has locked
 *       are skipped, so claims never wait for each other.
 *   <li>They are made RUNNING, and their {@code step.started} records are written.
 * </ol>
 *
 * <p>When the shares left something over, a second statement takes it from whoever has more.
 *
 * <p>Rows are changed where they were found, as in {@link SettleSteps}. A step that was claimed and
 * handed back between the look and its lock is not found again; whoever handed it back has told
 * that there is work.
 */
final class ClaimSteps {

  private static final String PICKED =
      """
            picked as materialized (
              select s.execution, s.idx, p.place
                from served p cross join lateral (
                  select s.execution, s.idx from {step_run} s
                   where s.state = {CLAIMABLE} and s.idx >= 0
                     and s.role = p.role and s.tenant = p.tenant
                   order by s.turn
                   limit (select ceil(a.most::float8 / least(?, (select count(*) from served)))::int
                            from alive a)
                     for no key update skip locked) s
               limit (select a.most - (select count(*) from ends) from alive a)),
      """;

  /** What would be picked, of no pair more than one of its limits leaves. */
  private static final String CANDIDATES =
      """
            candidate as materialized (
              select s.execution, s.idx, s.turn, p.place, p.role, p.tenant
                from room p cross join lateral (
                  select s.execution, s.idx, s.turn from {step_run} s
                   where s.state = {CLAIMABLE} and s.idx >= 0
                     and s.role = p.role and s.tenant = p.tenant
                   order by s.turn
                   limit least(p.many, (
                     select ceil(a.most::float8 / least(?, (select count(*) from served)))::int
                       from alive a))
                     for no key update skip locked) s
               limit (select a.most - (select count(*) from ends) from alive a))
      """;

  private final ServedPairs pairs = new ServedPairs();
  private final String due;
  private final String lockWorker;
  private final String claimOfRoles;
  private final String claimOfAll;
  private final String claimOfRolesWithinLimits;
  private final String claimOfAllWithinLimits;
  private final String lastOfRoles;
  private final String lastOfAll;

  ClaimSteps(Sql sql) {
    due =
        sql.of(
            """
            select (select true from {step_run}
                     where wake_at <= {now} and state in ({DELAYED}, {PARKED})
                     order by wake_at limit 1) is not null,
            """
                + StepLimits.ANY);
    lockWorker = sql.of("select id from {worker} where id = ? for key share");
    claimOfRoles = sql.of(claim(ServedPairs.OF_ROLES, false));
    claimOfAll = sql.of(claim(ServedPairs.OF_ALL, false));
    claimOfRolesWithinLimits = sql.of(claim(ServedPairs.OF_ROLES, true));
    claimOfAllWithinLimits = sql.of(claim(ServedPairs.OF_ALL, true));
    lastOfRoles = sql.of(last(ServedPairs.OF_ROLES));
    lastOfAll = sql.of(last(ServedPairs.OF_ALL));
  }

  private static String last(String served) {
    return "with recursive "
        + served
        + " select role, tenant from served order by place desc limit 1";
  }

  private static String claim(String served, boolean limited) {
    return """
    with recursive alive as materialized (
      select id, ?::int as call, ?::int as most from {worker}
       where id = ? and lease_until > {now} and not reaped and first_call <= ?\
    """
        + (limited ? "" : StepLimits.NONE)
        + """

             for key share),
        ends as materialized (
          select s.execution, s.idx, 0 as place from {step_run} s
           where s.state = {CLAIMABLE} and s.idx = -1
           order by s.turn limit (select most from alive)
             for no key update skip locked),
        """
        + served
        + ","
        + (limited ? StepLimits.ROOM + CANDIDATES + "," + StepLimits.ALLOWED : PICKED)
        + """
        claimed as (
          update {step_run} s
             set state = {RUNNING}, attempt = s.attempt + 1, worker = a.id, call = a.call,
                 run_id = e.run_id, started_at = {now}, finished_at = null
            from (select * from ends union all select * from picked) c
           cross join alive a
           cross join lateral (
             select e.tenant, e.id, e.run_id, e.context_id, e.compensates from {execution} e
              where e.num = c.execution offset 0) e
           cross join lateral (
             select r.ctid as at from {step_run} r
              where r.execution = c.execution and r.idx = c.idx and r.state = {CLAIMABLE}
             offset 0) r
           where s.ctid = r.at
          returning e.tenant, e.id, e.run_id, e.context_id, s.idx, s.step_id, s.role, s.attempt,
                    s.failures, s.lost, s.parked, s.started_at, s.payload, e.compensates,
                    c.place, s.turn, s.execution as num),
        logged as (
        """
        + LogWriter.INSERT
        + """
          select tenant, started_at,
                 case when compensates is null then 'step.' else 'compensation.' end
                   || case when parked then 'continued' else 'started' end, context_id, id,
                 run_id, step_id, attempt, payload
            from claimed where idx >= 0 order by turn)
        """
        + (limited ? StepLimits.TAKEN : "")
        + "select c.*, (select count(*) from served) from claimed c order by c.turn";
  }

  /**
   * What a claim got.
   *
   * @param limited whether there are limits
   */
  record Got(List<Claim> claims, boolean someAreDue, boolean limited) {}

  /** What a claim looks at beside the steps. */
  private record Beside(boolean someAreDue, boolean limited) {}

  /**
   * Claims up to {@code max} steps. Runs in a transaction or without.
   *
   * @param call number of the claim among those of the worker
   * @param limited whether to go by limits at once, not only when there turn out to be any
   */
  Got claim(
      Connection connection,
      UUID worker,
      int call,
      @Nullable Set<String> roles,
      int max,
      boolean limited)
      throws SQLException {
    Pipeline pipeline = new Pipeline();
    Asked asked = ask(pipeline, worker, call, roles, max, limited);
    pipeline.run(connection);
    Got got = asked.got();
    List<Claim> claims = got.claims();
    boolean within = limited || got.limited();
    if (asked.isRefused() || asked.isCutShort()) {
      int rest = max - claims.size();
      int shares = asked.isRefused() ? ServedPairs.MOST : 1;
      claims.addAll(
          claims(
              query(worker, call, roles, rest, shares, within)
                  .list(connection, ClaimSteps::found)));
    }
    if (within && claims.isEmpty()) {
      passOver(connection, roles);
    }
    return got;
  }

  /** Limits may have left nothing to those whose turn it was: others are next. */
  private void passOver(Connection connection, @Nullable Set<String> roles) throws SQLException {
    pairs
        .bind(new Query(roles == null ? lastOfAll : lastOfRoles), roles)
        .list(connection, row -> new Pair(row.text(), row.text()))
        .forEach(pairs::served);
  }

  /** The worker's row, for a transaction that locks executions before it claims. */
  Query lockWorker(UUID worker) {
    return new Query(lockWorker).with(worker);
  }

  /** Adds a claim whose answer is there when the pipeline has run. */
  Asked ask(
      Pipeline pipeline,
      UUID worker,
      int call,
      @Nullable Set<String> roles,
      int max,
      boolean limited) {
    List<Found> found =
        pipeline.list(
            query(worker, call, roles, max, ServedPairs.MOST, limited), ClaimSteps::found);
    List<Beside> beside = pipeline.list(new Query(due), row -> new Beside(row.bool(), row.bool()));
    return new Asked(found, beside, max, limited);
  }

  /** A claim that is part of a larger transaction; no second look is taken for what is left. */
  final class Asked {

    private final List<Found> found;
    private final List<Beside> beside;
    private final int max;
    private final boolean limited;

    private Asked(List<Found> found, List<Beside> beside, int max, boolean limited) {
      this.found = found;
      this.beside = beside;
      this.max = max;
      this.limited = limited;
    }

    Got got() {
      return new Got(claims(found), beside.get(0).someAreDue, beside.get(0).limited);
    }

    /** It went by no limits, and found that there are some. */
    boolean isRefused() {
      return !limited && found.isEmpty() && beside.get(0).limited;
    }

    boolean isCutShort() {
      return ClaimSteps.isCutShort(found, max);
    }
  }

  /**
   * The statement.
   *
   * @param shares into how many shares the claim is divided at most
   */
  Query query(
      UUID worker, int call, @Nullable Set<String> roles, int max, int shares, boolean limited) {
    String ofAll = limited ? claimOfAllWithinLimits : claimOfAll;
    String ofRoles = limited ? claimOfRolesWithinLimits : claimOfRoles;
    Query query =
        new Query(roles == null ? ofAll : ofRoles).with(call).with(max).with(worker).with(call);
    return pairs.bind(query, roles).with(shares);
  }

  private List<Claim> claims(List<Found> found) {
    List<Claim> claims = new ArrayList<>();
    found.forEach(one -> claims.add(one.claim));
    found.stream()
        .filter(one -> !one.claim.isEnd())
        .max(Comparator.comparingLong(Found::place))
        .ifPresent(one -> pairs.served(Pair.of(one.claim)));
    return claims;
  }

  /** Something is left to claim, and a pair that used up its share may have more. */
  private static boolean isCutShort(List<Found> found, int max) {
    if (found.isEmpty() || found.size() >= max || found.get(0).pairs < 2) {
      return false;
    }
    long share = (max + found.get(0).pairs - 1) / found.get(0).pairs;
    Map<Pair, Long> taken = new HashMap<>();
    for (Found one : found) {
      if (!one.claim.isEnd() && taken.merge(Pair.of(one.claim), 1L, Long::sum) >= share) {
        return true;
      }
    }
    return false;
  }

  private static Found found(Row row) throws SQLException {
    Claim claim = claim(row);
    long place = row.big();
    row.instantOrNull();
    row.big();
    return new Found(claim, place, row.big());
  }

  /** A claim from its columns. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  static Claim claim(Row row) throws SQLException {
    return new Claim(
        row.text(),
        row.uuid(),
        row.uuid(),
        row.text(),
        row.number(),
        row.uuid(),
        row.text(),
        row.number(),
        row.number(),
        row.number(),
        row.bool(),
        row.instant(),
        row.bytes(),
        row.uuidOrNull());
  }

  /**
   * A claim.
   *
   * @param place of its pair among those that were served
   * @param pairs how many were served
   */
  private record Found(Claim claim, long place, long pairs) {}
}
