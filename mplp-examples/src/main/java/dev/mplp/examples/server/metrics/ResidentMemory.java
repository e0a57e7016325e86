package dev.mplp.examples.server.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much memory the process has in RAM, as Linux tells; limits of containers go by it. */
final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String LINE = "VmRSS:";

  private ResidentMemory() {}

  /** Not a number where the system does not tell. */
  static double bytes() {
    try {
      return of(Files.readAllLines(STATUS));
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  static double of(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(LINE) && line.endsWith(" kB"))
        .map(line -> line.substring(LINE.length(), line.length() - 3).strip())
        .mapToDouble(kilobytes -> Double.parseDouble(kilobytes) * 1024)
        .findFirst()
        .orElse(Double.NaN);
  }
}
