package dev.mplp.observe;

/**
 * What an export of Traces has done since it was started. Of several over one storage one sends at
 * a time.
 *
 * @param sending whether it is this one, at the moment
 * @param waiting records of the log that it has not passed yet, as it last saw
 * @param traces Traces that the collector has as a whole
 * @param spans spans that the collector has
 * @param refused spans that the collector will never take
 * @param retried requests that are sent again, as the collector did not answer or asked for it,
 *     each time counted
 * @param leftOut Traces that are not sent, as they are too large, or cannot be read any more
 */
public record ExportFigures(
    boolean sending,
    long waiting,
    long traces,
    long spans,
    long refused,
    long retried,
    long leftOut) {}
