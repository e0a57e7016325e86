package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link Change.RedactRecord}: the body goes, the record stays. */
public abstract class RedactionContract extends StorageKit {

  private final UUID run = UUID.randomUUID();

  private LogEntry entry(String body) {
    return new LogEntry("t", "context", null, run, null, 0, bytes(body));
  }

  private List<LogRecord> written(String... bodies) {
    for (String body : bodies) {
      committed(new Change.AppendLog(entry(body)));
    }
    return sequenced(TENANT);
  }

  @Test
  void redactedRecord_keepsAllButItsBody() {
    List<LogRecord> before = written("first", "secret", "third");
    LogRecord secret = before.get(1);
    assertThat(before).allMatch(found -> found.erased() == null);

    committed(new Change.RedactRecord(secret.sequence(), entry("[gone]")));

    List<LogRecord> after = readAll(storage, TENANT);
    assertThat(after.get(0)).usingRecursiveComparison().isEqualTo(before.get(0));
    assertThat(after.get(2)).usingRecursiveComparison().isEqualTo(before.get(2));
    LogRecord redacted = after.get(1);
    assertThat(text(redacted.entry().body())).isEqualTo("[gone]");
    assertThat(redacted.erased()).hasSize(32);
    assertThat(redacted)
        .usingRecursiveComparison()
        .ignoringFields("entry.body", "erased")
        .isEqualTo(secret);
    assertThat(storage.log().readRun(TENANT, run, 0, 10).get(1))
        .usingRecursiveComparison()
        .isEqualTo(redacted);
    assertThat(storage.log().read(TENANT, "context", 0, 10)).hasSize(3);
  }

  @Test
  void redactedAgain_theDigestIsThatOfTheFirstBody() {
    LogRecord secret = written("secret").get(0);
    committed(new Change.RedactRecord(secret.sequence(), entry("[gone]")));
    byte[] digest = readAll(storage, TENANT).get(0).erased();

    committed(new Change.RedactRecord(secret.sequence(), entry("[gone too]")));

    LogRecord redacted = readAll(storage, TENANT).get(0);
    assertThat(redacted.erased()).isEqualTo(digest);
    assertThat(text(redacted.entry().body())).isEqualTo("[gone too]");
  }

  @Test
  void recordThatIsNotThere_orOfAnotherTenant_isLeftAlone() {
    LogRecord ours = written("ours").get(0);
    assertThat(
            storage
                .commit(set(OTHER_TENANT, new Change.RedactRecord(ours.sequence(), entry("x"))))
                .isCommitted())
        .isTrue();
    committed(new Change.RedactRecord(ours.sequence() + 1000, entry("x")));

    assertThat(readAll(storage, TENANT)).usingRecursiveComparison().isEqualTo(List.of(ours));
  }
}
