package dev.mplp.postgres;

import dev.mplp.tck.LogContract;
import dev.mplp.tck.StorageFixture;
import dev.mplp.tck.TimersContract;
import dev.mplp.tck.WorkerContract;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Isolated;

/** Kits that tell the time, where the JVM counts in other digits and lives in an odd zone. */
@Isolated
class ElsewhereTest {

  private static final TimeZone ZONE = TimeZone.getDefault();
  private static final Locale LOCALE = Locale.getDefault();

  @BeforeAll
  static void moveAway() {
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
  }

  @AfterAll
  static void comeBack() {
    TimeZone.setDefault(ZONE);
    Locale.setDefault(LOCALE);
  }

  @Nested
  class Timers extends TimersContract {
    @Override
    protected StorageFixture newFixture() {
      return PostgresFixture.onSharedServer();
    }
  }

  @Nested
  class Workers extends WorkerContract {
    @Override
    protected StorageFixture newFixture() {
      return PostgresFixture.onSharedServer();
    }
  }

  @Nested
  class Log extends LogContract {
    @Override
    protected StorageFixture newFixture() {
      return PostgresFixture.onSharedServer();
    }
  }
}
