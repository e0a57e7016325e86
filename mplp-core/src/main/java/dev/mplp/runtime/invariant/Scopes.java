package dev.mplp.runtime.invariant;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonObject;
import dev.mplp.runtime.validation.SchemaName;
import dev.mplp.runtime.validation.SchemaRecognition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects that rules are checked over, by scope.
 *
 * <p>Scopes are the ten modules ({@code context}, {@code plan}, ...), {@code event} (observability
 * events), {@code inline_event}, {@code sa_event}, {@code map_event}, {@code tool_event}, {@code
 * file_update_event}, {@code git_event}, {@code ci_event}, {@code learning_sample} and {@code
 * execution_sample}; a host may add scopes of its own. Immutable.
 */
public final class Scopes {

  private static final Map<SchemaName, String> NAMES =
      Map.ofEntries(
          Map.entry(SchemaName.CONTEXT, "context"),
          Map.entry(SchemaName.PLAN, "plan"),
          Map.entry(SchemaName.CONFIRM, "confirm"),
          Map.entry(SchemaName.TRACE, "trace"),
          Map.entry(SchemaName.ROLE, "role"),
          Map.entry(SchemaName.DIALOG, "dialog"),
          Map.entry(SchemaName.COLLAB, "collab"),
          Map.entry(SchemaName.EXTENSION, "extension"),
          Map.entry(SchemaName.CORE, "core"),
          Map.entry(SchemaName.NETWORK, "network"),
          Map.entry(SchemaName.EVENT, "inline_event"),
          Map.entry(SchemaName.EVENT_CORE, "event"),
          Map.entry(SchemaName.PIPELINE_STAGE_EVENT, "event"),
          Map.entry(SchemaName.GRAPH_UPDATE_EVENT, "event"),
          Map.entry(SchemaName.RUNTIME_EXECUTION_EVENT, "event"),
          Map.entry(SchemaName.SA_EVENT, "sa_event"),
          Map.entry(SchemaName.MAP_EVENT, "map_event"),
          Map.entry(SchemaName.TOOL_EVENT, "tool_event"),
          Map.entry(SchemaName.FILE_UPDATE_EVENT, "file_update_event"),
          Map.entry(SchemaName.GIT_EVENT, "git_event"),
          Map.entry(SchemaName.CI_EVENT, "ci_event"),
          Map.entry(SchemaName.LEARNING_SAMPLE_CORE, "learning_sample"),
          Map.entry(SchemaName.LEARNING_SAMPLE_INTENT, "learning_sample"),
          Map.entry(SchemaName.LEARNING_SAMPLE_DELTA, "learning_sample"),
          Map.entry(SchemaName.LEARNING_SAMPLE, "execution_sample"));

  private final Map<String, List<JsonObject>> objects;

  private Scopes(Map<String, List<JsonObject>> objects) {
    this.objects = objects;
  }

  /** An empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** The objects of a scope, in the order in which they were added. */
  public List<JsonObject> objects(String scope) {
    return objects.getOrDefault(scope, List.of());
  }

  /** The scopes that have objects. */
  public Set<String> names() {
    return objects.keySet();
  }

  /** True for a scope that the protocol has, be there objects of it or not. */
  boolean isKnown(String scope) {
    return NAMES.containsValue(scope) || objects.containsKey(scope);
  }

  /** Collects objects; not thread-safe. */
  public static final class Builder {

    private final Map<String, List<JsonObject>> objects = new LinkedHashMap<>();

    private Builder() {}

    /** Adds an object to a scope. */
    public Builder add(String scope, JsonObject object) {
      objects
          .computeIfAbsent(requireNonNull(scope, "scope"), name -> new ArrayList<>())
          .add(requireNonNull(object, "object"));
      return this;
    }

    /**
     * Adds an object to the scope that its content tells, see {@link SchemaRecognition#byContent}.
     *
     * @throws IllegalArgumentException if it tells none
     */
    public Builder add(JsonObject object) {
      return SchemaRecognition.byContent(object)
          .map(schema -> add(schema, object))
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "no kind of document has just these members: " + object.names()));
    }

    /**
     * Adds a document of a known kind.
     *
     * @throws IllegalArgumentException for a schema of a part that is no document, such as {@code
     *     mplp-meta}
     */
    public Builder add(SchemaName schema, JsonObject document) {
      String scope = NAMES.get(schema);
      if (scope == null) {
        throw new IllegalArgumentException(
            schema + " describes a part of documents, not a document");
      }
      return add(scope, document);
    }

    /** The objects as collected so far. */
    public Scopes build() {
      Map<String, List<JsonObject>> copy = new LinkedHashMap<>();
      objects.forEach((scope, list) -> copy.put(scope, List.copyOf(list)));
      return new Scopes(Collections.unmodifiableMap(copy));
    }
  }
}
