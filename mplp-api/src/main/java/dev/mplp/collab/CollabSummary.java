package dev.mplp.collab;

import dev.mplp.model.CollabId;
import dev.mplp.model.ContextId;

/**
 * A session in a list; no object of the protocol.
 *
 * @param participants how many take part
 * @param version as {@link Collabs#read} would tell it
 */
public record CollabSummary(
    CollabId collabId,
    ContextId contextId,
    String title,
    CollabMode mode,
    CollabStatus status,
    int participants,
    long version) {}
