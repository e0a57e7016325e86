package dev.mplp.postgres;

import dev.mplp.spi.Change.LimitOf;
import dev.mplp.spi.Change.LimitSteps;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Limits on what is claimed, and the part of a claim that goes by them. The other kind of claim,
 * for databases without limits, looks whether there are any in its own statement, so that the first
 * limit counts from its commit on, in every process.
 *
 * <p>A limit has places, each of which remembers the attempt that took it last; it is taken while
 * that attempt runs, or for a time after. So nothing has to be given back, whatever becomes of a
 * step. Who takes places counts the version of the limit up: a claim locks the limits that apply to
 * what it could have, leaves those that others have locked, and those whose version is no longer
 * the one of its snapshot, because then the places may not be either.
 */
final class StepLimits {

  /**
   * Between {@code served} and the candidates. Limits are found by the whole of their key, in the
   * words of its index. Each place looks its step up by key: as an {@code exists} that could be
   * done by reading all steps that run.
   *
   * <p>In: {@code limited(id, tenant, role, many)} has what each limit leaves, {@code room} what is
   * served with the least of what its limits leave, null for no limit.
   */
  static final String ROOM =
      """
      seen as materialized (
        select distinct l.id, l.version, l.tenant, l.role, l.most
          from served p cross join lateral (
            select * from {step_limit} l
             where l.tenant = p.tenant and l.role is null and coalesce(l.role, '') = ''
            union all
            select * from {step_limit} l
             where l.tenant = p.tenant and (l.role is null) = any(array[false])
               and coalesce(l.role, '') = p.role) l),
      held as materialized (
        select l.id, l.per
          from {step_limit} l join seen on seen.id = l.id and seen.version = l.version
           for no key update of l skip locked),
      place as materialized (
        select t.limit_id, t.place, f.free,
               row_number() over (partition by t.limit_id, f.free order by t.place) as rank
          from held h join {step_place} t on t.limit_id = h.id
         cross join lateral (
           select case when h.per is null
                       then (
                         select true from {step_run} r
                          where r.execution = t.execution and r.idx = t.idx
                            and r.attempt = t.attempt and r.state = {RUNNING}) is null
                       else t.used_at <= {now} - h.per * interval '1 microsecond' end) f(free)),
      limited as materialized (
        select n.id, n.tenant, n.role,
               case when count(t.place) = 0 then 0
                    else greatest(0, n.most - count(*) filter (where not t.free)) end as many
          from seen n left join place t on t.limit_id = n.id
         group by n.id, n.tenant, n.role, n.most),
      room as materialized (
        select p.role, p.tenant, p.place,
               (select min(n.many) from limited n
                 where n.tenant = p.tenant and (n.role is null or n.role = p.role)) as many
          from served p),
      """;

  /** Between the candidates and what is picked of them. */
  static final String ALLOWED =
      """
      wanted as materialized (
        select c.execution, c.idx, n.id, n.many,
               row_number() over (partition by n.id order by c.turn, c.execution, c.idx) as rank
          from candidate c join limited n
            on n.tenant = c.tenant and (n.role is null or n.role = c.role)),
      picked as materialized (
        select c.execution, c.idx, c.place from candidate c
         where not exists (
           select from wanted w
            where w.execution = c.execution and w.idx = c.idx and w.rank > w.many)),
      """;

  /** After {@code claimed}: its steps take their places. */
  static final String TAKEN =
      """
      ,
      taken as (
        update {step_place} t
           set execution = c.num, idx = c.idx, attempt = c.attempt, used_at = {now}
          from claimed c join wanted w on w.execution = c.num and w.idx = c.idx
          join place f on f.limit_id = w.id and f.free and f.rank = w.rank
         where t.limit_id = f.limit_id and t.place = f.place
        returning t.limit_id),
      counted as (
        update {step_limit} set version = version + 1
         where id in (select limit_id from taken))
      """;

  /** In a claim that goes by no limits: it claims nothing where there are any. */
  static final String NONE = " and (select true from {step_limit} order by id limit 1) is null";

  /** Whether there are any, asked along with a claim. */
  static final String ANY = "(select true from {step_limit} order by id limit 1) is not null";

  private final String put;
  private final String addPlaces;
  private final String remove;
  private volatile boolean wereThere;

  StepLimits(Sql sql) {
    put =
        sql.of(
            """
            insert into {step_limit} as l (tenant, role, most, per) values (?, ?, ?, ?)
            on conflict (tenant, (role is null), (coalesce(role, '')), (per is null)) do update
               set most = excluded.most, per = excluded.per, version = l.version + 1
            returning id\
            """);
    addPlaces =
        sql.of(
            """
            insert into {step_place} (limit_id, tenant, place)
            select ?, ?, p from generate_series(1, ?) p on conflict do nothing\
            """);
    remove =
        sql.of(
            """
            delete from {step_limit}
             where tenant = ? and role is not distinct from ? and (per is null) = (? = 1)\
            """);
  }

  /**
   * Whether the last claim found limits. Only a guess at which statement the next one is best made
   * with: a wrong one costs a second statement, and no limit.
   */
  boolean wereThere() {
    return wereThere;
  }

  /** What a claim found. */
  void found(boolean areThere) {
    wereThere = areThere;
  }

  /** Sets a limit or takes it away. */
  void set(Connection connection, String tenant, LimitSteps limit) throws SQLException {
    boolean ofRunning = limit.of() == LimitOf.RUNNING;
    if (limit.most() == 0) {
      new Query(remove)
          .with(tenant)
          .withTextOrNull(limit.role())
          .with(ofRunning ? 1 : 0)
          .update(connection);
      return;
    }
    long id =
        new Query(put)
            .with(tenant)
            .withTextOrNull(limit.role())
            .with(limit.most())
            .withLongOrNull(ofRunning ? null : Durations.micros(limit.per()))
            .list(connection, Row::big)
            .get(0);
    new Query(addPlaces).with(id).with(tenant).with(limit.most()).update(connection);
  }
}
