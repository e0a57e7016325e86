package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionType;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExtensionId;
import dev.mplp.runtime.json.Shapes;
import java.util.List;

/** An Extension from its registration to its end. */
final class ExtensionExamples {

  private ExtensionExamples() {}

  static void run(Caller caller) {
    ContextId context = caller.context();
    Extension registered =
        Extension.builder(context, "linter", ExtensionType.VALIDATION, "1.0.0").build();
    ExtensionId id = registered.extensionId();
    caller.to("createExtension").body(Shapes.EXTENSION, registered).answers();
    caller
        .to("createExtension")
        .body(Shapes.EXTENSION, registered.toBuilder().contextId(ContextId.random()).build())
        .refused(404, "CONTEXT_NOT_FOUND");
    Answered read = caller.to("getExtension", id).answers();
    Answered put =
        caller
            .to("replaceExtension", id)
            .over(read)
            .body(read.json().with("version", "1.1.0"))
            .answers();
    caller.to("patchExtension", id).over(put).body("{'config': {'strict': true}}").answers();
    caller.to("patchExtension", id).body("{}").refused(428, "PRECONDITION_REQUIRED");

    caller.to("activateExtension", id).answers();
    caller.to("deactivateExtension", id).body("{'reason': 'slow'}").answers();
    caller.to("archiveExtension", id).refused(409, "NOT_OVER");
    caller.to("deprecateExtension", id).answers();
    caller.to("extensionHistory", id).answers();
    assertThat(listed(caller, context)).containsExactly(id.value());
    caller.to("archiveExtension", id).answers();
    assertThat(listed(caller, context)).isEmpty();
    caller.to("purgeExtension", id).answers();
    caller.to("getExtension", id).refused(404, "EXTENSION_NOT_FOUND");
  }

  private static List<String> listed(Caller caller, ContextId context) {
    return caller
        .to("listExtensions")
        .query("context_id", context)
        .query("type", "validation")
        .query("name", "linter")
        .answers()
        .texts("extension_id");
  }
}
