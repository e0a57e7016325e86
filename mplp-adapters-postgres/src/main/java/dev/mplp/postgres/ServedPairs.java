package dev.mplp.postgres;

import dev.mplp.spi.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which pairs of role and tenant a claim serves: those that have something claimable, going on
 * after the pair that was served last and around, at most {@value #MOST} of them.
 *
 * <p>Both ways skip from pair to pair in the index of claimable steps and stop when they have
 * enough. A worker with roles goes from role to role of its own, so what other roles have left
 * costs it nothing; one that takes every role takes whatever pair comes next.
 */
final class ServedPairs {

  /** At most so many pairs are served by one claim; the others are next. */
  static final int MOST = 64;

  /** Common table expression {@code served(role, tenant, place)} for given roles. */
  static final String OF_ROLES =
      """
            served as materialized (
              select w.role, t.tenant, row_number() over () as place
                from unnest(?::text[], ?::text[], ?::text[]) as w(role, after, upto)
               cross join lateral (
                 with recursive t(tenant) as (
                   (select s.tenant from {step_run} s
                     where s.state = {CLAIMABLE} and s.idx >= 0
                       and s.role = w.role and s.tenant > w.after
                     order by s.tenant limit 1)
                   union all
                   select n.tenant from t cross join lateral (
                     select s.tenant from {step_run} s
                      where s.state = {CLAIMABLE} and s.idx >= 0
                        and s.role = w.role and s.tenant > t.tenant
                      order by s.tenant limit 1) n
                    where w.upto is null or t.tenant < w.upto)
                 select t.tenant from t where w.upto is null or t.tenant <= w.upto) t
               limit ?)
      """;

  /** The same for every role. */
  static final String OF_ALL =
      """
            pair(role, tenant, wrapped, place) as (
              select ?::text collate "C", ?::text collate "C", false, 0
              union all
              select n.role, n.tenant, n.wrapped, p.place + 1
                from pair p cross join lateral (
                  (select s.role, s.tenant, p.wrapped from {step_run} s
                    where s.state = {CLAIMABLE} and s.idx >= 0
                      and (s.role, s.tenant) > (p.role, p.tenant)
                    order by s.role, s.tenant limit 1)
                  union all
                  (select s.role, s.tenant, true from {step_run} s
                    where s.state = {CLAIMABLE} and s.idx >= 0 and not p.wrapped
                    order by s.role, s.tenant limit 1)
                  limit 1) n(role, tenant, wrapped)
               where not n.wrapped or (n.role, n.tenant) <= (?, ?)),
            served as materialized (
              select role, tenant, place from pair where place > 0 limit ?)
      """;

  /** The pair that was served last. Races are harmless: it only decides where to begin. */
  private volatile Pair last = new Pair("", "");

  /**
   * A pair.
   *
   * @param role first, as in the index
   */
  record Pair(String role, String tenant) {
    static Pair of(Claim claim) {
      return new Pair(claim.role(), claim.tenant());
    }
  }

  void served(Pair pair) {
    last = pair;
  }

  /** Binds what {@link #OF_ROLES} or, without roles, {@link #OF_ALL} needs. */
  Query bind(Query query, @Nullable Set<String> roles) {
    Pair from = last;
    if (roles == null) {
      return query.with(from.role).with(from.tenant).with(from.role).with(from.tenant).with(MOST);
    }
    TreeSet<String> sorted = new TreeSet<>(roles);
    List<String> role = new ArrayList<>();
    List<String> after = new ArrayList<>();
    List<@Nullable String> upto = new ArrayList<>();
    if (sorted.contains(from.role)) {
      role.add(from.role);
      after.add(from.tenant);
    }
    role.addAll(sorted.tailSet(from.role, false));
    role.addAll(sorted.headSet(from.role, false));
    while (after.size() < role.size()) {
      after.add("");
    }
    while (upto.size() < role.size()) {
      upto.add(null);
    }
    if (sorted.contains(from.role)) {
      role.add(from.role);
      after.add("");
      upto.add(from.tenant);
    }
    return query.withTexts(role).withTexts(after).withTexts(upto).with(MOST);
  }
}
