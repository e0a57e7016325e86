package dev.mplp.runtime.role;

import dev.mplp.model.AssignmentId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.RoleId;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentFilter;
import dev.mplp.role.Assignments;
import dev.mplp.role.Role;
import dev.mplp.role.Roles;
import dev.mplp.runtime.object.Archive;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Texts;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the roles and assignments of a tenant as they are stored, by key and index only. What it
 * gave is of one state when the position was the same before and after.
 */
final class RoleReader {

  private final Storage storage;
  private final String tenant;
  private final RoleNames names;

  RoleReader(Storage storage, String tenant) {
    this.storage = storage;
    this.tenant = tenant;
    this.names = new RoleNames(storage);
  }

  RolePosition position() {
    return RolePosition.read(storage, tenant);
  }

  /** The role; one that was put away gives nothing to anybody. */
  Optional<Role> role(RoleId roleId) {
    return document(roleId)
        .filter(document -> !Archive.isArchived(document))
        .map(document -> ProtocolObjects.read(document, Role.class).value());
  }

  /** The role, put away or not. */
  Optional<Role> stored(RoleId roleId) {
    return document(roleId).map(document -> ProtocolObjects.read(document, Role.class).value());
  }

  private Optional<Document> document(RoleId roleId) {
    return storage.get(new DocumentKey(tenant, ModuleName.ROLE.wire(), roleId.value()));
  }

  Optional<RoleId> named(String name) {
    return names.owner(tenant, name).map(RoleNames.Owner::roleId);
  }

  Ties ties(RoleId roleId) {
    return storage
        .get(new DocumentKey(tenant, Kinds.ROLE_TIES, roleId.value()))
        .map(document -> Ties.read(roleId, document))
        .orElse(Ties.none(roleId));
  }

  /** The roles that inherit directly from one, at most so many. */
  List<RoleId> heirs(RoleId roleId, int most) {
    return storage
        .list(new DocumentQuery(tenant, Kinds.ROLE_HEIR, Map.of("parent", roleId.value()), 0, most))
        .stream()
        .map(document -> RoleId.of(document.key().id().substring(roleId.value().length() + 1)))
        .toList();
  }

  /** Whether the one is listed as inheriting directly from the other. */
  boolean isHeir(RoleId parent, RoleId heir) {
    String id = Inheritance.heirId(parent, heir);
    return storage.get(new DocumentKey(tenant, Kinds.ROLE_HEIR, id)).isPresent();
  }

  Optional<Assignment> assignment(AssignmentId id) {
    return storage
        .get(new DocumentKey(tenant, Kinds.ASSIGNMENT, id.value()))
        .map(AssignmentDocuments::read);
  }

  /** What a subject holds, expired or not. */
  List<Assignment> assignmentsOf(String subject) {
    if (subject.length() > Assignments.LONGEST_SUBJECT || !Texts.isStorable(subject)) {
      return List.of();
    }
    return assignments(AssignmentFilter.ofSubject(subject), Assignments.MOST_OF_A_SUBJECT);
  }

  /** The first assignments that the filter finds. */
  List<Assignment> assignments(AssignmentFilter filter, int most) {
    return storage
        .list(
            new DocumentQuery(
                tenant, Kinds.ASSIGNMENT, AssignmentDocuments.conditions(filter), 0, most))
        .stream()
        .map(AssignmentDocuments::read)
        .toList();
  }

  /**
   * By which assignments one came, the assigned one first, itself last; when one before it is gone,
   * only those after the gap.
   */
  List<Assignment> chain(Assignment assignment) {
    List<Assignment> chain = new ArrayList<>();
    chain.add(assignment);
    Assignment first = assignment;
    while (first.source() != null && chain.size() <= Assignments.MOST_HANDS) {
      Optional<Assignment> source = assignment(first.source());
      if (source.isEmpty()) {
        break;
      }
      first = source.get();
      chain.add(0, first);
    }
    return chain;
  }

  /** The role with all that it inherits, looked up in what is known already, too. */
  Closure closure(RoleId roleId, Map<RoleId, Closure> known) {
    Closure found = known.get(roleId);
    if (found == null) {
      found = closure(roleId);
      known.put(roleId, found);
    }
    return found;
  }

  private Closure closure(RoleId roleId) {
    Map<RoleId, Closure.Member> members = new LinkedHashMap<>();
    List<RoleId> waiting = new ArrayList<>(List.of(roleId));
    Map<RoleId, List<String>> paths = new LinkedHashMap<>();
    paths.put(roleId, List.of());
    for (int i = 0; i < waiting.size(); i++) {
      if (members.size() > Roles.MOST_INHERITED) {
        return Closure.tooWide(roleId, members);
      }
      RoleId next = waiting.get(i);
      Optional<Role> role = role(next);
      if (role.isEmpty()) {
        continue;
      }
      List<String> path = new ArrayList<>(paths.getOrDefault(next, List.of()));
      path.add(role.get().name());
      Ties ties = ties(next);
      members.put(next, new Closure.Member(role.get(), path, ties));
      for (RoleId parent : ties.parents()) {
        if (paths.putIfAbsent(parent, path) == null) {
          waiting.add(parent);
        }
      }
    }
    return Closure.of(roleId, members);
  }
}
