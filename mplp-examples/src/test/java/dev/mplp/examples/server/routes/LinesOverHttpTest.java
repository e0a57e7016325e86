package dev.mplp.examples.server.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.dialog.MessageRole;
import dev.mplp.examples.server.TestServer;
import dev.mplp.examples.server.http.MplpServer;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionType;
import dev.mplp.flow.Flow;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.Principal;
import dev.mplp.network.Network;
import dev.mplp.network.TopologyType;
import dev.mplp.plan.Plan;
import dev.mplp.role.Role;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.StorageException;
import dev.mplp.tck.StorageTap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Objects of a Context that are exported and imported line by line. */
class LinesOverHttpTest {

  private static final boolean FULL = Boolean.getBoolean("mplp.full");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TYPE = "application/x-ndjson";

  private static final AtomicBoolean storageIsAway = new AtomicBoolean();
  private static TestServer here;
  private static TestServer there;

  @BeforeAll
  static void start() {
    here =
        TestServer.start(
            MplpRuntime.builder()
                .ownedStorage(
                    StorageTap.over(
                        InMemoryStorage.create(),
                        call -> {
                          if (storageIsAway.get() && isAboutDialogs(call)) {
                            throw new StorageException(true, "away", null);
                          }
                          return call.proceed();
                        })));
    here.mplp().handlers().registerDefault(call -> StepResult.completed(JsonObject.of("n", 1)));
    there = TestServer.start();
  }

  private static boolean isAboutDialogs(StorageTap.Call call) {
    Object asked = call.arguments().length == 0 ? null : call.arguments()[0];
    if (asked instanceof DocumentKey key) {
      return key.kind().equals("imported") && key.id().startsWith("dialog/");
    }
    return asked instanceof DocumentQuery query && query.kind().equals("dialog");
  }

  @AfterAll
  static void stop() {
    here.close();
    there.close();
  }

  private static String path(ContextId context) {
    return "/api/v1/contexts/" + context + "/objects";
  }

  private static HttpResponse<String> imported(
      TestServer into, ContextId context, String lines, String... headers) {
    HttpRequest.Builder request =
        into.request(path(context))
            .header("Content-Type", TYPE)
            .POST(BodyPublishers.ofString(lines));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return into.send(request);
  }

  private static String last(String lines) {
    return lines.lines().reduce((before, line) -> line).orElse("");
  }

  private static String sums(
      int imported, int unchanged, int refused, int skipped, boolean complete) {
    return JsonObject.builder()
        .put("kind", "sums")
        .put("imported", imported)
        .put("unchanged", unchanged)
        .put("refused", refused)
        .put("skipped", skipped)
        .put("complete", complete)
        .build()
        .toString();
  }

  private static String line(String kind, JsonObject object) {
    return JsonObject.of("kind", kind, "object", object).toString() + '\n';
  }

  private static String context(ContextId id) {
    Context context =
        Context.builder(Root.of("finance", "staging"), "Brought").contextId(id).build();
    return line("context", WireCodec.standard().toJson(context));
  }

  private static String dialog(ContextId context) {
    return line("dialog", WireCodec.standard().toJson(Dialog.builder(context).build()));
  }

