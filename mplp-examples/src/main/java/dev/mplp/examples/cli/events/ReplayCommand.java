package dev.mplp.examples.cli.events;

import dev.mplp.examples.cli.Console;
import dev.mplp.examples.cli.ExitCode;
import dev.mplp.examples.cli.UsageException;
import dev.mplp.model.ContextId;
import dev.mplp.model.Tenant;
import dev.mplp.runtime.EventReplay;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.Replayed;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code events replay}. */
@Command(
    name = "replay",
    header = "Sends events of the log to one group again.",
    description = {
      "",
      "Without --after and --since it begins with the first event. When it stops before its end it "
          + "says after which position to go on. Where the database is encrypted ENCRYPTION_KEY "
          + "reads it, and what is sent is encrypted unless MPLP_EVENTS_PLAIN is true.%n"
    })
final class ReplayCommand implements Callable<Integer> {

  private static final long TELL_EVERY = Duration.ofSeconds(2).toNanos();

  private final Console console;
  private long tellAt = System.nanoTime() + TELL_EVERY;
  @Mixin private GroupOptions at = new GroupOptions();

  @Option(
      names = "--database",
      paramLabel = "URL",
      required = true,
      description = "Where the log is; the password is better given by DATABASE_PASSWORD.")
  private String database = "";

  @Option(names = "--after", paramLabel = "N", description = "Events after this position.")
  private @Nullable Long after;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Events of this time and later, such as 2026-03-01T12:00:00Z.")
  private @Nullable String since;

  @Option(names = "--up-to", paramLabel = "N", description = "Events up to this position.")
  private @Nullable Long upTo;

  @Option(names = "--tenant", paramLabel = "NAME", description = "Those of one tenant alone.")
  private @Nullable String tenant;

  @Option(names = "--context", paramLabel = "ID", description = "Those of one Context alone.")
  private @Nullable String context;

  @Option(
      names = "--pattern",
      paramLabel = "KEY",
      description =
          "Those whose routing key matches, * being a word and # any number of them; may be given "
              + "several times.")
  private List<String> patterns = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "It ends after so many messages. (1000000)")
  private @Nullable Long limit;

  @Option(
      names = "--pass-over-removed",
      description = "Goes on where retention has removed events, instead of refusing to.")
  private boolean passOverRemoved;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Map<String, String> environment = System.getenv();
    String group = at.group();
    try (Storage storage = storage(environment);
        EventBroker broker = at.open(environment)) {
      Replayed done = replay(storage, broker, group, environment).run();
      console.print(
          done.messages() + " messages, up to position " + done.position() + passed(done));
      if (!done.complete()) {
        console.say("more follows; go on with --after " + done.position());
        return ExitCode.FAILED;
      }
      return ExitCode.OK;
    }
  }

  /** Now and then: a log may have many pages. */
  private void tell(Replayed now) {
    if (System.nanoTime() - tellAt >= 0) {
      tellAt = System.nanoTime() + TELL_EVERY;
      console.say(now.messages() + " messages, up to position " + now.position());
    }
  }

  private static String passed(Replayed done) {
    return done.removed() == 0 ? "" : "; " + done.removed() + " records are no longer kept";
  }

  private Storage storage(Map<String, String> environment) {
    try {
      return MplpRuntime.open(database, environment);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--database: " + e.getMessage());
    }
  }

  private EventReplay replay(
      Storage storage, EventBroker broker, String group, Map<String, String> environment) {
    if (after != null && since != null) {
      throw new UsageException("give --after or --since, not both");
    }
    try {
      EventReplay.Builder replay =
          EventReplay.builder(storage, broker, group)
              .encryption(environment)
              .onProgress(this::tell);
      if (environment.getOrDefault("MPLP_EVENTS_PLAIN", "").equals("true")) {
        replay.plain();
      }
      if (after != null) {
        replay.after(after);
      }
      if (since != null) {
        replay.since(Instant.parse(since));
      }
      if (upTo != null) {
        replay.upTo(upTo);
      }
      if (tenant != null) {
        replay.tenant(Tenant.of(tenant));
      }
      if (context != null) {
        replay.context(ContextId.of(context));
      }
      if (!patterns.isEmpty()) {
        replay.patterns(patterns.toArray(String[]::new));
      }
      if (limit != null) {
        replay.atMost(limit);
      }
      return (passOverRemoved ? replay.passingOverRemoved() : replay).build();
    } catch (DateTimeParseException e) {
      throw new UsageException("--since is a time like 2026-03-01T12:00:00Z, not " + since);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
