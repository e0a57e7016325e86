package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mplp.Mplp;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.context.SemanticGraph;
import dev.mplp.context.Verification;
import dev.mplp.context.Verification.Finding;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import dev.mplp.tck.StorageTap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A Context is verified whatever its size, in parts where the log tells too much to be held. */
class LargeVerificationTest {

  /** Their records take more than the 16 MiB that are held at once. */
  private static final int COLLABS = 24_000;

  @Test
  void manyObjects_areComparedInParts_andWhatWasTamperedWithIsFound() {
    AtomicInteger passes = new AtomicInteger();
    InMemoryStorage storage = InMemoryStorage.create();
    Storage counting =
        StorageTap.over(
            storage,
            call -> {
              if (call.name().equals("log.read") && call.arguments()[2].equals(0L)) {
                passes.incrementAndGet();
              }
              return call.proceed();
            });
    try (Mplp mplp = MplpRuntime.builder().ownedStorage(counting).build()) {
      Context context = mplp.contexts().open("Many", Root.of("lab", "test"));
      List<Collab> collabs = new ArrayList<>();
      for (int i = 0; i < COLLABS; i++) {
        collabs.add(mplp.collabs().create(large(context, i)));
      }
      passes.set(0);

      Verification whole = mplp.contexts().verify(context.contextId());

      assertThat(whole.holds()).isTrue();
      assertThat(whole.findings())
          .as("warnings that the participants act in no role, and that these are not all")
          .hasSize(Verification.MOST_FINDINGS + 1)
          .extracting(Finding::rule)
          .endsWith("size");
      assertThat(whole.objects()).isEqualTo(COLLABS + 1);
      assertThat(passes.get()).as("once until it was too much, then for each part").isEqualTo(5);

      Collab tampered = collabs.get(17_000);
      tamper(storage, tampered);
      assertThat(mplp.contexts().verify(context.contextId()).findings())
          .filteredOn(Finding::isError)
          .extracting(Finding::object, Finding::rule)
          .containsExactly(tuple("collab " + tampered.collabId(), "log"));

      Set<String> nodes = new HashSet<>();
      AtomicInteger edges = new AtomicInteger();
      mplp.contexts()
          .graph(
              context.contextId(),
              element -> {
                if (element instanceof SemanticGraph.Node node) {
                  nodes.add(node.id());
                } else {
                  edges.incrementAndGet();
                }
              });
      assertThat(nodes).hasSize(COLLABS + 1);
      assertThat(edges).hasValue(COLLABS);
    }
  }

  private static Collab large(Context context, int number) {
    return Collab.builder(
            context.contextId(),
            "Review " + number,
            "x".repeat(700),
            CollabMode.PAIR,
            List.of(CollabParticipant.builder("a", ParticipantKind.AGENT).build()),
            Instant.EPOCH)
        .build();
  }

  private static void tamper(Storage storage, Collab collab) {
    DocumentKey key = new DocumentKey("default", "collab", collab.collabId().value());
    Document stored = storage.get(key).orElseThrow();
    byte[] body = Wire.bytes(Wire.object(stored.body()).with("purpose", "another"));
    ChangeSet set =
        ChangeSet.builder("default")
            .add(new Change.PutDocument("collab", key.id(), stored.version(), body, stored.index()))
            .build();
    assertThat(storage.commit(set).isCommitted()).isTrue();
  }
}
