package dev.mplp.observe;

/**
 * How much is going on in a storage, all tenants together, whichever replica works on it. Of each
 * tenant up to {@link #MOST} are counted. Tenants are looked at 100 at a time, every ten seconds,
 * so with many of them the figures are some minutes old.
 *
 * @param openExecutions executions that have not ended; those that are paused or wait, too
 * @param waitingApprovals approvals that somebody is asked for
 * @param overdueApprovals of those, the ones whose time was over once before anybody decided: they
 *     were extended or escalated since
 */
public record WorkCounts(long openExecutions, long waitingApprovals, long overdueApprovals) {

  /** Of each tenant so many are counted at most. */
  public static final int MOST = 10_000;
}