  /** A Context with what each module can have in one. */
  private static ContextId everything(Mplp mplp) throws InterruptedException {
    ContextId id = mplp.contexts().open("All of it", Root.of("lab", "test")).contextId();
    Plan plan = Plan.builder(id, "Show", "Each module").step("One", "clerk").build();
    mplp.plans().create(plan);
    mplp.plans().execute(plan.planId()).await(PATIENCE);
    Dialog dialog = mplp.dialogs().open(id);
    mplp.dialogs().send(dialog.dialogId(), MessageDraft.of(MessageRole.USER, "H\u00e4?\n\u2028"));
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    mplp.flows()
        .importFlow(
            new Flow(
                List.of(
                    Confirm.builder(ConfirmTarget.PLAN, ObjectId.from(plan.planId()), "clerk", now)
                        .build(),
                    Role.builder("auditor").build(),
                    Extension.builder(id, "search", ExtensionType.CAPABILITY, "1.0.0").build(),
                    Collab.builder(
                            id,
                            "Talk",
                            "to agree",
                            CollabMode.BROADCAST,
                            List.of(
                                CollabParticipant.builder("a", ParticipantKind.AGENT).build(),
                                CollabParticipant.builder("b", ParticipantKind.HUMAN).build()),
                            now)
                        .build(),
                    CoreManifest.builder(
                            Arrays.stream(ModuleName.values())
                                .map(
                                    name ->
                                        CoreModule.builder(name, "1.0.0", ModuleStatus.ENABLED)
                                            .build())
                                .toList())
                        .build(),
                    Network.builder(id, "Net", TopologyType.HUB_SPOKE).build())));
    return id;
  }

