package dev.mplp.runtime.journal;

import dev.mplp.Violation;
import dev.mplp.event.CiEvent;
import dev.mplp.event.FileUpdateEvent;
import dev.mplp.event.GitEvent;
import dev.mplp.event.IntegrationEvent;
import dev.mplp.event.IntegrationKind;
import dev.mplp.event.ToolEvent;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.json.Shape;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.store.Wire;
import dev.mplp.runtime.validation.SchemaName;
import java.util.List;
import java.util.Map;

/** Which form and schema an integration event of a kind has. */
final class IntegrationForms {

  private static final Map<IntegrationKind, Form<?>> FORMS =
      Map.of(
          IntegrationKind.TOOL,
          new Form<>(SchemaName.TOOL_EVENT, Shapes.TOOL_EVENT, ToolEvent.class),
          IntegrationKind.FILE_UPDATE,
          new Form<>(SchemaName.FILE_UPDATE_EVENT, Shapes.FILE_UPDATE_EVENT, FileUpdateEvent.class),
          IntegrationKind.GIT,
          new Form<>(SchemaName.GIT_EVENT, Shapes.GIT_EVENT, GitEvent.class),
          IntegrationKind.CI,
          new Form<>(SchemaName.CI_EVENT, Shapes.CI_EVENT, CiEvent.class));

  private IntegrationForms() {}

  static Form<?> of(IntegrationKind kind) {
    Form<?> form = FORMS.get(kind);
    if (form == null) {
      throw new IllegalStateException("no form of " + kind);
    }
    return form;
  }

  static JsonObject json(IntegrationEvent event) {
    return of(IntegrationKind.of(event)).json(event);
  }

  record Form<T extends IntegrationEvent>(SchemaName schema, Shape<T> shape, Class<T> type) {

    JsonObject json(IntegrationEvent event) {
      return Wire.json(shape, type.cast(event));
    }

    IntegrationEvent parse(byte[] json) {
      return Wire.read(shape, json);
    }

    List<Violation> violations(Checks checks, IntegrationEvent event) {
      return checks.violations(schema, shape, type.cast(event));
    }
  }
}
