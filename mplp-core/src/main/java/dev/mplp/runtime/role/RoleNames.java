package dev.mplp.runtime.role;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.model.JsonString;
import dev.mplp.model.RoleId;
import dev.mplp.role.Role;
import dev.mplp.role.Roles;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Texts;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who has which name: a document for each name, so that two roles of one name conflict however they
 * come about.
 */
public final class RoleNames {

  private final Storage storage;

  /** Names in this storage. */
  public RoleNames(Storage storage) {
    this.storage = storage;
  }

  /**
   * Who has a name.
   *
   * @param version of the document that says so
   */
  record Owner(RoleId roleId, long version) {}

  /** Who has this name, empty when nobody has. */
  Optional<Owner> owner(String tenant, String name) {
    if (!isName(name)) {
      return Optional.empty();
    }
    return storage.get(new DocumentKey(tenant, Kinds.ROLE_NAME, name)).map(RoleNames::owner);
  }

  private static Owner owner(Document document) {
    return new Owner(RoleId.of(Wire.value(document.body()).asString()), document.version());
  }

  /** Whether a role is found by such a name; an imported one can have another. */
  static boolean isName(String name) {
    return !name.isEmpty() && name.length() <= Roles.LONGEST_NAME && Texts.isStorable(name);
  }

  /** Takes the name of a role that comes from elsewhere, unless it is another's or no name here. */
  public List<Change> takeIfFree(String tenant, Role role) {
    return isName(role.name()) && owner(tenant, role.name()).isEmpty()
        ? List.of(take(role))
        : List.of();
  }

  /** Takes a name that nobody has. */
  static Change take(Role role) {
    return new Change.PutDocument(
        Kinds.ROLE_NAME,
        role.name(),
        0,
        Wire.bytes(new JsonString(role.roleId().value())),
        Map.of());
  }

  /** Gives a name back. */
  static Change free(String name, Owner owner) {
    return new Change.DeleteDocument(Kinds.ROLE_NAME, name, owner.version());
  }

  /** Refuses what no role may be; all that is wrong is told. */
  static void check(Role role) {
    List<Violation> violations = new ArrayList<>();
    if (role.name().isEmpty() || role.name().length() > Roles.LONGEST_NAME) {
      violations.add(
          limit(
              "/name",
              "size",
              "must have 1 to "
                  + Roles.LONGEST_NAME
                  + " characters, but has "
                  + role.name().length()));
    }
    List<String> capabilities = role.capabilities();
    if (capabilities != null && capabilities.size() > Roles.MOST_CAPABILITIES) {
      violations.add(
          limit(
              "/capabilities",
              "maxItems",
              "must not have more than "
                  + Roles.MOST_CAPABILITIES
                  + " capabilities, but has "
                  + capabilities.size()
                  + "; use a capability that ends in .*"));
    }
    if (!violations.isEmpty()) {
      throw new ValidationException("role", violations);
    }
  }

  private static Violation limit(String pointer, String rule, String message) {
    return new Violation(pointer, Violation.Layer.LIMIT, rule, message);
  }
}
