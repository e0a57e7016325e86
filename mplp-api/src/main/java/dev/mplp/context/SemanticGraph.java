package dev.mplp.context;

import java.util.Comparator;
import java.util.List;

/**
 * What there is in a Context and how it hangs together: objects of the protocol, steps of plans and
 * nodes of networks, and what binds them. Two graphs of the same content are equal.
 *
 * @param nodes by identifier, each once
 * @param edges by where they lead from, to, and kind, each once
 */
public record SemanticGraph(List<Node> nodes, List<Edge> edges) {

  /** Sorts both, and leaves out what is there twice. */
  public SemanticGraph {
    nodes = nodes.stream().distinct().sorted(Comparator.comparing(Node::id)).toList();
    edges =
        edges.stream()
            .distinct()
            .sorted(
                Comparator.comparing(Edge::from).thenComparing(Edge::to).thenComparing(Edge::kind))
            .toList();
  }

  /** A node or an edge. */
  public sealed interface Element permits Node, Edge {}

  /**
   * Something in a Context.
   *
   * @param id its identifier
   * @param kind the name of its module; {@code step} and {@code node} for parts of plans and
   *     networks
   * @param label its title, name or description; empty when it has none
   * @param status where it stands; empty when it has no status
   */
  public record Node(String id, String kind, String label, String status) implements Element {}

  /**
   * A binding.
   *
   * @param from the identifier of the node that names the other one
   * @param to the identifier of the other one, which need not be a node of this graph
   * @param kind {@code belongs_to} a Context, {@code part_of} a plan or network, {@code depends_on}
   *     a step, {@code records} a plan, {@code confirms} a target, {@code confirmed_by} a Confirm,
   *     {@code has_role} a Role
   */
  public record Edge(String from, String to, String kind) implements Element {}
}
