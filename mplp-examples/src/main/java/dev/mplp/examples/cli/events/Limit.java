package dev.mplp.examples.cli.events;

import dev.mplp.examples.cli.UsageException;
import picocli.CommandLine.Option;

/** How many at most. */
public final class Limit {

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many, 1 to 1000. (100)")
  private int limit = 100;

  int number() {
    if (limit < 1 || limit > 1000) {
      throw new UsageException("--limit must be 1 to 1000");
    }
    return limit;
  }
}
