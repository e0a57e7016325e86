package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.CoreId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.runtime.json.Shapes;
import java.util.Arrays;
import java.util.List;

/** A manifest of all modules, which is away when it is over. */
final class ManifestExamples {

  private ManifestExamples() {}

  static void run(Caller caller) {
    create(caller);
    CoreId id = create(caller);
    caller.to("activeManifest").refused(404, "CORE_NOT_FOUND");
    Answered read = caller.to("getManifest", id).answers();
    Answered put = caller.to("replaceManifest", id).over(read).body(read.json()).answers();
    caller
        .to("patchManifest", id)
        .over(put)
        .body("{'modules': []}")
        .refused(422, "VALIDATION_FAILED");
    caller
        .to("patchManifest", id)
        .over(put)
        .body("{'governance': {'lifecyclePhase': 'x'}}")
        .answers();

    caller.to("activateManifest", id).answers();
    assertThat(caller.to("activeManifest").answers().text("core_id")).isEqualTo(id.value());
    caller
        .to("switchModule", "network")
        .body("{'status': 'disabled', 'reason': 'not needed'}")
        .answers();
    caller.to("listNetworks").refused(403, "MODULE_DISABLED");
    assertThat(caller.to("checkProfile", "map").answers().json())
        .isEqualTo(
            JsonObject.of("profile", "map", "conforms", false, "missing", List.of("network")));
    assertThat(caller.to("checkProfile", "sa").answers().json().get("conforms"))
        .hasToString("true");
    caller
        .to("switchModule", "core")
        .body("{'status': 'disabled'}")
        .refused(409, "REQUIRED_MODULE");
    caller.to("switchModule", "network").body("{'status': 'enabled'}").answers();

    caller.to("deprecateManifest", id).body("{'reason': 'over'}").answers();
    caller.to("manifestHistory", id).answers();
    caller.to("archiveManifest", id).answers();
    assertThat(caller.to("listManifests").query("status", "archived").answers().texts("core_id"))
        .contains(id.value());
    caller.to("purgeManifest", id).answers();
    caller.to("getManifest", id).refused(404, "CORE_NOT_FOUND");
  }

  private static CoreId create(Caller caller) {
    List<CoreModule> modules =
        Arrays.stream(ModuleName.values())
            .map(module -> CoreModule.builder(module, "1.0.0", ModuleStatus.ENABLED).build())
            .toList();
    CoreManifest draft = CoreManifest.builder(modules).build();
    caller.to("createManifest").body(Shapes.CORE, draft).answers();
    return draft.coreId();
  }
}
