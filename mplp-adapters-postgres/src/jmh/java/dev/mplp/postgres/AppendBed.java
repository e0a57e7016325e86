package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A runtime to append with. The PostgreSQL is private, and fsync is off: it is the work that is
 * measured, not the disk.
 */
@State(Scope.Benchmark)
public class AppendBed {

  /** Where it is stored. */
  @Param({"memory", "postgres"})
  public String storage;

  private @Nullable PostgresServer server;
  private Mplp mplp;
  private Context context;

  Mplp mplp() {
    return mplp;
  }

  Context context() {
    return context;
  }

  /** Starts the runtime. */
  @Setup(Level.Trial)
  public void start() {
    MplpRuntime.Builder builder = MplpRuntime.builder();
    if (storage.equals("postgres")) {
      server = PostgresServer.start("fsync=off", "synchronous_commit=off");
      builder.ownedStorage(PostgresStorage.connect(server.url()));
    }
    mplp = builder.build();
    context = mplp.contexts().open("benchmark", Root.of("bench", "test"));
  }

  /** Stops everything. */
  @TearDown(Level.Trial)
  public void stop() {
    mplp.close(Duration.ofSeconds(10));
    if (server != null) {
      server.close();
    }
  }
}
