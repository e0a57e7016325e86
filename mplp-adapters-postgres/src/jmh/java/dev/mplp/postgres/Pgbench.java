package dev.mplp.postgres;

import dev.mplp.postgres.testing.PostgresServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One-row inserts by PostgreSQL's own load generator: 16 clients, 2 threads, 4 seconds. */
final class Pgbench {

  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

  private Pgbench() {}

  static void prepare(PostgresServer server) {
    server.execute("create table one_row (id bigserial primary key, text text not null)");
  }

  static double insertsPerSecond(PostgresServer server) throws Exception {
    Path script = Files.createTempFile("insert", ".sql");
    Files.writeString(script, "insert into one_row (text) values ('a row of some length');\n");
    URI url = URI.create(server.url());
    Process process =
        new ProcessBuilder(
                PostgresServer.binary("pgbench"),
                "-n",
                "-h",
                url.getHost(),
                "-p",
                String.valueOf(url.getPort()),
                "-U",
                "postgres",
                "-c",
                "16",
                "-j",
                "2",
                "-T",
                "4",
                "-M",
                "prepared",
                "-f",
                script.toString(),
                "postgres")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher tps = TPS.matcher(output);
    if (process.waitFor() != 0 || !tps.find()) {
      throw new IllegalStateException("pgbench: " + output);
    }
    Files.delete(script);
    return Double.parseDouble(tps.group(1));
  }
}
