package dev.mplp.examples.cli.serve;

import dev.mplp.Mplp;
import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.ExitCode;
import dev.mplp.examples.cli.UsageException;
import dev.mplp.examples.server.http.MplpServer;
import dev.mplp.examples.server.idempotency.Idempotency;
import dev.mplp.examples.server.routes.AllRoutes;
import dev.mplp.examples.server.security.OpenAuthenticator;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code serve}: a runtime over HTTP until the process is told to end. */
@Command(
    name = "serve",
    header = "Serves all modules over HTTP.",
    description = {
      "",
      "The storage is that of DATABASE_URL, or memory. Whoever reaches the port may do everything,",
      "so it listens at this machine alone.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mplp serve --port 3000", "  curl http://127.0.0.1:3000/ready"})
public final class ServeCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:PORT:-3000}",
      description = "The port to listen at; PORT otherwise, 3000 otherwise.")
  private int port;

  /** A command that says on this console where it listens. */
  public ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    try {
      serve(closed);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UsageException("cannot listen at port " + port + ": " + e.getMessage());
    } finally {
      closed.countDown();
    }
    return ExitCode.OK;
  }

  private void serve(CountDownLatch closed) throws IOException, InterruptedException {
    MplpRuntime.Builder runtime = MplpRuntime.builder(System.getenv());
    Storage storage = runtime.storage();
    try (Mplp mplp = runtime.build();
        Idempotency keys =
            new Idempotency(mplp, storage, runtime.cipher().orElse(null), Duration.ofHours(24));
        MplpServer server =
            MplpServer.builder(mplp, new OpenAuthenticator(true), AllRoutes::declare)
                .port(port)
                .aroundCalls(keys)
                .start()) {
      console.say(
          "open to everybody on this machine: http://127.0.0.1:" + server.port() + "/openapi.json");
      awaitSignal(closed);
    }
  }

  /** Waits until the process is told to end, which it does when everything is closed. */
  private static void awaitSignal(CountDownLatch closed) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    Thread onSignal =
        new Thread(
            () -> {
              told.countDown();
              await(closed);
            },
            "mplp-serve-signal");
    Runtime.getRuntime().addShutdownHook(onSignal);
    told.await();
  }

  private static void await(CountDownLatch closed) {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
