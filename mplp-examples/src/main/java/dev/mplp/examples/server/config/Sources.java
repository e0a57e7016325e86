package dev.mplp.examples.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Collects what is set: in the environment, in files that it names for single values, in the file
 * of settings; the earlier wins. Names that are ours but unknown are problems, as a setting that is
 * silently ignored may be the one that closes a door.
 */
final class Sources {

  private static final int LONGEST_FILE = 1 << 16;
  private static final Pattern OURS = Pattern.compile("(?:MPLP|JWT)_.*");

  /** Near to a known name, these are misspelt; otherwise they are none of our business. */
  private static final Pattern NEIGHBOURS =
      Pattern.compile("(?:DATABASE|ENCRYPTION|MQ|RABBITMQ|REDIS|LOG)_.*");

  /** What Kubernetes sets for each service that it knows. */
  private static final Pattern OF_SERVICES =
      Pattern.compile(
          ".*(?:_SERVICE_HOST|_SERVICE_PORT(?:_.*)?|_PORT|_PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_.*)?)");

  private final Map<String, String> environment;
  private final List<String> problems;
  private final Map<String, Setting> settings = Settings.byName();
  private final Set<String> names = new TreeSet<>(settings.keySet());

  Sources(Map<String, String> environment, List<String> problems) {
    this.environment = environment;
    this.problems = problems;
    settings.values().stream()
        .filter(Setting::canBeInFile)
        .forEach(setting -> names.add(setting.name() + Setting.IN_FILE));
  }

  /** What is set, by name; problems are added to the list. */
  Map<String, String> values() {
    environment.keySet().forEach(this::checkName);
    Map<String, String> file = file();
    Map<String, String> values = new LinkedHashMap<>();
    for (Setting setting : settings.values()) {
      String value = value(setting, environment, "the environment");
      if (value.isEmpty()) {
        value = value(setting, file, "the file of settings");
      }
      if (!value.isEmpty()) {
        values.put(setting.name(), value);
      }
    }
    return values;
  }

  private void checkName(String name) {
    if (names.contains(name) || OF_SERVICES.matcher(name).matches()) {
      return;
    }
    boolean misspelt = NEIGHBOURS.matcher(name).matches() && Nearest.to(name, names).isPresent();
    if (OURS.matcher(name).matches() || misspelt) {
      problems.add(unknown(name));
    }
  }

  private String unknown(String name) {
    return "there is no setting "
        + name
        + Nearest.to(name, names).map(near -> "; did you mean " + near + '?').orElse("");
  }

  private String value(Setting setting, Map<String, String> source, String where) {
    String value = source.getOrDefault(setting.name(), "");
    String fileName = setting.name() + Setting.IN_FILE;
    String path = setting.canBeInFile() ? source.getOrDefault(fileName, "") : "";
    if (path.isEmpty()) {
      return value;
    }
    if (!value.isEmpty()) {
      problems.add(
          setting.name() + " and " + fileName + " are both set in " + where + "; set one of them");
      return value;
    }
    return content(fileName, path);
  }

  private String content(String name, String path) {
    try {
      String text = read(Path.of(path)).stripTrailing();
      if (text.isEmpty()) {
        problems.add(name + " names a file that is empty: " + path);
      }
      return text;
    } catch (IOException | IllegalArgumentException e) {
      problems.add(name + " names a file that cannot be read: " + path + " (" + reason(e) + ')');
      return "";
    }
  }

  private Map<String, String> file() {
    String named = environment.getOrDefault(Settings.CONFIG, "");
    String path = named.isEmpty() ? Settings.CONFIG_FILE : named;
    try {
      if (named.isEmpty() && !Files.exists(Path.of(path))) {
        return Map.of();
      }
      Map<String, String> read = SettingsFile.parse(path, read(Path.of(path)), problems);
      read.keySet().stream()
          .filter(name -> !names.contains(name))
          .forEach(name -> problems.add(path + ": " + unknown(name)));
      if (read.containsKey(Settings.CONFIG)) {
        problems.add(path + ": " + Settings.CONFIG + " is of the environment alone");
      }
      return read;
    } catch (IOException | IllegalArgumentException e) {
      problems.add("the file of settings cannot be read: " + path + " (" + reason(e) + ')');
      return Map.of();
    }
  }

  private static String read(Path path) throws IOException {
    if (Files.size(path) > LONGEST_FILE) {
      throw new IOException("longer than " + LONGEST_FILE + " bytes");
    }
    return Files.readString(path, UTF_8);
  }

  private static String reason(Exception e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