  @Test
  void contextWithAllModules_isTheSameElsewhere_andTheImportCanBeRepeated() throws Exception {
    ContextId id = everything(here.mplp());
    HttpResponse<String> exported = here.get(path(id));
    assertThat(exported.headers().firstValue("Content-Type")).hasValue(TYPE);
    for (ModuleName module : ModuleName.values()) {
      assertThat(exported.body()).contains("{\"kind\":\"" + module.wire() + "\",\"object\":{");
    }
    assertThat(last(exported.body())).isEqualTo("{\"kind\":\"end\",\"objects\":10}");

    HttpResponse<String> told = imported(there, id, exported.body());
    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.body().lines()).hasSize(11);
    assertThat(told.body())
        .startsWith("{\"kind\":\"imported\",\"line\":1,\"module\":\"context\",\"id\":\"" + id);
    assertThat(last(told.body())).isEqualTo(sums(10, 0, 0, 0, true));
    assertSame(there.get(path(id)).body(), exported.body());
    assertThat(last(imported(there, id, exported.body()).body()))
        .isEqualTo(sums(0, 10, 0, 0, true));
  }

  /** A Trace tells of its import, too. */
  private static void assertSame(String lines, String before) {
    List<String> now = lines.lines().toList();
    List<String> expected = before.lines().toList();
    assertThat(now).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      if (expected.get(i).startsWith("{\"kind\":\"trace\"")) {
        String open = expected.get(i).replaceFirst("]}}$", "");
        assertThat(now.get(i)).startsWith(open).contains("trace.imported");
      } else {
        assertThat(now.get(i)).isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void linesThatAreRefused_holdUpNoOthers_andSayWhereTheyAreWrong() {
    ContextId id = ContextId.random();
    String long1 = "{\"kind\":\"" + "x".repeat(1 << 20) + "\"}\n";
    String wrong = dialog(id).replace("\"active\"", "\"asleep\"");
    String all =
        context(id)
            + "{\"kind\":\"plan\",\n"
            + long1
            + "\r\n"
            + wrong
            + dialog(ContextId.random())
            + "{\"kind\":\"dialogue\",\"object\":{}}\n"
            + dialog(id).replace("\n", "\r\n")
            + "{\"kind\":\"end\",\"objects\":2}\n"
            + dialog(id).strip();

    List<String> told = imported(there, id, all).body().lines().toList();

    assertThat(told).hasSize(10);
    assertThat(told.get(0)).contains("\"imported\",\"line\":1");
    assertThat(told.get(1)).contains("\"refused\",\"line\":2", "INVALID_REQUEST");
    assertThat(told.get(2)).contains("\"refused\",\"line\":3", "LINE_TOO_LARGE", "1048576 bytes");
    assertThat(told.get(3))
        .contains("\"refused\",\"line\":5", "VALIDATION_FAILED", "\"pointer\":\"/object/status\"");
    assertThat(told.get(4))
        .contains("\"line\":6,\"module\":\"dialog\"", "FLOW_INCONSISTENT", id.value());
    assertThat(told.get(5))
        .contains("\"line\":7", "/kind", "must be one of context, plan, confirm");
    assertThat(told.get(6)).contains("\"imported\",\"line\":8,\"module\":\"dialog\"");
    assertThat(told.get(7)).contains("\"line\":9", "had 2 objects, but 3 came");
    assertThat(told.get(8)).contains("\"line\":10", "after the end");
    assertThat(told.get(9)).isEqualTo(sums(2, 0, 7, 0, false));
  }

  @Test
  void cutExport_isToldAsSuch_andSoIsOneThatHasOtherContent() {
    ContextId id = ContextId.random();
    String scope = context(id);
    assertThat(last(imported(there, id, scope).body())).isEqualTo(sums(1, 0, 0, 0, false));
    String other = scope.replace("Brought", "Otherwise");
    HttpResponse<String> told =
        imported(there, id, other + "{\"kind\":\"broken_off\",\"problem\":{}}");
    assertThat(told.body()).contains("ALREADY_EXISTS", "\"line\":2");
    assertThat(last(told.body())).isEqualTo(sums(0, 0, 2, 0, false));
  }

  @Test
  void manyWrongLines_areNotLookedAtAnyMore() {
    ContextId id = ContextId.random();
    HttpResponse<String> told = imported(there, id, context(id) + "x\n".repeat(1_500));
    assertThat(last(told.body())).isEqualTo(sums(1, 0, 1_000, 500, false));
  }

  @Test
  void whatIsNotThere_andWhatIsNoImport_isRefusedBeforeItBegins() {
    ContextId id = ContextId.random();
    assertThat(there.get(path(id)).body()).contains("\"CONTEXT_NOT_FOUND\"", "\"status\":404");
    assertThat(imported(there, id, dialog(id)).body()).contains("\"CONTEXT_NOT_FOUND\"");
    assertThat(imported(there, id, context(id), "Idempotency-Key", "k1").body())
        .contains("\"status\":400", "takes no Idempotency-Key");
    assertThat(imported(there, id, context(id), "Content-Encoding", "gzip").statusCode())
        .isEqualTo(415);
    HttpResponse<String> json = there.send("POST", path(id), context(id));
    assertThat(json.statusCode()).isEqualTo(415);
    assertThat(json.headers().firstValue("Accept")).hasValue(TYPE);
    assertThat(there.get(path(id)).statusCode()).as("nothing was imported").isEqualTo(404);
  }

  @Test
  void callerWhoSendsEverythingBeforeHeReads_isAnswered() throws IOException {
    ContextId id = ContextId.random();
    int many = FULL ? 99_000 : 4_000;
    StringBuilder lines = new StringBuilder(context(id));
    for (int i = 1; i < many; i++) {
      lines.append(dialog(id));
    }
    lines.append("{\"kind\":\"end\",\"objects\":").append(many).append("}\n");
    byte[] body = lines.toString().getBytes(UTF_8);
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4 << 10);
      socket.connect(there.address());
      socket.setSoTimeout(120_000);
      socket.getOutputStream().write(head(id, body.length));
      socket.getOutputStream().write(body);
      String told = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(told).startsWith("HTTP/1.1 200");
      assertThat(told).contains(sums(many, 0, 0, 0, true));
      assertThat(told.lines().filter(line -> line.startsWith("{\"kind\":\"imported\"")))
          .hasSize(many);
    }
    String exported = there.get(path(id)).body();
    assertThat(last(exported)).isEqualTo("{\"kind\":\"end\",\"objects\":" + many + "}");
    assertThat(exported.lines()).hasSize(many + 1);
  }

  private static byte[] head(ContextId id, int length) {
    return String.join(
            "\r\n",
            "POST " + path(id) + " HTTP/1.1",
            "Host: localhost",
            "Authorization: Bearer alice",
            "Connection: close",
            "Content-Type: " + TYPE,
            "Content-Length: " + length,
            "",
            "")
        .getBytes(UTF_8);
  }

  @Test
  void importThatWasCutShort_isRepeated_andWhatIsThereIsLeftAlone() throws IOException {
    ContextId id = ContextId.random();
    String first = context(id) + dialog(id);
    String second = dialog(id) + "{\"kind\":\"end\",\"objects\":3}\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), there.server().port())) {
      socket.getOutputStream().write(head(id, first.length() + second.length()));
      socket.getOutputStream().write((first + second.substring(0, 20)).getBytes(UTF_8));
      Instant end = Instant.now().plus(PATIENCE);
      while (!there.get(path(id)).body().endsWith("{\"kind\":\"end\",\"objects\":2}\n")) {
        assertThat(Instant.now()).isBefore(end);
        Thread.onSpinWait();
      }
    }
    HttpResponse<String> again = imported(there, id, first + second);
    Instant end = Instant.now().plus(PATIENCE);
    while (again.statusCode() == 429 && Instant.now().isBefore(end)) {
      again = imported(there, id, first + second); // the one that was cut short is just ending
    }
    assertThat(last(again.body())).isEqualTo(sums(1, 2, 0, 0, true));
  }

  @Test
  void importThatIsTooLarge_isRefused_alsoWhereItsLengthIsNotTold() throws Exception {
    ContextId id = ContextId.random();
    try (Mplp mplp = MplpRuntime.builder().build();
        MplpServer server =
            MplpServer.builder(mplp, caller -> Principal.of("ada"), AllRoutes::declare)
                .largestImport(100_000)
                .start()) {
      String lines = context(id) + dialog(id).repeat(1_000);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path(id)))
              .header("Content-Type", TYPE);
      HttpClient client = HttpClient.newHttpClient();
      HttpResponse<String> told =
          client.send(
              request.POST(BodyPublishers.ofString(lines)).build(), BodyHandlers.ofString());
      assertThat(told.body()).contains("BODY_TOO_LARGE", "100000 bytes");
      assertThat(told.statusCode()).isEqualTo(413);
      byte[] inPieces = lines.getBytes(UTF_8);
      told =
          client.send(
              request
                  .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(inPieces)))
                  .build(),
              BodyHandlers.ofString());
      assertThat(told.statusCode()).isEqualTo(413);
      assertThat(mplp.contexts().get(id).title()).as("what came before").isEqualTo("Brought");
    }
  }

  @Test
  void exportThatBreaksOff_saysSo_andHasNoEnd() throws Exception {
    ContextId id = everything(here.mplp());
    for (String coding : new String[] {"identity", "gzip"}) {
      String raw;
      storageIsAway.set(true);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), here.server().port())) {
        socket.setSoTimeout(30_000);
        String head =
            String.join(
                "\r\n",
                "GET " + path(id) + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer alice",
                "Accept-Encoding: " + coding,
                "",
                "");
        socket.getOutputStream().write(head.getBytes(UTF_8));
        raw = new String(socket.getInputStream().readAllBytes(), UTF_8);
      } finally {
        storageIsAway.set(false);
      }
      assertThat(raw).startsWith("HTTP/1.1 200").doesNotContain("\r\n0\r\n");
      if (coding.equals("identity")) {
        assertThat(raw)
            .contains("{\"kind\":\"plan\"", "{\"kind\":\"broken_off\"", "\"retryable\":true")
            .doesNotContain("\"end\"");
      }
    }
  }

  @Test
  void importThatTheStorageFails_isRefusedAsAWhole_andRepeated() {
    ContextId id = ContextId.random();
    String all = context(id) + dialog(id) + "{\"kind\":\"end\",\"objects\":2}\n";
    assertThat(last(imported(here, id, all).body())).isEqualTo(sums(2, 0, 0, 0, true));
    HttpResponse<String> told;
    storageIsAway.set(true);
    try {
      told = imported(here, id, all);
    } finally {
      storageIsAway.set(false);
    }
    assertThat(told.statusCode()).isEqualTo(503);
    assertThat(told.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(last(imported(here, id, all).body())).isEqualTo(sums(0, 2, 0, 0, true));
  }
}
