package dev.mplp.runtime.verify;

import dev.mplp.context.SemanticGraph;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The graph of objects in wire form: the same whether they were stored or rebuilt from the log. */
final class GraphBuilder {

  private final List<SemanticGraph.Node> nodes = new ArrayList<>();
  private final List<SemanticGraph.Edge> edges = new ArrayList<>();

  private GraphBuilder() {}

  static SemanticGraph of(Map<ObjectRef, JsonObject> objects) {
    GraphBuilder graph = new GraphBuilder();
    objects.forEach(graph::add);
    return new SemanticGraph(graph.nodes, graph.edges);
  }

  private void add(ObjectRef ref, JsonObject object) {
    String id = ref.id().value();
    String kind = ref.module().wire();
    node(id, kind, object);
    if (!kind.equals("context")) {
      edge(id, object, "context_id", "belongs_to");
    }
    edge(id, object, "plan_id", kind.equals("plan") ? "" : "records");
    edge(id, object, "target_id", "confirms");
    if (object.get("governance") instanceof JsonObject governance
        && governance.get("lastConfirmRef") instanceof JsonObject confirm) {
      edge(id, confirm, "id", "confirmed_by");
    }
    each(object, "steps", step -> part(id, "step", "step_id", step));
    each(object, "nodes", node -> part(id, "node", "node_id", node));
    each(object, "participants", participant -> edge(id, participant, "role_id", "has_role"));
  }

  private void part(String owner, String kind, String key, JsonObject part) {
    String id = part.string(key).orElseThrow();
    node(id, kind, part);
    edges.add(new SemanticGraph.Edge(id, owner, "part_of"));
    edge(id, part, "role_id", "has_role");
    if (part.get("dependencies") instanceof JsonArray dependencies) {
      dependencies.forEach(
          on -> edges.add(new SemanticGraph.Edge(id, on.asString(), "depends_on")));
    }
  }

  private void node(String id, String kind, JsonObject object) {
    String label =
        object
            .string("title")
            .or(() -> object.string("name"))
            .or(() -> object.string("description"))
            .orElse("");
    nodes.add(new SemanticGraph.Node(id, kind, label, object.string("status").orElse("")));
  }

  private void edge(String from, JsonObject object, String member, String kind) {
    if (!kind.isEmpty()) {
      object.string(member).ifPresent(to -> edges.add(new SemanticGraph.Edge(from, to, kind)));
    }
  }

  private interface Part {
    void accept(JsonObject part);
  }

  private static void each(JsonObject object, String list, Part visitor) {
    if (object.get(list) instanceof JsonArray parts) {
      for (JsonValue part : parts) {
        visitor.accept(part.asObject());
      }
    }
  }
}
