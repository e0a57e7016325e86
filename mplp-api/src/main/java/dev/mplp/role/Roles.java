package dev.mplp.role;

import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.RoleId;
import dev.mplp.model.Versioned;
import java.util.List;
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

  /** From how many roles a role may inherit directly. */
  int MOST_PARENTS = 20;

  /** How long a chain of roles may be that inherit from each other, in steps. */
  int DEEPEST_INHERITANCE = 10;

  /** From how many roles a role may inherit altogether. */
  int MOST_INHERITED = 500;

  /** How many roles may inherit, directly and indirectly, from one that is given another parent. */
  int MOST_HEIRS = 1_000;

  /** How many roles a role may exclude. */
  int MOST_EXCLUSIONS = 100;

  /** How long the reason of an exclusion may be, in characters. */
  int LONGEST_REASON = 1_000;

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
   * @param limit 1 to 500; a page may have fewer although there is a next one
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<RoleSummary> list(RoleFilter filter, @Nullable Cursor after, int limit);

  /** {@link #list(RoleFilter, Cursor, int)} of all that are not archived. */
  Page<RoleSummary> list(@Nullable Cursor after, int limit);

  /**
   * Puts a role away that nobody holds and no other role inherits from: lists leave it out unless
   * asked for it, it is neither changed nor assigned any more, and gives nothing to whom the host
   * names in it. It keeps its name. Nothing happens when it is archived.
   *
   * @throws dev.mplp.ConflictException code {@code ROLE_IN_USE}; {@code LOCKED}
   * @throws dev.mplp.NotFoundException code {@code ROLE_NOT_FOUND}
   */
  void archive(RoleId roleId);

  /**
   * Removes a role for good and gives its name back. The log keeps its records, and one that tells
   * of the removal.
   *
   * @throws dev.mplp.ConflictException code {@code LOCKED}; {@code ROLE_IN_USE} when it is assigned
   *     to somebody, or others inherit from it
   * @throws dev.mplp.NotFoundException code {@code ROLE_NOT_FOUND}
   */
  void purge(RoleId roleId);

  /**
   * Lets a role have every capability of another one, and of those that this one inherits from;
   * nothing happens when it does already, directly.
   *
   * @param roleId which gets more
   * @param from which it gets it from
   * @throws dev.mplp.ConflictException code {@code INHERITANCE_CYCLE}, the message shows the cycle;
   *     {@code INHERITANCE_LIMIT} beyond {@link #MOST_PARENTS}, {@link #DEEPEST_INHERITANCE},
   *     {@link #MOST_INHERITED} or {@link #MOST_HEIRS}; {@code DUTIES_CONFLICT} when the role would
   *     hold two that exclude each other; {@code LOCKED} when its governance forbids changes
   * @throws dev.mplp.NotFoundException code {@code ROLE_NOT_FOUND}
   */
  void inherit(RoleId roleId, RoleId from);

  /**
   * Ends {@link #inherit}; nothing happens when the one does not inherit directly from the other.
   *
   * @throws dev.mplp.ConflictException code {@code LOCKED}
   * @throws dev.mplp.NotFoundException code {@code ROLE_NOT_FOUND}
   */
  void disinherit(RoleId roleId, RoleId from);

  /**
   * The roles that a role inherits from directly, in the order in which it was told so.
   *
   * @throws dev.mplp.NotFoundException code {@code ROLE_NOT_FOUND}
   */
  List<RoleId> inherited(RoleId roleId);

  /**
   * Says that nobody may hold both roles, in whatever scope and by whatever way: assigned,
   * delegated, inherited or named by the host. Who would hold both is not given the second; who
   * comes to hold both all the same can use neither, until one of them is taken away.
   *
   * @param reason why, for people, 1 to {@value #LONGEST_REASON} characters
   * @throws dev.mplp.ConflictException code {@code DUTIES_CONFLICT} when one of the two inherits
   *     from the other; {@code TOO_MANY} when one excludes {@link #MOST_EXCLUSIONS} already
   * @throws dev.mplp.NotFoundException code {@code ROLE_NOT_FOUND}
   */
  void exclude(RoleId role, RoleId other, String reason);

  /**
   * Ends {@link #exclude}; nothing happens when they do not exclude each other.
   *
   * @throws dev.mplp.NotFoundException code {@code ROLE_NOT_FOUND}
   */
  void endExclusion(RoleId role, RoleId other);

  /**
   * The roles that nobody may hold together with this one.
   *
   * @throws dev.mplp.NotFoundException code {@code ROLE_NOT_FOUND}
   */
  List<Exclusion> exclusions(RoleId roleId);

  /** Who holds which role. */
  Assignments assignments();

  /** What the roles allow. */
  Permissions permissions();

  /**
   * Follows what happens to it.
   *
   * @param after 0 for the beginning, else where a former watch had come to
   * @throws dev.mplp.NotFoundException code {@code ROLE_NOT_FOUND}
   */
  Watch watch(RoleId roleId, long after);
}
