package dev.mplp.runtime.role;

import dev.mplp.ConflictException;
import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.RoleId;
import dev.mplp.model.Versioned;
import dev.mplp.role.Assignments;
import dev.mplp.role.Exclusion;
import dev.mplp.role.Permissions;
import dev.mplp.role.Role;
import dev.mplp.role.RoleFilter;
import dev.mplp.role.RoleSummary;
import dev.mplp.role.Roles;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.object.Adoption;
import dev.mplp.runtime.object.Archive;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.role.RoleNames.Owner;
import dev.mplp.spi.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The Roles service of a caller. */
public final class RoleService implements Roles {

  private final EventService events;
  private final Caller caller;
  private final ObjectStore<Role> roles;
  private final RoleNames names;
  private final RoleChanges changes;
  private final Inheritance inheritance;
  private final Exclusions exclusions;
  private final AssignmentService assignments;
  private final PermissionService permissions;

  /**
   * The service of this caller.
   *
   * @param policy of the storage of the runtime
   */
  public RoleService(Caller caller, EventService events, RolePolicy policy) {
    this.caller = caller;
    this.events = events;
    this.roles = new ObjectStore<>(caller, ObjectType.ROLE);
    this.names = new RoleNames(caller.storage());
    this.changes = new RoleChanges(caller, policy);
    this.inheritance = new Inheritance(changes);
    this.exclusions = new Exclusions(changes);
    this.assignments = new AssignmentService(changes);
    this.permissions = new PermissionService(caller, policy);
  }

  @Override
  public Assignments assignments() {
    return assignments;
  }

  @Override
  public Permissions permissions() {
    return permissions;
  }

  @Override
  public Role create(Role role) {
    caller.may(ModuleName.ROLE, "create", null);
    RoleNames.check(role);
    return changed(roles.create(role, this::naming));
  }

  private <T> T changed(T answer) {
    changes.changed();
    return answer;
  }

  /** Looked at anew when somebody else took the name meanwhile. */
  private List<Change> naming(Role created) {
    checkFree(created);
    return List.of(changes.defining(), RoleNames.take(created));
  }

  private void checkFree(Role role) {
    Optional<Owner> owner = names.owner(caller.tenant(), role.name());
    if (owner.isPresent() && !owner.get().roleId().equals(role.roleId())) {
      throw new ConflictException(
          "ALREADY_EXISTS",
          "role "
              + owner.get().roleId()
              + " has the name \""
              + role.name()
              + "\" already; choose another name, or update that role");
    }
  }

  @Override
  public Role get(RoleId roleId) {
    return read(roleId).value();
  }

  @Override
  public Versioned<Role> read(RoleId roleId) {
    return roles.look(roleId);
  }

  @Override
  public Optional<Role> find(String name) {
    caller.may(ModuleName.ROLE, "read", null);
    return names.owner(caller.tenant(), name).map(owner -> roles.stored(owner.roleId()).value());
  }

  @Override
  public Versioned<Role> update(Role role, long version) {
    caller.may(ModuleName.ROLE, "update", role.roleId());
    RoleNames.check(role);
    return changed(roles.update(role, version, this::renaming));
  }

  /** The new name is taken and the old one given back, in the commit of the update. */
  private List<Change> renaming(Role before, Role after) {
    List<Change> done = new ArrayList<>();
    done.add(changes.defining());
    if (before.name().equals(after.name())) {
      return done;
    }
    checkFree(after);
    done.add(RoleNames.take(after));
    names
        .owner(caller.tenant(), before.name())
        .filter(owner -> owner.roleId().equals(before.roleId()))
        .ifPresent(owner -> done.add(RoleNames.free(before.name(), owner)));
    return done;
  }

  @Override
  public Role grant(RoleId roleId, String capability) {
    if (capability.isEmpty()) {
      throw new IllegalArgumentException("capability must not be empty");
    }
    return edit(
        roleId,
        "grant",
        role -> {
          if (capabilities(role).contains(capability)) {
            return role;
          }
          List<String> more = new ArrayList<>(capabilities(role));
          more.add(capability);
          Role granted = role.toBuilder().capabilities(more).build();
          RoleNames.check(granted);
          return granted;
        });
  }

  @Override
  public Role revoke(RoleId roleId, String capability) {
    return edit(
        roleId,
        "revoke",
        role -> {
          if (!capabilities(role).contains(capability)) {
            return role;
          }
          List<String> rest =
              capabilities(role).stream().filter(kept -> !kept.equals(capability)).toList();
          return role.toBuilder().capabilities(rest).build();
        });
  }

  private Role edit(RoleId roleId, String action, UnaryOperator<Role> edit) {
    return changed(
        roles
            .edit(
                roleId,
                action,
                edit,
                (before, after) ->
                    Records.updated(
                        before, after, Adoption.contextOf(caller, ObjectType.ROLE, before)),
                () -> List.of(changes.defining()))
            .value());
  }

  private static List<String> capabilities(Role role) {
    return role.capabilities() == null ? List.of() : role.capabilities();
  }

  @Override
  public Page<RoleSummary> list(@Nullable Cursor after, int limit) {
    return list(RoleFilter.all(), after, limit);
  }

  @Override
  public Page<RoleSummary> list(RoleFilter filter, @Nullable Cursor after, int limit) {
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("name", filter.name());
    return roles.list(where, filter.archived(), after, limit, RoleService::summary);
  }

  private static RoleSummary summary(Versioned<Role> stored) {
    Role role = stored.value();
    return new RoleSummary(role.roleId(), role.name(), capabilities(role).size(), stored.version());
  }

  @Override
  public void archive(RoleId roleId) {
    Archive.archive(
        changes.caller(),
        ObjectType.ROLE,
        roleId,
        role -> true,
        "there",
        new PurgeRole(changes, names)::besideArchiving);
    changes.changed();
  }

  @Override
  public void purge(RoleId roleId) {
    roles.purge(roleId, role -> true, "there", new PurgeRole(changes, names)::beside);
    changes.changed();
  }

  @Override
  public void inherit(RoleId roleId, RoleId from) {
    caller.may(ModuleName.ROLE, "inherit", roleId);
    inheritance.inherit(roleId, from);
  }

  @Override
  public void disinherit(RoleId roleId, RoleId from) {
    caller.may(ModuleName.ROLE, "inherit", roleId);
    inheritance.disinherit(roleId, from);
  }

  @Override
  public List<RoleId> inherited(RoleId roleId) {
    Role role = read(roleId).value();
    return changes.reader().ties(role.roleId()).parents();
  }

  @Override
  public void exclude(RoleId role, RoleId other, String reason) {
    caller.may(ModuleName.ROLE, "exclude", role);
    exclusions.exclude(role, other, reason);
  }

  @Override
  public void endExclusion(RoleId role, RoleId other) {
    caller.may(ModuleName.ROLE, "exclude", role);
    exclusions.end(role, other);
  }

  @Override
  public List<Exclusion> exclusions(RoleId roleId) {
    caller.may(ModuleName.ROLE, "read", roleId);
    return exclusions.of(roleId);
  }

  @Override
  public Watch watch(RoleId roleId, long after) {
    return roles.watch(roleId, after, events);
  }
}
