package dev.mplp.runtime.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mplp.Mplp;
import dev.mplp.NewerFormException;
import dev.mplp.collab.CollabFilter;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.StateKey;
import dev.mplp.dialog.Dialog;
import dev.mplp.event.IntegrationFilter;
import dev.mplp.extension.ExtensionFilter;
import dev.mplp.learning.SampleFilter;
import dev.mplp.model.ContextId;
import dev.mplp.model.DialogId;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.NetworkId;
import dev.mplp.model.PlanId;
import dev.mplp.network.Network;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Documents as an earlier version of this library stored them are read for ever: the file holds
 * what it wrote, one document a line, and is not changed.
 */
class StoredDocumentsTest {

  private final InMemoryStorage storage = InMemoryStorage.create();
  private final Mplp mplp = MplpRuntime.builder().storage(storage).build();
  private final Map<String, String> ids = new LinkedHashMap<>();

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
    storage.close();
  }

  private void store(UnaryOperator<JsonObject> change) throws IOException {
    try (InputStream in = StoredDocumentsTest.class.getResourceAsStream("documents-1.txt")) {
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        JsonObject document = change.apply(Wire.object(line.getBytes(UTF_8)));
        String kind = document.string("kind").orElseThrow();
        String id = document.string("id").orElseThrow();
        ids.put(kind, id);
        Map<String, String> index = new LinkedHashMap<>();
        member(document, "index")
            .asObject()
            .members()
            .forEach((name, value) -> index.put(name, value.asString()));
        ChangeSet.Builder set =
            ChangeSet.builder("default")
                .add(
                    new Change.PutDocument(
                        kind, id, 0, Wire.bytes(member(document, "body")), index));
        List<byte[]> items = new ArrayList<>();
        ((JsonArray) member(document, "items")).forEach(item -> items.add(Wire.bytes(item)));
        if (!items.isEmpty()) {
          set.add(new Change.AppendItems(kind, id, 0, items));
        }
        assertThat(storage.commit(set.build()).isCommitted()).isTrue();
      }
    }
  }

  private static JsonValue member(JsonObject document, String name) {
    return Objects.requireNonNull(document.get(name), name);
  }

  @Test
  void documentsOfTheFirstForm_areRead() throws IOException {
    store(UnaryOperator.identity());
    Context context = mplp.contexts().get(ContextId.of(ids.get("context")));
    assertThat(context.title()).isEqualTo("Loan 4711");
    assertThat(context.status()).isEqualTo(ContextStatus.ACTIVE);
    assertThat(mplp.contexts().state(context.contextId()).get(StateKey.text("phase")))
        .hasValueSatisfying(entry -> assertThat(entry.value()).isEqualTo("review"));
    Plan plan = mplp.plans().get(PlanId.of(ids.get("plan")));
    assertThat(plan.status()).isEqualTo(PlanStatus.PROPOSED);
    assertThat(plan.steps()).extracting("description").containsExactly("fetch", "score");
    Dialog dialog = mplp.dialogs().get(DialogId.of(ids.get("dialog")));
    assertThat(dialog.messages()).extracting("content").containsExactly("how much?", "712");
    Network network = mplp.networks().get(NetworkId.of(ids.get("network")));
    assertThat(network.nodes()).extracting("name").containsExactly("a-1");
    assertThat(mplp.roles().find("clerk").orElseThrow().capabilities())
        .containsExactly("plan.read");
    assertThat(mplp.collabs().list(CollabFilter.all(), null, 10).items()).hasSize(1);
    assertThat(mplp.extensions().list(ExtensionFilter.all(), null, 10).items()).hasSize(1);
    assertThat(mplp.manifests().active()).isPresent();
    assertThat(mplp.confirms().list(ConfirmFilter.all(), null, 10).items()).isEmpty();
    assertThat(mplp.integrations().list(IntegrationFilter.all(), null, 10).items()).hasSize(1);
    assertThat(mplp.learning().list(SampleFilter.all(), null, 10).items())
        .singleElement()
        .matches(recorded -> plan.planId().equals(recorded.origin().planId()));
  }

  @Test
  void documentOfALaterForm_isRefused() throws IOException {
    store(
        document ->
            document.string("kind").filter(Kinds.LEARNING_SAMPLE::equals).isPresent()
                ? document.with("body", member(document, "body").asObject().with("v", 2))
                : document);
    NewerFormException refused =
        catchThrowableOfType(
            NewerFormException.class, () -> mplp.learning().get(ids.get(Kinds.LEARNING_SAMPLE)));
    assertThat(refused).hasMessageContaining("form 2").hasMessageContaining("learning-sample");
  }
}
