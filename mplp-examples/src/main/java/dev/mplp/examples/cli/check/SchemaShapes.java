package dev.mplp.examples.cli.check;

import dev.mplp.model.ProtocolObject;
import dev.mplp.runtime.json.Shape;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.validation.SchemaName;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records that documents of a schema are read into. */
public final class SchemaShapes {

  private static final Map<SchemaName, Shape<? extends ProtocolObject>> MODULES =
      new EnumMap<>(
          Map.of(
              SchemaName.CONTEXT, Shapes.CONTEXT,
              SchemaName.PLAN, Shapes.PLAN,
              SchemaName.CONFIRM, Shapes.CONFIRM,
              SchemaName.TRACE, Shapes.TRACE,
              SchemaName.ROLE, Shapes.ROLE,
              SchemaName.DIALOG, Shapes.DIALOG,
              SchemaName.COLLAB, Shapes.COLLAB,
              SchemaName.EXTENSION, Shapes.EXTENSION,
              SchemaName.CORE, Shapes.CORE,
              SchemaName.NETWORK, Shapes.NETWORK));

  private static final Map<SchemaName, Shape<?>> OTHERS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(SchemaName.EVENT, Shapes.EVENT),
              Map.entry(SchemaName.EVENT_CORE, Shapes.CORE_EVENT),
              Map.entry(SchemaName.PIPELINE_STAGE_EVENT, Shapes.PIPELINE_STAGE),
              Map.entry(SchemaName.GRAPH_UPDATE_EVENT, Shapes.GRAPH_UPDATE),
              Map.entry(SchemaName.RUNTIME_EXECUTION_EVENT, Shapes.RUNTIME_EXECUTION),
              Map.entry(SchemaName.SA_EVENT, Shapes.SA_EVENT),
              Map.entry(SchemaName.MAP_EVENT, Shapes.MAP_EVENT),
              Map.entry(SchemaName.TOOL_EVENT, Shapes.TOOL_EVENT),
              Map.entry(SchemaName.FILE_UPDATE_EVENT, Shapes.FILE_UPDATE_EVENT),
              Map.entry(SchemaName.GIT_EVENT, Shapes.GIT_EVENT),
              Map.entry(SchemaName.CI_EVENT, Shapes.CI_EVENT),
              Map.entry(SchemaName.LEARNING_SAMPLE, Shapes.LEARNING_SAMPLE),
              Map.entry(SchemaName.LEARNING_SAMPLE_CORE, Shapes.CORE_SAMPLE),
              Map.entry(SchemaName.LEARNING_SAMPLE_INTENT, Shapes.INTENT_SAMPLE),
              Map.entry(SchemaName.LEARNING_SAMPLE_DELTA, Shapes.DELTA_SAMPLE),
              Map.entry(SchemaName.META, Shapes.METADATA),
              Map.entry(SchemaName.SPAN, Shapes.TRACE_BASE)));

  private SchemaShapes() {}

  /** The record of a schema; null for the few parts of documents that have none of their own. */
  static @Nullable Shape<?> find(SchemaName schema) {
    Shape<?> module = MODULES.get(schema);
    return module == null ? OTHERS.get(schema) : module;
  }

  /**
   * The object of a module that a document holds.
   *
   * @throws dev.mplp.ValidationException if it is not valid or cannot be stored
   * @throws IllegalArgumentException if it is of no module
   */
  public static ProtocolObject object(Document document) {
    SchemaName schema = document.schema();
    Shape<? extends ProtocolObject> shape = schema == null ? null : MODULES.get(schema);
    if (shape == null) {
      throw new IllegalArgumentException(document.path() + " holds no object of a module");
    }
    return WireCodec.standard().read(shape, document.text());
  }
}
