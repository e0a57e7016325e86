package dev.mplp.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.plan.Plan;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.postgres.testing.TlsCertificate;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handshakes with a server that speaks to nobody without TLS. */
class TlsTest {

  @TempDir static Path folder;

  private static PostgresServer server;
  private static TlsCertificate ours;
  private static TlsCertificate client;
  private static TlsCertificate strange;

  @BeforeAll
  static void start() throws Exception {
    ours = TlsCertificate.create(folder, "localhost");
    client = TlsCertificate.create(folder, "postgres");
    strange = TlsCertificate.create(folder, "elsewhere");
    server = PostgresServer.start("fsync=off");
    server.requireTls(ours, client);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void verifiedServer_andVerifiedClient_plansRun_everyConnectionIsEncrypted() throws Exception {
    String url = url("localhost", "verify-full", ours) + with(client) + "&application_name=ours";
    try (PostgresStorage storage = PostgresStorage.connect(url);
        Mplp mplp = MplpRuntime.builder().storage(storage).build()) {
      mplp.handlers().registerDefault(call -> StepResult.completed());
      Context context = mplp.contexts().open("Secret", Root.of("test", "test"));
      Plan plan =
          mplp.plans()
              .create(
                  Plan.builder(context.contextId(), "Whisper", "Nobody listens")
                      .step("Say it", "anybody")
                      .build());
      assertThat(mplp.plans().execute(plan.planId()).await(Duration.ofSeconds(60)).isCompleted())
          .isTrue();
      assertThat(connectionsOfOurs(true)).as("with LISTEN among them").isGreaterThan(1);
      assertThat(connectionsOfOurs(false)).isZero();
    }
  }

  @Test
  void serverWithAnotherCertificate_isRefused() {
    refused(() -> open(url("localhost", "verify-full", strange) + with(client)), "PKIX path");
  }

  @Test
  void serverOfAnotherName_isRefused() {
    refused(() -> open(url("127.0.0.1", "verify-full", ours) + with(client)), "127.0.0.1");
  }

  @Test
  void clientWithoutCertificate_orInPlainText_isRefusedByTheServer() {
    refused(() -> open(url("localhost", "verify-full", ours)), "certificate");
    refused(() -> open(url("localhost", "disable", ours)), "no encryption");
  }

  private static void refused(ThrowingCallable opening, String why) {
    assertThatThrownBy(opening)
        .isInstanceOf(StorageException.class)
        .hasStackTraceContaining(why)
        .hasMessageContaining(why);
  }

  private static void open(String url) {
    PostgresStorage.connect(url).close();
  }

  private static String url(String host, String mode, TlsCertificate root) {
    return server.url().replace("127.0.0.1", host)
        + "?sslmode="
        + mode
        + "&sslrootcert="
        + root.certificate();
  }

  private static String with(TlsCertificate client) {
    return "&sslcert=" + client.certificate() + "&sslkey=" + client.key();
  }

  private static int connectionsOfOurs(boolean encrypted) throws SQLException {
    String url = "jdbc:" + url("localhost", "verify-full", ours).replace("postgres@", "");
    try (Connection connection = DriverManager.getConnection(url + with(client), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from pg_stat_ssl join pg_stat_activity using (pid)"
                    + " where application_name = 'ours' and ssl = "
                    + encrypted)) {
      row.next();
      return row.getInt(1);
    }
  }
}
