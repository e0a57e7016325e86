package dev.mplp.extension;

import dev.mplp.model.ContextId;
import dev.mplp.model.ExtensionId;

/**
 * An extension in a list; no object of the protocol.
 *
 * @param semanticVersion which version of the extension it is
 * @param version as {@link Extensions#read} would tell it
 */
public record ExtensionSummary(
    ExtensionId extensionId,
    ContextId contextId,
    String name,
    ExtensionType type,
    String semanticVersion,
    ExtensionStatus status,
    long version) {}
