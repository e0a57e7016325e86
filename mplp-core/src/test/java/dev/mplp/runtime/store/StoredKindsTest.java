package dev.mplp.runtime.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.administration.ActFilter;
import dev.mplp.administration.AdministrativeAct;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ModuleName;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.model.RevisionId;
import dev.mplp.model.RoleId;
import dev.mplp.model.TraceId;
import dev.mplp.plan.RemoteRequest;
import dev.mplp.role.AssignmentFilter;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.TraceSegment;
import dev.mplp.trace.TraceStatus;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every kind of document has one that is kept as it was once stored, and what belongs to plans,
 * executions, approvals and roles is read from them for ever: the files are not changed.
 */
class StoredKindsTest {

  private static final List<String> FILES = List.of("documents-1.txt", "documents-2.txt");

  private final InMemoryStorage storage = InMemoryStorage.create();
  private final Mplp mplp = MplpRuntime.builder().storage(storage).build();
  private final Map<String, List<JsonObject>> stored = new LinkedHashMap<>();

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
    storage.close();
  }

  private static List<JsonObject> documents(String file) throws IOException {
    try (InputStream in = StoredKindsTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(line -> Wire.object(line.getBytes(UTF_8)))
          .toList();
    }
  }

  private static Set<String> kinds() throws IllegalAccessException {
    Set<String> kinds = new TreeSet<>();
    for (Field field : Kinds.class.getFields()) {
      if (!field.getName().startsWith("TIMER_")) {
        kinds.add((String) field.get(null));
      }
    }
    for (ModuleName module : ModuleName.values()) {
      kinds.add(module.wire());
    }
    kinds.add("imported");
    return kinds;
  }

  @Test
  void everyKind_hasADocumentThatIsKept() throws Exception {
    Set<String> kept = new TreeSet<>();
    for (String file : FILES) {
      documents(file).forEach(document -> kept.add(text(document, "kind")));
    }
    assertThat(kept)
        .as("add a line with a document of the new kind to a file, and read it in this test")
        .containsAll(kinds());
  }

  private void store() throws IOException {
    for (JsonObject document : documents("documents-2.txt")) {
      String kind = text(document, "kind");
      String id = text(document, "id");
      stored.computeIfAbsent(kind, any -> new ArrayList<>()).add(document);
      Map<String, String> index = new LinkedHashMap<>();
      member(document, "index")
          .asObject()
          .members()
          .forEach((name, value) -> index.put(name, value.asString()));
      ChangeSet.Builder set =
          ChangeSet.builder("default")
              .add(
                  new Change.PutDocument(kind, id, 0, Wire.bytes(member(document, "body")), index));
      List<byte[]> items = new ArrayList<>();
      ((JsonArray) member(document, "items")).forEach(item -> items.add(Wire.bytes(item)));
      if (!items.isEmpty()) {
        set.add(new Change.AppendItems(kind, id, 0, items));
      }
      assertThat(storage.commit(set.build()).isCommitted()).isTrue();
    }
  }

  private static JsonValue member(JsonObject document, String name) {
    return Objects.requireNonNull(document.get(name), name);
  }

  private static String text(JsonObject document, String name) {
    return document.string(name).orElseThrow();
  }

  private List<String> ids(String kind) {
    return stored.get(kind).stream().map(document -> text(document, "id")).toList();
  }

  @Test
  void plansAndExecutions_areRead() throws IOException {
    store();
    assertThat(ids("plan"))
        .hasSize(4)
        .allMatch(id -> !mplp.plans().get(PlanId.of(id)).steps().isEmpty());
    assertThat(ids("execution"))
        .hasSize(3)
        .allMatch(id -> mplp.plans().execution(ExecutionId.of(id)).snapshot().state() != null);
    String asked = ids("remote-step").get(0);
    RemoteRequest request =
        mplp.plans()
            .execution(ExecutionId.of(asked.substring(0, asked.indexOf('/'))))
            .remoteRequests(null, 10)
            .items()
            .get(0);
    assertThat(request.role()).isEqualTo("scorer");
    assertThat(request.attempt()).isEqualTo(3);
    assertThat(request.fraction()).isEqualTo(0.25);
    assertThat(ids("trace")).allMatch(id -> mplp.traces().get(TraceId.of(id)).status() != null);
    RevisionId revision = RevisionId.of(ids("plan-revision").get(0));
    assertThat(mplp.plans().revisions().get(revision).revisionId()).isEqualTo(revision);
    assertThat(mplp.plans().limits().list()).hasSize(1);
    assertThat(mplp.plans().limits().defaultBudget()).isPresent();
  }

  @Test
  void traceOfTheHost_isReadAndGoesOn() throws IOException {
    store();
    TraceId id = TraceId.of(ids("trace-tail").get(0));
    List<TraceSegment> segments = mplp.traces().get(id).segments();
    assertThat(segments).extracting(TraceSegment::label).containsExactly("look at it", "think");
    mplp.traces().moveSegment(id, segments.get(1).segmentId(), SegmentStatus.COMPLETED);
    mplp.traces().complete(id);
    assertThat(mplp.traces().get(id).status()).isEqualTo(TraceStatus.COMPLETED);
  }

  @Test
  void approvals_areRead() throws IOException {
    store();
    assertThat(ids("confirm"))
        .extracting(id -> mplp.confirms().get(ConfirmId.of(id)).confirm().status())
        .containsExactlyInAnyOrder(ConfirmStatus.APPROVED, ConfirmStatus.PENDING);
    assertThat(mplp.as(Principal.of("alice", "boss")).confirms().inbox(null, 10).items())
        .hasSize(1);
  }

  @Test
  void rolesContextsAndActs_areRead() throws IOException {
    store();
    RoleId head = mplp.roles().find("head").orElseThrow().roleId();
    assertThat(mplp.roles().inherited(head))
        .containsExactly(mplp.roles().find("clerk").orElseThrow().roleId());
    assertThat(mplp.roles().assignments().list(AssignmentFilter.all(), null, 10).items())
        .singleElement()
        .matches(assignment -> assignment.subject().equals("ada"));
    ContextId context = ContextId.of(text(stored.get("context").get(0), "id"));
    assertThat(mplp.contexts().get(context).title()).isNotBlank();
    assertThat(mplp.contexts().system().contextId().value())
        .isEqualTo(member(stored.get("system-context").get(0), "body").asString());
    assertThat(mplp.administration().acts(ActFilter.ALL, null, 10).items())
        .extracting(AdministrativeAct::act)
        .containsExactly("keys.rotated");
  }
}
