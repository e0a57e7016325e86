package dev.mplp.postgres;

import java.io.IOException;
import java.nio.file.Path;

/** A process that opens a storage, and ends. */
final class OpeningProcess {

  private OpeningProcess() {}

  /** Starts one, which calls itself by the name of the schema. */
  static Process start(String url, String schema) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            OpeningProcess.class.getName(),
            url,
            schema)
        .redirectErrorStream(true)
        .start();
  }

  /**
   * Opens and migrates.
   *
   * @param args the URL of the database, and the schema
   */
  public static void main(String[] args) {
    String named = args[0] + (args[0].contains("?") ? "&" : "?") + "application_name=" + args[1];
    PostgresStorage.builder(named).schema(args[1]).maximumPoolSize(1).open().close();
  }
}
