package dev.mplp.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all kits share: a fresh store for each test, and short names for what they do most. */
public abstract class StorageKit {

  static final String TENANT = "acme";
  static final String OTHER_TENANT = "other";
  static final String KIND = "thing";

  StorageFixture fixture;
  Storage storage;
  private @Nullable Storage second;

  /** An empty store. */
  protected abstract StorageFixture newFixture();

  @BeforeEach
  void openStore() {
    fixture = newFixture();
    storage = fixture.open();
    second = null;
  }

  @AfterEach
  void closeStore() {
    fixture.close();
  }

  /** One of two handles, so that contending threads are those of two processes where possible. */
  synchronized Storage handle(int number) {
    if (number % 2 == 0) {
      return storage;
    }
    if (second == null) {
      second = fixture.open();
    }
    return second;
  }

  CommitResult commit(Change... changes) {
    return storage.commit(set(changes));
  }

  void committed(Change... changes) {
    assertThat(commit(changes)).isEqualTo(CommitResult.Committed.INSTANCE);
  }

  static ChangeSet set(Change... changes) {
    return set(TENANT, changes);
  }

  static ChangeSet set(String tenant, Change... changes) {
    return ChangeSet.builder(tenant).addAll(List.of(changes)).build();
  }

  static Change.PutDocument put(String id, long expectedVersion, String body) {
    return put(id, expectedVersion, body, Map.of());
  }

  static Change.PutDocument put(
      String id, long expectedVersion, String body, Map<String, String> index) {
    return new Change.PutDocument(KIND, id, expectedVersion, bytes(body), index);
  }

  static Change.AppendLog log(String type) {
    return new Change.AppendLog(LogEntry.of(type, null, bytes(type)));
  }

  static DocumentKey key(String id) {
    return new DocumentKey(TENANT, KIND, id);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  /** All records of a tenant by position, after every visible one has been given its own. */
  List<LogRecord> sequenced(String tenant) {
    giveEveryPosition(storage);
    return readAll(storage, tenant);
  }

  static void giveEveryPosition(Storage storage) {
    int given;
    do {
      given = storage.log().sequence(1_000);
    } while (given > 0);
    assertThat(storage.log().lag()).isZero();
  }

  static List<LogRecord> readAll(Storage storage, String tenant) {
    return readPages(after -> storage.log().read(tenant, null, after, 100), LogRecord::position, 0);
  }

  /** Reads page after page until one is empty. */
  static <T> List<T> readPages(
      Function<Long, List<T>> page, Function<T, Long> cursor, long afterFirst) {
    List<T> all = new ArrayList<>();
    long after = afterFirst;
    for (List<T> read = page.apply(after); !read.isEmpty(); read = page.apply(after)) {
      all.addAll(read);
      after = cursor.apply(read.get(read.size() - 1));
    }
    return all;
  }
}
