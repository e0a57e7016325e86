package dev.mplp.metrics;

/**
 * The names of all meters. They are part of the API: dashboards and alerts go by them. Times are in
 * the base unit of the registry, which is seconds for Prometheus.
 */
public final class MeterNames {

  /** Counter: steps claimed by this process. */
  public static final String STEPS_STARTED = "mplp.steps.started";

  /** Timer with tag {@link #OUTCOME}: attempts of this process, from claim to result. */
  public static final String ATTEMPTS = "mplp.step.attempts";

  /** Counter: results of this process that came too late and were refused. */
  public static final String STEPS_FENCED = "mplp.steps.fenced";

  /** Counter: attempts to undo a step that this process began. */
  public static final String COMPENSATIONS_STARTED = "mplp.compensations.started";

  /** Timer with tag {@link #OUTCOME}: attempts of this process to undo a step. */
  public static final String COMPENSATIONS = "mplp.compensation.attempts";

  /**
   * Counter with tag {@link #ROLE}: how often a step to undo was met without a compensator here.
   */
  public static final String COMPENSATORS_MISSING = "mplp.compensators.missing";

  /** Counter with tag {@link #STATE}: executions that this process brought to their end. */
  public static final String EXECUTIONS_ENDED = "mplp.executions.ended";

  /** Counter with tag {@link #ROLE}: how often ready steps without a handler here were met. */
  public static final String HANDLERS_MISSING = "mplp.handlers.missing";

  /** Counter: handlers that ignored their interrupt. */
  public static final String HANDLERS_STUCK = "mplp.handlers.stuck";

  /** Counter: leases that this process lost. */
  public static final String LEASES_LOST = "mplp.leases.lost";

  /** Counter: claims of steps that failed. */
  public static final String CLAIMS_FAILED = "mplp.claims.failed";

  /** Counter with tag {@link #KIND}: timers whose effect failed so often that it is told. */
  public static final String TIMERS_FAILED = "mplp.timers.failed";

  /** Counter with tag {@link #UNIT}: executions that nearly used a limit of their budget up. */
  public static final String BUDGETS_WARNED = "mplp.budgets.warned";

  /** Counter with tag {@link #UNIT}: executions that used more than a limit of their budget. */
  public static final String BUDGETS_EXCEEDED = "mplp.budgets.exceeded";

  /** Counter with tag {@link #ROLE}: requests that this process sent to agents first. */
  public static final String REMOTE_SENT = "mplp.remote.requests";

  /** Counter with tag {@link #ROLE}: requests that this process sent to agents again. */
  public static final String REMOTE_RESENT = "mplp.remote.resent";

  /**
   * Timer with tags {@link #ROLE} and {@link #KIND}: replies of agents that this process took, from
   * the first request on.
   */
  public static final String REMOTE_REPLIES = "mplp.remote.replies";

  /** Counter with tag {@link #ROLE}: requests for steps that the transport did not take. */
  public static final String REMOTE_UNSENT = "mplp.remote.unsent";

  /** Counter with tag {@link #REASON}: replies of agents that this process refused. */
  public static final String REMOTE_REFUSED = "mplp.remote.refused";

  /** Gauge: steps that wait for agents. */
  public static final String REMOTE_PARKED = "mplp.remote.parked";

  /** Timer with tag {@link #FROM}: looks at objects of the kinds that are cached. */
  public static final String CACHE_READS = "mplp.cache.reads";

  /** Counter: copies of the shared cache that were too old to be shown. */
  public static final String CACHE_REFUSED = "mplp.cache.refused";

  /** Counter, by {@link #LIMIT}: calls from outside that were one too many. */
  public static final String CALLS_REFUSED = "mplp.calls.refused";

  /** Tag: whose limit it is, {@code subject} or {@code tenant}. */
  public static final String LIMIT = "limit";

  /** Counter: calls that the shared cache did not answer. */
  public static final String CACHE_FAILED = "mplp.cache.failed";

  /** Gauge: 1 when the storage answered the last time it was asked, else 0. */
  public static final String STORAGE_UP = "mplp.storage.up";

  /** Gauge: how long the storage took to answer. */
  public static final String STORAGE_RESPONSE = "mplp.storage.response";

  /** Gauge: steps that are ready and that nobody has claimed. */
  public static final String QUEUE_DEPTH = "mplp.queue.depth";

  /** Gauge: for how long the oldest of them has been ready. */
  public static final String QUEUE_AGE = "mplp.queue.age";

  /** Gauge: records of the log that have no position yet. */
  public static final String LOG_UNPOSITIONED = "mplp.log.unpositioned";

