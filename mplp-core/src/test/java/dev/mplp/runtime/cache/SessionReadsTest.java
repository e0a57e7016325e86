package dev.mplp.runtime.cache;

import static dev.mplp.runtime.cache.CacheRig.KEY;
import static dev.mplp.runtime.cache.CacheRig.LIMITS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.event.EventRecord;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectRef;
import dev.mplp.observe.CacheRead;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody goes from one process to another, whom nobody tells of changes, with his token. */
class SessionReadsTest {

  private final CacheRig rig = new CacheRig();
  private final CountingListener heardThere = new CountingListener();
  private final CachedReads here = rig.process(LIMITS, new CountingListener());
  private final CachedReads there = rig.process(LIMITS, heardThere);

  @AfterEach
  void close() {
    rig.close();
  }

  private static String look(Reads reads, DocumentKey key) {
    return reads.get(key).map(copy -> new String(copy.body(), UTF_8)).orElse("none");
  }

  /** What he sees there after what he did here. */
  private String thereAfter(SessionReads session) {
    return look(SessionReads.of(there, session.token()), KEY);
  }

  private void change(long version, String body) {
    rig.far.clear(); // so that nobody finds the old copy but who has it
    rig.put(KEY, version, body);
  }

  @Test
  void copy_thatIsOlderThanWhatWasSeenElsewhere_isNotShown() {
    rig.put(KEY, 0, "one");
    look(there, KEY);
    change(1, "two");
    SessionReads session = SessionReads.of(here, "");
    assertThat(look(session, KEY)).isEqualTo("two");
    assertThat(look(there, KEY)).as("nobody has told").isEqualTo("one");
    assertThat(thereAfter(session)).isEqualTo("two");
    assertThat(look(there, KEY)).as("nor does anybody else see it any more").isEqualTo("two");
  }

  @Test
  void copy_thatIsAsNew_isShownWithoutTheStorage() {
    rig.put(KEY, 0, "one");
    look(there, KEY);
    SessionReads session = SessionReads.of(here, "");
    look(session, KEY);
    heardThere.reads();
    assertThat(thereAfter(session)).isEqualTo("one");
    assertThat(heardThere.reads()).isEqualTo(Map.of(CacheRead.NEAR, 1));
  }

  @Test
  void whatTheSessionWrote_isReadFromTheStorageElsewhere_once() {
    rig.put(KEY, 0, "one");
    look(there, KEY);
    SessionReads session = SessionReads.of(here, "");
    Storage through = session.watched(rig.memory);
    through.commit(
        ChangeSet.builder(KEY.tenant())
            .add(new Change.PutDocument(KEY.kind(), KEY.id(), 1, "two".getBytes(UTF_8), Map.of()))
            .build());
    SessionReads moved = SessionReads.of(there, session.token());
    assertThat(look(moved, KEY)).isEqualTo("two");
    int asked = rig.asked.get();
    SessionReads again = SessionReads.of(there, moved.token());
    look(again, KEY);
    look(again, KEY);
    assertThat(rig.asked.get()).isLessThanOrEqualTo(asked + 1);
  }

  @Test
  void whatAListOrALookAtTheStorageShowed_counts() {
    rig.put(KEY, 0, "one");
    look(there, KEY);
    change(1, "two");
    SessionReads listed = SessionReads.of(here, "");
    listed.watched(rig.memory).list(new DocumentQuery(KEY.tenant(), KEY.kind(), Map.of(), 0, 10));
    assertThat(thereAfter(listed)).isEqualTo("two");
    change(2, "three");
    SessionReads past = SessionReads.of(here, "");
    past.past(rig.memory).get(KEY);
    assertThat(thereAfter(past)).isEqualTo("three");
  }

  @Test
  void whatHeHeardIsGone_isGoneElsewhere_andWhatWasMadeAnewIsThere() {
    rig.put(KEY, 0, "one");
    look(there, KEY);
    rig.far.clear();
    rig.delete(KEY, 1);
    SessionReads session = SessionReads.of(here, "");
    assertThat(look(session, KEY)).isEqualTo("none");
    assertThat(look(there, KEY)).isEqualTo("one");
    assertThat(thereAfter(session)).isEqualTo("none");
    rig.put(KEY, 0, "another");
    SessionReads anew = SessionReads.of(here, session.token());
    assertThat(look(anew, KEY)).isEqualTo("another");
    assertThat(thereAfter(anew)).isEqualTo("another");
  }

  private static EventRecord record(long position, String type, @Nullable ObjectRef subject) {
    return new EventRecord(
        position, type, Instant.EPOCH, subject, null, List.of(), List.of(), List.of(), List.of());
  }

  @Test
  void whatHeWasTold_byRecords_counts() {
    ContextId id = ContextId.random();
    DocumentKey key = CacheRig.key(id.value());
    rig.put(key, 0, "one");
    rig.put(KEY, 0, "one");
    look(there, key);
    look(there, KEY);
    rig.put(key, 1, "two");
    SessionReads told = SessionReads.of(here, "");
    told.told("acme", record(9, "context.updated", ObjectRef.to(ModuleName.CONTEXT, id)));
    assertThat(look(SessionReads.of(there, told.token()), key)).isEqualTo("two");
    change(1, "two");
    SessionReads administered = SessionReads.of(here, "");
    administered.told("acme", record(10, RecordTypes.ADMINISTERED, null));
    assertThat(thereAfter(administered)).isEqualTo("two");
  }

  @Test
  void moreThanATokenHolds_isReadFromTheStorage() {
    rig.put(KEY, 0, "one");
    look(there, KEY);
    change(1, "two");
    SessionReads session = SessionReads.of(here, "");
    look(session, KEY);
    for (int i = 0; i < Seen.MOST + 10; i++) {
      look(session, CacheRig.key("other" + i));
    }
    assertThat(session.token().length()).isLessThan(1_800);
    assertThat(thereAfter(session)).isEqualTo("two");
  }

  @Test
  void whoStays_isShownCopies_whateverHeSaw() {
    SessionReads session = SessionReads.of(there, "");
    for (int i = 0; i < Seen.MOST + 10; i++) {
      rig.put(CacheRig.key("c" + i), 0, "one");
      look(session, CacheRig.key("c" + i));
    }
    heardThere.reads();
    SessionReads stays = SessionReads.of(there, session.token());
    for (int i = 0; i < Seen.MOST + 10; i++) {
      look(stays, CacheRig.key("c" + i));
    }
    assertThat(heardThere.reads()).isEqualTo(Map.of(CacheRead.NEAR, Seen.MOST + 10));
  }

  @Test
  void processWithoutACache_takesTheTokenOn() {
    rig.put(KEY, 0, "one");
    look(there, KEY);
    change(1, "two");
    SessionReads session = SessionReads.of(here, "");
    look(session, KEY);
    SessionReads without = SessionReads.of(Reads.of(rig.memory), session.token());
    assertThat(look(without, KEY)).isEqualTo("two");
    assertThat(thereAfter(without)).isEqualTo("two");
    change(2, "three");
    SessionReads writes = SessionReads.of(Reads.of(rig.memory), "");
    assertThat(writes.token()).isEmpty();
    writes
        .watched(rig.memory)
        .commit(
            ChangeSet.builder(KEY.tenant())
                .add(
                    new Change.PutDocument(
                        KEY.kind(), KEY.id(), 3, "four".getBytes(UTF_8), Map.of()))
                .build());
    assertThat(thereAfter(writes)).isEqualTo("four");
  }
}
