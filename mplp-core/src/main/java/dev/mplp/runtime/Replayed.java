package dev.mplp.runtime;

/**
 * How far a replay came.
 *
 * @param messages that the group has, by this replay
 * @param position up to which everything was sent: where to go on
 * @param removed records that were passed over, as they are no longer kept; 0 when each was looked
 *     at or only those of one tenant counted
 * @param complete false when it ended as it had sent as many messages as it was to
 */
public record Replayed(long messages, long position, long removed, boolean complete) {}
