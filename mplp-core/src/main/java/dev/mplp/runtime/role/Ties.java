package dev.mplp.runtime.role;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.RoleId;
import dev.mplp.role.Exclusion;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What ties a role to others.
 *
 * @param roleId whose
 * @param version of the document that says so, 0 when there is none
 * @param parents what it inherits from
 * @param exclusions with whom it must not be held; each is kept with both roles
 */
record Ties(RoleId roleId, long version, List<RoleId> parents, List<Exclusion> exclusions) {

  Ties {
    parents = List.copyOf(parents);
    exclusions = List.copyOf(exclusions);
  }

  static Ties none(RoleId roleId) {
    return new Ties(roleId, 0, List.of(), List.of());
  }

  static Ties read(RoleId roleId, Document document) {
    JsonObject body = Wire.object(document.body());
    List<RoleId> parents = new ArrayList<>();
    for (JsonValue parent : (JsonArray) Objects.requireNonNull(body.get("parents"))) {
      parents.add(RoleId.of(parent.asString()));
    }
    List<Exclusion> exclusions = new ArrayList<>();
    for (JsonValue value : (JsonArray) Objects.requireNonNull(body.get("exclusions"))) {
      JsonObject exclusion = value.asObject();
      exclusions.add(
          new Exclusion(
              roleId,
              RoleId.of(exclusion.string("role_id").orElseThrow()),
              exclusion.string("reason").orElseThrow(),
              exclusion.string("by").orElseThrow(),
              Instant.parse(exclusion.string("at").orElseThrow())));
    }
    return new Ties(roleId, document.version(), parents, exclusions);
  }

  Ties withParents(List<RoleId> others) {
    return new Ties(roleId, version, others, exclusions);
  }

  Ties withExclusions(List<Exclusion> others) {
    return new Ties(roleId, version, parents, others);
  }

  /** Without any exclusion of this other role. */
  Ties without(RoleId other) {
    return withExclusions(
        exclusions.stream().filter(exclusion -> !exclusion.other().equals(other)).toList());
  }

  /** Stores this over the version that was read. */
  Change put() {
    JsonObject body =
        JsonObject.of(
            "parents",
            parents.stream().map(RoleId::value).toList(),
            "exclusions",
            exclusions.stream().map(Ties::json).toList());
    return new Change.PutDocument(
        Kinds.ROLE_TIES, roleId.value(), version, Wire.bytes(body), Map.of());
  }

  private static JsonObject json(Exclusion exclusion) {
    return JsonObject.builder()
        .put("role_id", exclusion.other().value())
        .put("reason", exclusion.reason())
        .put("by", exclusion.by())
        .put("at", exclusion.at().toString())
        .build();
  }

  /** Removes it over the version that was read. */
  Change delete() {
    return new Change.DeleteDocument(Kinds.ROLE_TIES, roleId.value(), version);
  }
}
