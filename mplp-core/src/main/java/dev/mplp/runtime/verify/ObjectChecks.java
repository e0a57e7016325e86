package dev.mplp.runtime.verify;

import dev.mplp.context.SemanticGraph;
import dev.mplp.context.Verification.Finding;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectRef;
import dev.mplp.model.ProtocolObject;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.DocumentKey;
import dev.mplp.trace.Trace;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks stored objects one by one, and against what the log tells of them. */
final class ObjectChecks {

  /**
   * Objects of the tenant. Those that were imported with the Context go with it, but whoever
   * updated them with an early version of this library took them out of its list.
   */
  private static final Set<ModuleName> OF_TENANT = Set.of(ModuleName.ROLE, ModuleName.CORE);

  private final Caller caller;
  private final Findings findings;
  private final Invariants invariants;
  private int count;

  ObjectChecks(Caller caller, Findings findings) {
    this.caller = caller;
    this.findings = findings;
    this.invariants = new Invariants(caller, findings);
  }

  /** How many objects were looked at. */
  int count() {
    return count;
  }

  /**
   * A stored object.
   *
   * @param told what the log tells of objects, from which it is taken; null when it does not tell
   *     all
   */
  void accept(ProtocolObject object, @Nullable Map<ObjectRef, JsonObject> told) {
    count++;
    invariants.accept(object);
    version(object);
    ObjectRef ref = ComparedForm.ref(object);
    JsonObject json = ComparedForm.of(object);
    references(ref, json);
    if (told != null) {
      compare(ref, json, told.remove(ref));
    }
  }

  /** One that is too large to be read as a whole. */
  void tooLarge(ModuleName module, String id) {
    count++;
    String message = "it is too large to be looked at as a whole";
    findings.add(new Finding("size", module.wire() + ' ' + id, message, false));
  }

  /**
   * Nothing more is stored.
   *
   * @param told what the log tells of beyond it; null when it does not tell all
   * @param passedOver identifiers of what was too large
   */
  void end(@Nullable Map<ObjectRef, JsonObject> told, Set<String> passedOver) {
    invariants.flush();
    if (told == null) {
      return;
    }
    told.keySet().stream()
        .filter(ref -> !OF_TENANT.contains(ref.module()))
        .filter(ref -> !passedOver.contains(ref.id().value()))
        .forEach(ref -> findings.add(finding(ref, "the log tells of it, and it is not stored")));
  }

  private void version(ProtocolObject object) {
    String version = object.meta().protocolVersion();
    if (!version.equals(Metadata.PROTOCOL_VERSION)) {
      findings.add(
          new Finding(
              "version",
              object.module().wire() + ' ' + object.id(),
              "expected protocol version " + Metadata.PROTOCOL_VERSION + ", found " + version,
              false));
    }
  }

  /** What is named is stored, in this Context or beside it. */
  private void references(ObjectRef ref, JsonObject json) {
    SemanticGraph graph = GraphBuilder.of(Map.of(ref, json));
    Map<String, String> kinds = new LinkedHashMap<>();
    graph.nodes().forEach(node -> kinds.put(node.id(), node.kind()));
    Set<String> there = new HashSet<>();
    for (SemanticGraph.Edge edge : graph.edges()) {
      if (kinds.containsKey(edge.to()) || there.contains(edge.kind() + edge.to())) {
        continue;
      }
      if (isStored(edge)) {
        there.add(edge.kind() + edge.to());
      } else {
        findings.add(
            new Finding(
                "reference",
                kinds.get(edge.from()) + ' ' + edge.from(),
                edge.kind() + ' ' + edge.to() + ", which is not stored",
                !edge.kind().equals("confirms")));
      }
    }
  }

  private boolean isStored(SemanticGraph.Edge edge) {
    List<ModuleName> candidates =
        switch (edge.kind()) {
          case "has_role" -> List.of(ModuleName.ROLE);
          case "confirmed_by" -> List.of(ModuleName.CONFIRM);
          case "records" -> List.of(ModuleName.PLAN);
          case "belongs_to" -> List.of(ModuleName.CONTEXT);
          case "confirms" -> List.of(ModuleName.values());
          default -> List.of();
        };
    for (ModuleName module : candidates) {
      if (caller
          .storage()
          .get(new DocumentKey(caller.tenant(), module.wire(), edge.to()))
          .isPresent()) {
        return true;
      }
    }
    return false;
  }

  private void compare(ObjectRef ref, JsonObject json, @Nullable JsonObject told) {
    JsonObject stored = ref.module() == ModuleName.TRACE ? head(ref, json) : json;
    if (told == null) {
      findings.add(finding(ref, "the log does not tell of it"));
    } else if (!told.equals(stored)) {
      findings.add(finding(ref, "the log tells another " + differences(told, stored)));
    }
  }

  /** A Trace as it is stored: read with its segments, it ends with the last of them. */
  private JsonObject head(ObjectRef ref, JsonObject otherwise) {
    return caller
        .storage()
        .get(new DocumentKey(caller.tenant(), ref.module().wire(), ref.id().value()))
        .map(document -> ComparedForm.of(Wire.read(Trace.class, document.body())))
        .orElse(otherwise);
  }

  private static String differences(JsonObject told, JsonObject stored) {
    Set<String> names = new TreeSet<>(told.names());
    names.addAll(stored.names());
    names.removeIf(name -> Objects.equals(told.get(name), stored.get(name)));
    return String.join(", ", names);
  }

  private static Finding finding(ObjectRef ref, String message) {
    return new Finding("log", ref.module().wire() + ' ' + ref.id(), message, true);
  }
}
