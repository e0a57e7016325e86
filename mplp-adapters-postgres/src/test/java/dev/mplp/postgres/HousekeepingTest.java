package dev.mplp.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.LogEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HousekeepingTest {

  @Test
  void changeIds_areForgottenAfterAnHour_notBefore() throws SQLException {
    PostgresServer server = PostgresServer.shared();
    try (PostgresFixture fixture = new PostgresFixture(server)) {
      PostgresStorage storage = fixture.open();
      Housekeeping housekeeping = new Housekeeping(storage.database());
      server.execute(
          """
          insert into %1$s.change
            select gen_random_uuid(), now() - interval '2 hours' from generate_series(1, 2500)"""
              .formatted(fixture.schema()));
      ChangeSet set =
          ChangeSet.builder("acme")
              .add(new Change.AppendLog(LogEntry.of("t", null, new byte[0])))
              .build();
      storage.commit(set);

      assertThat(housekeeping.forgetChangeIds()).isEqualTo(2500);
      fixture.advance(Duration.ofMinutes(59));
      assertThat(housekeeping.forgetChangeIds()).isZero();
      assertThat(storage.commit(set)).isEqualTo(Committed.INSTANCE);
      assertThat(storage.log().lag()).as("a repetition").isEqualTo(1);
      fixture.advance(Duration.ofMinutes(2));
      assertThat(housekeeping.forgetChangeIds()).isEqualTo(1);
      try (Connection connection = server.connect()) {
        String count = "select count(*) from " + fixture.schema() + ".change";
        assertThat(new Query(count).first(connection, Row::big)).contains(0L);
      }
    }
  }
}
