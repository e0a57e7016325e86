package dev.mplp.runtime.verify;

import dev.mplp.context.SemanticGraph;
import dev.mplp.context.Verification;
import dev.mplp.context.Verification.Finding;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Metadata;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.ObjectRef;
import dev.mplp.model.ProtocolObject;
import dev.mplp.runtime.flow.FlowService;
import dev.mplp.runtime.invariant.InvariantEngine;
import dev.mplp.runtime.invariant.InvariantReport;
import dev.mplp.runtime.invariant.InvariantSet;
import dev.mplp.runtime.invariant.InvariantViolation;
import dev.mplp.runtime.invariant.Scopes;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.LogTruncatedException;
import dev.mplp.trace.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Checks all that is stored of a Context, and draws it as a graph. */
public final class ContextVerifier {

  /** While others change the Context meanwhile, what was read twice is not one state. */
  private static final int TRIES = 5;

  /**
   * Objects of the tenant. Those that were imported with the Context go with it, but whoever
   * updated them with an early version of this library took them out of its list.
   */
  private static final Set<ModuleName> OF_TENANT = Set.of(ModuleName.ROLE, ModuleName.CORE);

  private static final InvariantEngine RULES = new InvariantEngine(InvariantSet.all());

  private final Caller caller;
  private final FlowService flows;
  private final ContextLog log;

  /** Verifies what the caller may read. */
  public ContextVerifier(Caller caller, FlowService flows) {
    this.caller = caller;
    this.flows = flows;
    this.log = new ContextLog(caller);
  }

  /** See {@link dev.mplp.context.Contexts#verify}. */
  public Verification verify(ContextId contextId) {
    for (int i = 1; ; i++) {
      long head = caller.storage().log().head();
      List<ProtocolObject> objects = flows.objects(contextId);
      Verification found = verify(contextId, objects);
      boolean isStill = caller.storage().log().head() == head;
      if (found.findings().isEmpty() || isStill || i == TRIES) {
        return found;
      }
    }
  }

  private Verification verify(ContextId contextId, List<ProtocolObject> objects) {
    List<Finding> findings = new ArrayList<>();
    invariants(objects, findings);
    objects.forEach(object -> versions(object, findings));
    SemanticGraph graph = graph(objects);
    references(graph, findings);
    try {
      ContextLog.Rebuilt told = log.rebuild(contextId);
      events(told.events(), findings);
      replay(objects, told.objects(), findings);
      if (told.erased() > 0) {
        findings.add(pruned(contextId, told.erased()));
      }
    } catch (LogTruncatedException e) {
      findings.add(pruned(contextId, e));
    }
    return new Verification(contextId, objects.size(), findings);
  }

  private static Finding pruned(ContextId contextId, int erased) {
    return new Finding(
        "pruned",
        "context " + contextId,
        erased + " records of the log were erased in part; their digests are kept",
        false);
  }

  private static Finding pruned(ContextId contextId, LogTruncatedException e) {
    return new Finding(
        "pruned",
        "context " + contextId,
        "the log keeps only records from position "
            + e.oldest()
            + " on: what is stored is not compared with it",
        false);
  }

  /** What the profiles demand, and the invariants about the events of sessions. */
  private static void events(ProfileEvents events, List<Finding> findings) {
    findings.addAll(events.findings());
    Scopes.Builder scopes = Scopes.builder();
    events.ofSessions().forEach(event -> scopes.add("map_event", event));
    violations(scopes, findings);
  }

  private static void invariants(List<ProtocolObject> objects, List<Finding> findings) {
    Scopes.Builder scopes = Scopes.builder();
    objects.forEach(object -> scopes.add(object.module().wire(), Wire.json(object)));
    violations(scopes, findings);
  }

  private static void violations(Scopes.Builder scopes, List<Finding> findings) {
    InvariantReport report = RULES.check(scopes.build());
    for (InvariantViolation violation : report.violations()) {
      boolean isError = report.errors().contains(violation);
      findings.add(
          new Finding(
              violation.ruleId(),
              violation.scope() + ' ' + violation.objectId(),
              violation.message(),
              isError));
    }
  }

