package dev.mplp.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.DialogMessage;
import dev.mplp.dialog.MessageRole;
import dev.mplp.examples.cli.json.Json;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionType;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeKind;
import dev.mplp.network.TopologyType;
import dev.mplp.plan.Plan;
import dev.mplp.role.Role;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder with an object of every module is run, and all of them come out again. */
class AllModulesFlowTest {

  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;

  @Test
  void an_object_of_every_module_goes_in_and_comes_out() throws IOException {
    Context context = Context.builder(Root.of("test", "test"), "Everything").build();
    Plan plan = Plan.builder(context.contextId(), "Two", "Done").step("One").step("Two").build();
    write(context);
    write(plan);
    othersOf(context.contextId(), plan).forEach(this::write);

    run();

    for (ModuleName module : ModuleName.values()) {
      assertThat(folder.resolve("out").resolve(module.wire() + ".json")).exists();
    }
  }

  private static Stream<ProtocolObject> othersOf(ContextId context, Plan plan) {
    return Stream.of(
        Confirm.builder(ConfirmTarget.PLAN, new ObjectId(plan.planId().uuid()), "agent", THEN)
            .build(),
        Trace.builder(context, TraceBase.builder(TraceId.random(), SpanId.random()).build())
            .planId(plan.planId())
            .build(),
        Role.builder("searcher").build(),
        Dialog.builder(context)
            .messages(List.of(DialogMessage.builder(MessageRole.USER, "Hello", THEN).build()))
            .build(),
        Collab.builder(
                context,
                "Talk",
                "To agree",
                CollabMode.PAIR,
                List.of(
                    CollabParticipant.builder("a", ParticipantKind.AGENT).roleId("driver").build()),
                THEN)
            .build(),
        Extension.builder(context, "finder", ExtensionType.CAPABILITY, "1.2.0").build(),
        Network.builder(context, "net", TopologyType.SINGLE_NODE)
            .nodes(List.of(NetworkNode.builder(NodeKind.AGENT).build()))
            .build(),
        CoreManifest.builder(
                List.of(CoreModule.builder(ModuleName.PLAN, "1.0.0", ModuleStatus.ENABLED).build()))
            .build());
  }

  /** The examples of the protocol, where they are at hand, with the flow of the test above. */
  @Test
  void the_protocols_own_examples_run() throws IOException {
    Optional<Path> spec =
        Stream.of(
                Path.of(System.getProperty("mplp.spec", "nowhere")),
                CommandLineRun.FLOWS.resolve("../../../shared/spec"))
            .map(path -> path.resolve("examples"))
            .filter(Files::isDirectory)
            .findFirst();
    if (spec.isEmpty()) {
      System.out.println("the protocol's examples are not here (-Dmplp.spec=FOLDER): none was run");
      return;
    }
    String contextId = ContextId.random().value();
    for (String module : List.of("context", "plan", "role", "collab", "dialog", "network")) {
      JsonObject example =
          Json.read(Files.readAllBytes(spec.get().resolve(module + ".with-events.json")))
              .orThrow(module)
              .asObject();
      boolean isBound = module.equals("context") || example.has("context_id");
      JsonObject bound = isBound ? example.with("context_id", contextId) : example;
      Files.writeString(folder.resolve(module + ".json"), bound.toString(), UTF_8);
    }
    run();
  }

  private void run() {
    Path out = folder.resolve("out");
    CommandLineRun run = CommandLineRun.of("run", folder, "--out", out);
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    CommandLineRun valid = CommandLineRun.of("validate", out);
    assertThat(valid.exit()).as(valid.out()).isZero();
    CommandLineRun rules = CommandLineRun.of("invariants", out);
    assertThat(rules.exit()).as(rules.out()).isZero();
  }

  private void write(ProtocolObject object) {
    try {
      Files.write(
          folder.resolve(object.module().wire() + ".json"), WireCodec.standard().write(object));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
