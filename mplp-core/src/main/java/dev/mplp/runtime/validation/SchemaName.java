package dev.mplp.runtime.validation;

import dev.mplp.model.JsonObject;
import dev.mplp.runtime.json.Shape;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The schemas of the protocol: one for each kind of document, and one for each part that several
 * kinds share.
 */
public enum SchemaName {
  /** A Context. */
  CONTEXT("mplp-context"),
  /** A Plan. */
  PLAN("mplp-plan"),
  /** A Confirm. */
  CONFIRM("mplp-confirm"),
  /** A Trace. */
  TRACE("mplp-trace"),
  /** A Role. */
  ROLE("mplp-role"),
  /** A Dialog. */
  DIALOG("mplp-dialog"),
  /** A Collab. */
  COLLAB("mplp-collab"),
  /** An Extension. */
  EXTENSION("mplp-extension"),
  /** A Core manifest. */
  CORE("mplp-core"),
  /** A Network. */
  NETWORK("mplp-network"),
  /** An inline event, as in the {@code events} of a module object. */
  EVENT("mplp-event", "events"),
  /** An observability event of any family. */
  EVENT_CORE("mplp-event-core"),
  /** An observability event of the family {@code pipeline_stage}. */
  PIPELINE_STAGE_EVENT("mplp-pipeline-stage-event"),
  /** An observability event of the family {@code graph_update}. */
  GRAPH_UPDATE_EVENT("mplp-graph-update-event"),
  /** An observability event of the family {@code runtime_execution}. */
  RUNTIME_EXECUTION_EVENT("mplp-runtime-execution-event"),
  /** An event of the single-agent profile. */
  SA_EVENT("mplp-sa-event"),
  /** An event of the multi-agent profile. */
  MAP_EVENT("mplp-map-event"),
  /** A tool event of an integration. */
  TOOL_EVENT("mplp-tool-event"),
  /** A file update event of an integration. */
  FILE_UPDATE_EVENT("mplp-file-update-event"),
  /** A Git event of an integration. */
  GIT_EVENT("mplp-git-event"),
  /** A CI event of an integration. */
  CI_EVENT("mplp-ci-event"),
  /** A learning sample of any family. */
  LEARNING_SAMPLE_CORE("mplp-learning-sample-core"),
  /** A learning sample of the family {@code intent_resolution}. */
  LEARNING_SAMPLE_INTENT("mplp-learning-sample-intent"),
  /** A learning sample of the family {@code delta_impact}. */
  LEARNING_SAMPLE_DELTA("mplp-learning-sample-delta"),
  /** A learning sample that describes one whole execution. */
  LEARNING_SAMPLE("mplp-learning-sample"),
  /** The {@code meta} of a module object. */
  META("mplp-meta", "metadata"),
  /** The {@code governance} of a module object. */
  GOVERNANCE("mplp-governance"),
  /** A reference to a module object. */
  REF("mplp-ref"),
  /** The {@code trace} of a module object. */
  SPAN("mplp-span", "trace-base"),
  /** The identifier of a module object. */
  ID("mplp-id", "identifiers");

  private static final String PREFIX = "mplp-";

  private final String text;
  private final String alias;

  SchemaName(String text) {
    this(text, text);
  }

  SchemaName(String text, String alias) {
    this.text = text;
    this.alias = alias;
  }

  /** The name as users write it, such as {@code mplp-plan}. */
  public String text() {
    return text;
  }

  /**
   * The schema that a user means: by its name with or without {@code mplp-}, in any case, or by the
   * file name that the protocol gives it ({@code mplp-plan.schema.json}).
   */
  public static Optional<SchemaName> find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String bare = lower.replaceFirst("\\.json\\z", "").replaceFirst("\\.schema\\z", "");
    return Arrays.stream(values()).filter(schema -> schema.isCalled(bare)).findFirst();
  }

  private boolean isCalled(String bare) {
    return bare.equals(text) || bare.equals(text.substring(PREFIX.length())) || bare.equals(alias);
  }

  /** How the codec reads documents of this schema; empty for identifiers, which are no objects. */
  public Optional<Shape<?>> shape() {
    return Shapes.named(text);
  }

  /** The schema itself, in JSON Schema draft 7; it refers to others by the names of their files. */
  public JsonObject document() {
    return WireCodec.standard().parse(bytes()).asObject();
  }

  /** The text of the schema. */
  byte[] bytes() {
    try (InputStream in = SchemaName.class.getResourceAsStream(resource())) {
      if (in == null) {
        throw new IllegalStateException("the library lacks its file " + resource());
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource(), e);
    }
  }

  /** The address of the schema within our own set; nothing is ever fetched from it. */
  String iri() {
    return "mplp:/" + text + ".json";
  }

  /** The file of the schema, relative to this package. */
  String resource() {
    return "schema/" + text + ".json";
  }

  @Override
  public String toString() {
    return text;
  }
}
