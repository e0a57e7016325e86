package dev.mplp.runtime.role;

import dev.mplp.context.Verification.Finding;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectRef;
import dev.mplp.model.RoleId;
import dev.mplp.role.Exclusion;
import dev.mplp.role.Role;
import dev.mplp.runtime.role.RoleReplay.Excluded;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where what is stored of a tenant's roles is not what the log tells. */
final class RoleFindings {

  private static final int PAGE = 500;
  private static final String RULE = "log";
  private static final String UNTOLD = "the log does not tell of it";
  private static final String GONE = "the log tells of it, and it is not stored";

  private final Storage storage;
  private final String tenant;
  private final RoleReader reader;
  private final List<Finding> found = new ArrayList<>();
  private final Set<String> erased = new TreeSet<>();

  RoleFindings(Storage storage, String tenant) {
    this.storage = storage;
    this.tenant = tenant;
    this.reader = new RoleReader(storage, tenant);
  }

  /** What was found so far. */
  List<Finding> found() {
    List<Finding> all = new ArrayList<>(found);
    if (!erased.isEmpty()) {
      String message = erased.size() + " of them have records that were erased in part";
      all.add(new Finding("pruned", "roles", message + ": these are not compared", false));
    }
    return all;
  }

  /** Compares a part; what is no assignment goes with the first. */
  void compare(RoleReplay told) {
    erased.addAll(told.erased());
    if (told.isFirst()) {
      roles(told);
      ties(told);
      names();
      position(told.position());
    }
    assignments(told);
  }

  private void add(String object, String message) {
    found.add(new Finding(RULE, object, message, true));
  }

  private void each(String kind, Consumer<Document> visitor) {
    long after = 0;
    List<Document> page;
    do {
      page = storage.list(new DocumentQuery(tenant, kind, Map.of(), after, PAGE));
      for (Document document : page) {
        after = document.order();
        visitor.accept(document);
      }
    } while (page.size() == PAGE);
  }

  private static String role(String id) {
    return "role " + id;
  }

  private void roles(RoleReplay told) {
    Map<String, JsonObject> rebuilt = new LinkedHashMap<>();
    for (Map.Entry<ObjectRef, JsonObject> one : told.roles().entrySet()) {
      rebuilt.put(one.getKey().id().value(), comparable(one.getValue()));
    }
    each(
        ModuleName.ROLE.wire(),
        document ->
            compare(
                role(document.key().id()),
                rebuilt.remove(document.key().id()),
                comparable(Wire.object(document.body()))));
    rebuilt.keySet().forEach(id -> missing(role(id), id));
  }

  /** In wire form, without what is read from the log anyway. */
  private static JsonObject comparable(JsonObject role) {
    return Wire.json(Wire.fromJson(Role.class, role)).without("events");
  }

  private void missing(String object, String id) {
    if (!erased.contains(id)) {
      add(object, GONE);
    }
  }

  private void compare(String object, @Nullable JsonObject told, JsonObject stored) {
    String id = object.substring(object.indexOf(' ') + 1);
    if (erased.contains(id)) {
      return;
    }
    if (told == null) {
      add(object, UNTOLD);
    } else if (!told.equals(stored)) {
      Set<String> names = new TreeSet<>(told.names());
      names.addAll(stored.names());
      names.removeIf(name -> Objects.equals(told.get(name), stored.get(name)));
      add(object, "the log tells another " + String.join(", ", names));
    }
  }

  private void ties(RoleReplay told) {
    Set<String> tied = told.tied();
    each(
        Kinds.ROLE_TIES,
        document -> {
          String id = document.key().id();
          tied.remove(id);
          ties(told, Ties.read(RoleId.of(id), document));
        });
    tied.forEach(id -> ties(told, Ties.none(RoleId.of(id))));
    each(
        Kinds.ROLE_HEIR,
        document -> {
          String parent = document.index().getOrDefault("parent", "");
          String heir = Wire.value(document.body()).asString();
          if (!told.parents(heir).contains(parent)) {
            add(role(heir), "it is listed as an heir of role " + parent + ", which no log tells");
          }
        });
  }

  private void ties(RoleReplay told, Ties stored) {
    String id = stored.roleId().value();
    if (erased.contains(id)) {
      return;
    }
    List<String> parents = stored.parents().stream().map(RoleId::value).toList();
    if (!parents.equals(told.parents(id))) {
      add(role(id), "the log tells another inheritance");
    }
    for (String parent : told.parents(id)) {
      if (!reader.isHeir(RoleId.of(parent), stored.roleId())) {
        add(role(id), "it is not listed as an heir of role " + parent);
      }
    }
    Map<String, Excluded> exclusions = new LinkedHashMap<>();
    for (Exclusion exclusion : stored.exclusions()) {
      exclusions.put(exclusion.other().value(), new Excluded(exclusion.reason(), exclusion.by()));
    }
    if (!exclusions.equals(told.exclusions(id))) {
      add(role(id), "the log tells other exclusions");
    }
  }

  /** A name is that of a role which has it; only an imported role goes without its own. */
  private void names() {
    each(
        Kinds.ROLE_NAME,
        document -> {
          String id = Wire.value(document.body()).asString();
          String name = document.key().id();
          if (reader.stored(RoleId.of(id)).filter(role -> role.name().equals(name)).isEmpty()) {
            add(role(id), "it is found by the name \"" + name + "\", which it has not");
          }
        });
    each(
        ModuleName.ROLE.wire(),
        document -> {
          String name = document.index().getOrDefault("name", "");
          if (RoleNames.isName(name) && reader.named(name).isEmpty()) {
            add(role(document.key().id()), "it is not found by its name");
          }
        });
  }

  private void position(long told) {
    if (reader.position().version() < told) {
      add("roles", "the log tells position " + told + ", stored is " + reader.position().version());
    }
  }

  private void assignments(RoleReplay told) {
    Map<String, JsonObject> rebuilt = new LinkedHashMap<>(told.assignments());
    each(
        Kinds.ASSIGNMENT,
        document -> {
          String id = document.key().id();
          if (told.has(id)) {
            JsonObject stored = Wire.object(document.body());
            String object = "assignment " + id;
            compare(object, rebuilt.remove(id), stored);
            if (!AssignmentDocuments.index(AssignmentDocuments.read(stored))
                .equals(document.index())) {
              add(object, "it is not listed by what it says");
            }
          }
        });
    rebuilt.keySet().forEach(id -> missing("assignment " + id, id));
  }
}
