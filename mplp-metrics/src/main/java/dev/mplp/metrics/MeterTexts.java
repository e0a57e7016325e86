package dev.mplp.metrics;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Objects;

/** What each meter means, in a line that goes along with its figures. */
final class MeterTexts {

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          entry(MeterNames.STEPS_STARTED, "steps claimed by this process"),
          entry(MeterNames.ATTEMPTS, "attempts of this process, from claim to result"),
          entry(
              MeterNames.STEPS_FENCED,
              "results of this process that came too late and were refused"),
          entry(
              MeterNames.COMPENSATIONS_STARTED, "attempts to undo a step that this process began"),
          entry(MeterNames.COMPENSATIONS, "attempts of this process to undo a step"),
          entry(
              MeterNames.COMPENSATORS_MISSING,
              "how often a step to undo was met without a compensator here"),
          entry(MeterNames.EXECUTIONS_ENDED, "executions that this process brought to their end"),
          entry(
              MeterNames.HANDLERS_MISSING, "how often ready steps without a handler here were met"),
          entry(MeterNames.HANDLERS_STUCK, "handlers that ignored their interrupt"),
          entry(MeterNames.LEASES_LOST, "leases that this process lost"),
          entry(MeterNames.CLAIMS_FAILED, "claims of steps that failed"),
          entry(MeterNames.TIMERS_FAILED, "timers whose effect failed so often that it is told"),
          entry(
              MeterNames.BUDGETS_WARNED, "executions that nearly used a limit of their budget up"),
          entry(
              MeterNames.BUDGETS_EXCEEDED,
              "executions that used more than a limit of their budget"),
          entry(MeterNames.REMOTE_SENT, "requests that this process sent to agents first"),
          entry(MeterNames.REMOTE_RESENT, "requests that this process sent to agents again"),
          entry(
              MeterNames.REMOTE_REPLIES,
              "replies of agents that this process took, from the first request on"),
          entry(MeterNames.REMOTE_UNSENT, "requests for steps that the transport did not take"),
          entry(MeterNames.REMOTE_REFUSED, "replies of agents that this process refused"),
          entry(MeterNames.REMOTE_PARKED, "steps that wait for agents"),
          entry(MeterNames.CACHE_READS, "looks at objects of the kinds that are cached"),
          entry(MeterNames.CALLS_REFUSED, "calls from outside that were one too many"),
          Map.entry(
              MeterNames.CACHE_REFUSED, "copies of the shared cache that were too old to be shown"),
          entry(MeterNames.CACHE_FAILED, "calls that the shared cache did not answer"),
          entry(
              MeterNames.STORAGE_UP,
              "1 when the storage answered the last time it was asked, else 0"),
          entry(MeterNames.STORAGE_RESPONSE, "how long the storage took to answer"),
          entry(MeterNames.QUEUE_DEPTH, "steps that are ready and that nobody has claimed"),
          entry(MeterNames.QUEUE_AGE, "for how long the oldest step that is ready has been so"),
          entry(MeterNames.LOG_UNPOSITIONED, "records of the log that have no position yet"),
          entry(MeterNames.COMMITS_WAITING, "callers of this process that wait for their commit"),
          entry(MeterNames.EXECUTIONS_OPEN, "executions that have not ended, of all replicas"),
          entry(
              MeterNames.APPROVALS_WAITING,
              "approvals that somebody is asked for, of all replicas"),
          entry(
              MeterNames.APPROVALS_OVERDUE,
              "approvals that somebody is asked for and whose time was over once"),
          entry(
              MeterNames.CLAIMS_UNREADABLE,
              "steps that this process claimed and gave back, as it has no key for them"),
          entry(MeterNames.CONNECTIONS_ACTIVE, "connections to the database in use"),
          entry(MeterNames.CONNECTIONS_IDLE, "connections to the database open and not in use"),
          entry(
              MeterNames.CONNECTIONS_WAITING, "callers that wait for a connection to the database"),
          entry(MeterNames.CONNECTIONS_MAX, "connections of this process at most"),
          entry(MeterNames.RELAY_LEADER, "1 while this process relays events to a broker, else 0"),
          entry(MeterNames.RELAY_WAITING, "records of the log that are not relayed yet"),
          entry(
              MeterNames.RELAY_SENT,
              "messages that this process sent to the broker, each time counted"),
          entry(MeterNames.RELAY_CONFIRMED, "from sending a message to the broker's confirmation"),
          entry(
              MeterNames.RELAY_RETRIED,
              "messages that did not reach the broker and are sent again, each time counted"),
          entry(
              MeterNames.RELAY_REFUSED,
              "messages left out because the broker will never take them"),
          entry(
              MeterNames.EXPORT_LEADER, "1 while this process sends Traces to a collector, else 0"),
          entry(
              MeterNames.EXPORT_WAITING,
              "records of the log that the export of Traces has not passed yet"),
          entry(MeterNames.EXPORT_TRACES, "Traces that the collector has as a whole"),
          entry(MeterNames.EXPORT_SPANS, "spans that the collector has"),
          entry(MeterNames.EXPORT_REFUSED, "spans that the collector will never take"),
          entry(
              MeterNames.EXPORT_RETRIED,
              "requests to the collector that are sent again, each time counted"),
          entry(
              MeterNames.EXPORT_LEFT_OUT,
              "Traces that are not sent, as they are too large or cannot be read any more"),
          entry(MeterNames.SHARED_UP, "1 while what replicas share answers, else 0"),
          entry(MeterNames.SHARED_RESPONSE, "how long what replicas share took to answer"),
          entry(MeterNames.SHARED_CALLS, "calls of what replicas share"),
          entry(
              MeterNames.SHARED_FAILURES,
              "calls of what replicas share that were not answered in time"),
          entry(
              MeterNames.SHARED_REFUSED,
              "calls of what replicas share that were not made, as it was known to be away"),
          entry(MeterNames.SHARED_OUTAGES, "how often what replicas share went away"));

  private MeterTexts() {}

  static String of(String name) {
    return Objects.requireNonNull(TEXTS.get(name), name);
  }
}
