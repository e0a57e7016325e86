package dev.mplp.context;

import dev.mplp.model.ContextId;

/**
 * A Context in a list; no object of the protocol.
 *
 * @param version as {@link Contexts#read} would tell it
 */
public record ContextSummary(
    ContextId contextId, String title, ContextStatus status, Root root, long version) {}
