package dev.mplp.examples.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a file of settings: {@code NAME=value} in each line, as {@code docker run --env-file} takes
 * it; empty lines and those that begin with {@code #} count for nothing.
 */
final class SettingsFile {

  private SettingsFile() {}

  static Map<String, String> parse(String path, String text, List<String> problems) {
    Map<String, String> values = new LinkedHashMap<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      int equals = line.indexOf('=');
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String where = path + ':' + (i + 1);
      if (equals < 1) {
        problems.add(where + ": a line is NAME=value");
      } else if (values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip())
          != null) {
        problems.add(where + ": " + line.substring(0, equals).strip() + " is set twice");
      }
    }
    return values;
  }
}
