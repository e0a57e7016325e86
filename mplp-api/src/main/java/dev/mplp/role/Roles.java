package dev.mplp.role;

import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.RoleId;
import dev.mplp.model.Versioned;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Roles: named sets of capabilities. They belong to the tenant, not to a Context. A name is that of
 * one role at most, so that labels such as {@code agent_role} mean one thing. A role that is
 * imported while another has its name keeps it, but is found by its id only.
 */
public interface Roles {

  /** How long the name of a role may be, in characters. */
  int LONGEST_NAME = 200;

  /** How many capabilities a role may have. */
  int MOST_CAPABILITIES = 1_000;

  /**
   * Creates a role as given.
   *
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS} when there is a role of this id
   *     or this name
   * @throws dev.mplp.ValidationException when it is not valid, its name is empty or too long, or it
   *     has too many capabilities
   */
  Role create(Role role);

  /**
   * The role.
   *
   * @throws dev.mplp.NotFoundException code {@code ROLE_NOT_FOUND}
   */
  Role get(RoleId roleId);

  /** As {@link #get}, with the version that {@link #update} takes. */
  Versioned<Role> read(RoleId roleId);

  /** The role of this name, empty when there is none. */
  Optional<Role> find(String name);

  /**
   * Replaces everything but identifier, creation and events.
   *
   * @param version under which the caller read it
   * @throws dev.mplp.ConflictException code {@code VERSION_CONFLICT} when it was changed since,
   *     {@code ALREADY_EXISTS} when another role has the name, {@code LOCKED} when its governance
   *     forbids changes
   * @throws dev.mplp.ValidationException as {@link #create} has it
   */
  Versioned<Role> update(Role role, long version);

  /**
   * Gives the role a capability; one that it has already is no change.
   *
   * @param capability such as {@code plan.create} or {@code plan.*}, not empty
   * @throws dev.mplp.ConflictException code {@code LOCKED}
   * @throws dev.mplp.ValidationException when it has {@link #MOST_CAPABILITIES} already
   */
  Role grant(RoleId roleId, String capability);

  /**
   * Takes a capability away; one that it has not is no change.
   *
   * @throws dev.mplp.ConflictException code {@code LOCKED}
   */
  Role revoke(RoleId roleId, String capability);

  /**
   * Roles, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<RoleSummary> list(@Nullable Cursor after, int limit);

  /**
   * Removes a role for good and gives its name back. The log keeps its records, and one that tells
   * of the removal.
   *
   * @throws dev.mplp.ConflictException code {@code LOCKED}
   * @throws dev.mplp.NotFoundException code {@code ROLE_NOT_FOUND}
   */
  void purge(RoleId roleId);

  /**
   * Follows what happens to it.
   *
   * @param after 0 for the beginning, else where a former watch had come to
   * @throws dev.mplp.NotFoundException code {@code ROLE_NOT_FOUND}
   */
  Watch watch(RoleId roleId, long after);
}