  /** Gauge: callers of this process that wait for their commit. */
  public static final String COMMITS_WAITING = "mplp.commits.waiting";

  /** Gauge: executions that have not ended, of all replicas. */
  public static final String EXECUTIONS_OPEN = "mplp.executions.open";

  /** Gauge: approvals that somebody is asked for, of all replicas. */
  public static final String APPROVALS_WAITING = "mplp.approvals.waiting";

  /** Gauge: approvals that somebody is asked for and whose time was over once. */
  public static final String APPROVALS_OVERDUE = "mplp.approvals.overdue";

  /** Counter: steps that this process claimed and gave back, as it has no key for them. */
  public static final String CLAIMS_UNREADABLE = "mplp.claims.unreadable";

  /** Gauge: connections in use. */
  public static final String CONNECTIONS_ACTIVE = "mplp.database.connections.active";

  /** Gauge: connections open and not in use. */
  public static final String CONNECTIONS_IDLE = "mplp.database.connections.idle";

  /** Gauge: callers that wait for a connection. */
  public static final String CONNECTIONS_WAITING = "mplp.database.connections.waiting";

  /** Gauge: so many connections there are at most. */
  public static final String CONNECTIONS_MAX = "mplp.database.connections.max";

  /** Gauge: 1 while this process relays events to a broker, else 0. */
  public static final String RELAY_LEADER = "mplp.relay.leader";

  /** Gauge: records of the log that are not relayed yet. */
  public static final String RELAY_WAITING = "mplp.relay.waiting";

  /** Counter: messages that this process sent to the broker, each time counted. */
  public static final String RELAY_SENT = "mplp.relay.sent";

  /** Timer: from sending a message to the broker's confirmation. */
  public static final String RELAY_CONFIRMED = "mplp.relay.confirmed";

  /** Counter: messages that did not reach the broker and are sent again, each time counted. */
  public static final String RELAY_RETRIED = "mplp.relay.retried";

  /** Counter: messages left out because the broker will never take them. */
  public static final String RELAY_REFUSED = "mplp.relay.refused";

  /** Gauge: 1 while this process sends Traces to a collector, else 0. */
  public static final String EXPORT_LEADER = "mplp.export.leader";

  /** Gauge: records of the log that the export of Traces has not passed yet. */
  public static final String EXPORT_WAITING = "mplp.export.waiting";

  /** Counter: Traces that the collector has as a whole. */
  public static final String EXPORT_TRACES = "mplp.export.traces";

  /** Counter: spans that the collector has. */
  public static final String EXPORT_SPANS = "mplp.export.spans";

  /** Counter: spans that the collector will never take. */
  public static final String EXPORT_REFUSED = "mplp.export.refused";

  /** Counter: requests to the collector that are sent again, each time counted. */
  public static final String EXPORT_RETRIED = "mplp.export.retried";

  /** Counter: Traces that are not sent. */
  public static final String EXPORT_LEFT_OUT = "mplp.export.left.out";

  /** Gauge: 1 while what replicas share answers, else 0. */
  public static final String SHARED_UP = "mplp.shared.up";

  /** Gauge: how long it took to answer. */
  public static final String SHARED_RESPONSE = "mplp.shared.response";

  /** Counter: calls of it. */
  public static final String SHARED_CALLS = "mplp.shared.calls";

  /** Counter: calls of it without an answer in time. */
  public static final String SHARED_FAILURES = "mplp.shared.failures";

  /** Counter: calls that were not made, as it was known to be away. */
  public static final String SHARED_REFUSED = "mplp.shared.refused";

  /** Counter: how often it went away. */
  public static final String SHARED_OUTAGES = "mplp.shared.outages";

  /** Tag: how an attempt ended: {@code completed}, {@code failed}, {@code retried}, ... */
  public static final String OUTCOME = "outcome";

  /** Tag: how an execution ended: {@code completed}, {@code failed}, {@code cancelled}. */
  public static final String STATE = "state";

  /** Tag: a label that plans name; after 100 of them the value is {@code other}. */
  public static final String ROLE = "role";

  /** Tag: what a budget limits: {@code time}, {@code tokens}, {@code cost}, {@code steps}. */
  public static final String UNIT = "unit";

  /** Tag: what a timer is for, or what a reply says. */
  public static final String KIND = "kind";

  /** Tag: why a reply was refused: {@code late}, {@code doubled}, {@code unacceptable}. */
  public static final String REASON = "reason";

  /** Tag: where an object came from: {@code near}, {@code far}, {@code loaded}, ... */
  public static final String FROM = "from";

  private MeterNames() {}
}
