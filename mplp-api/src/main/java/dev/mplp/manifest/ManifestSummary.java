package dev.mplp.manifest;

import dev.mplp.model.CoreId;

/**
 * A manifest in a list; no object of the protocol.
 *
 * @param modules how many modules it lists
 * @param version as {@link Manifests#read} would tell it
 */
public record ManifestSummary(
    CoreId coreId, CoreStatus status, String protocolVersion, int modules, long version) {}