  private static void versions(ProtocolObject object, List<Finding> findings) {
    String version = object.meta().protocolVersion();
    if (!version.equals(Metadata.PROTOCOL_VERSION)) {
      findings.add(
          new Finding(
              "version",
              name(object),
              "expected protocol version " + Metadata.PROTOCOL_VERSION + ", found " + version,
              false));
    }
  }

  private static String name(ProtocolObject object) {
    return object.module().wire() + ' ' + object.id();
  }

  /** What is named is stored, in this Context or beside it. */
  private void references(SemanticGraph graph, List<Finding> findings) {
    Map<String, String> kinds = new LinkedHashMap<>();
    graph.nodes().forEach(node -> kinds.put(node.id(), node.kind()));
    for (SemanticGraph.Edge edge : graph.edges()) {
      if (!kinds.containsKey(edge.to()) && !isStored(edge)) {
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

  private void replay(
      List<ProtocolObject> objects, Map<ObjectRef, JsonObject> rebuilt, List<Finding> findings) {
    Map<ObjectRef, JsonObject> stored = comparable(objects);
    stored.replaceAll((ref, json) -> ref.module() == ModuleName.TRACE ? head(ref, json) : json);
    stored.forEach(
        (ref, object) -> {
          JsonObject told = rebuilt.get(ref);
          if (told == null) {
            findings.add(finding(ref, "the log does not tell of it"));
          } else if (!told.equals(object)) {
            findings.add(finding(ref, "the log tells another " + differences(told, object)));
          }
        });
    rebuilt.keySet().stream()
        .filter(ref -> !stored.containsKey(ref) && !OF_TENANT.contains(ref.module()))
        .forEach(ref -> findings.add(finding(ref, "the log tells of it, and it is not stored")));
  }

  /** A Trace as it is stored: read with its segments, it ends with the last of them. */
  private JsonObject head(ObjectRef ref, JsonObject otherwise) {
    return caller
        .storage()
        .get(new DocumentKey(caller.tenant(), ref.module().wire(), ref.id().value()))
        .map(document -> comparable(Wire.read(Trace.class, document.body())))
        .orElse(otherwise);
  }

  private static String differences(JsonObject told, JsonObject stored) {
    List<String> names = new ArrayList<>();
    Set<String> all = new TreeSet<>(told.names());
    all.addAll(stored.names());
    for (String name : all) {
      if (!Objects.equals(told.get(name), stored.get(name))) {
        names.add(name);
      }
    }
    return String.join(", ", names);
  }

  private static Finding finding(ObjectRef ref, String message) {
    return new Finding("log", ref.module().wire() + ' ' + ref.id(), message, true);
  }

  /** See {@link dev.mplp.context.Contexts#graph}. */
  public SemanticGraph graph(ContextId contextId) {
    return graph(flows.objects(contextId));
  }

  private static SemanticGraph graph(List<ProtocolObject> objects) {
    return GraphBuilder.of(comparable(objects));
  }

  /** The graph that follows from the log alone. */
  public SemanticGraph graphOfLog(ContextId contextId) {
    return GraphBuilder.of(log.rebuild(contextId).objects());
  }

  /** Objects in wire form, without what is read from the log anyway. */
  static Map<ObjectRef, JsonObject> comparable(List<ProtocolObject> objects) {
    Map<ObjectRef, JsonObject> all = new LinkedHashMap<>();
    for (ProtocolObject object : objects) {
      ObjectRef ref = new ObjectRef(ObjectId.from(object.id()), object.module(), null);
      all.put(ref, comparable(object));
    }
    return all;
  }

  private static JsonObject comparable(ProtocolObject object) {
    JsonObject json = Wire.json(object).without("events");
    return object.module() == ModuleName.TRACE ? json.without("segments") : json;
  }

  /** What was rebuilt, in the form of {@link #comparable(List)}. */
  static Map<ObjectRef, JsonObject> comparable(Map<ObjectRef, JsonObject> rebuilt) {
    Map<ObjectRef, JsonObject> all = new LinkedHashMap<>();
    rebuilt.forEach((ref, json) -> all.put(ref, comparable(read(ref.module(), json))));
    return all;
  }

  private static ProtocolObject read(ModuleName module, JsonObject json) {
    return Wire.fromJson(ObjectType.of(module).type(), json);
  }
}
