package dev.mplp.role;

import dev.mplp.model.RoleId;

/**
 * A role in a list; no object of the protocol.
 *
 * @param capabilities how many it has
 * @param version as {@link Roles#read} would tell it
 */
public record RoleSummary(RoleId roleId, String name, int capabilities, long version) {}
