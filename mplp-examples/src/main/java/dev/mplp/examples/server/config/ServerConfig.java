package dev.mplp.examples.server.config;

import dev.mplp.examples.server.logs.LogFormat;
import dev.mplp.examples.server.net.Proxies;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.TracesOut;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How the server is to be; checked as a whole, immutable. */
public final class ServerConfig {

  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final Map<String, String> values;
  private final Mode mode;

  private ServerConfig(Map<String, String> values) {
    this.values = Map.copyOf(values);
    this.mode = Mode.of(text(Settings.ENV));
  }

  /**
   * As an environment and the files that it names say; see {@link Settings}.
   *
   * @throws ConfigException naming everything that is wrong
   */
  public static ServerConfig of(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    Map<String, String> values = new Sources(environment, problems).values();
    values.forEach(
        (name, value) -> {
          String problem = Settings.get(name).problem(value);
          if (problem != null) {
            problems.add(problem);
          }
        });
    ServerConfig config = new ServerConfig(values);
    if (!config.mode.isDevelopment()) {
      StrictRules.check(config.mode, values, problems);
    }
    config.checkRuntime(problems);
    config.checkTimes(problems);
    if (values.containsKey(Settings.JWT_SECRET_PREVIOUS)
        && !values.containsKey(Settings.JWT_SECRET)) {
      problems.add(Settings.JWT_SECRET_PREVIOUS + " counts beside JWT_SECRET; set that, too");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems.stream().distinct().toList());
    }
    return config;
  }

  /** What the runtime has against it, without opening anything. */
  private void checkRuntime(List<String> problems) {
    Map<String, String> without = new HashMap<>(environment());
    without.remove(Settings.DATABASE_URL);
    without.remove(Settings.ENV);
    attempt(() -> MplpRuntime.builder(without), problems);
    attempt(this::traces, problems);
  }

  private static void attempt(Supplier<?> part, List<String> problems) {
    try {
      var unused = part.get();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private void checkTimes(List<String> problems) {
    if (problems.isEmpty() && drain().compareTo(stopWithin()) >= 0) {
      problems.add(
          Settings.DRAIN + " must be less than " + Settings.STOP + ", which is the time for all");
    }
  }

  /**
   * What is set; empty when nothing is.
   *
   * @throws IllegalArgumentException when there is no setting of this name
   */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(Settings.get(name).name()));
  }

  /** What is set, or what counts otherwise. */
  public String text(String name) {
    return value(name).orElse(Settings.get(name).fallback());
  }

  /** A number that is set, or the one that counts otherwise. */
  public int number(String name) {
    return Integer.parseInt(text(name));
  }

  /** What is set, with commas between; empty when nothing is. */
  public List<String> list(String name) {
    return Form.parts(text(name));
  }

  /** What the server is for. */
  public Mode mode() {
    return mode;
  }

  /** Where it listens; 0 for any free port. */
  public int port() {
    return number(Settings.PORT);
  }

  /** The address that it listens on. */
  public String host() {
    return value(Settings.HOST).orElse(mode.isDevelopment() ? "127.0.0.1" : "0.0.0.0");
  }

  /** Of this replica, as others see it. */
  public String name() {
    return value(Settings.NAME).orElseGet(() -> hostName() + '-' + ProcessHandle.current().pid());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException e) {
      return "mplp";
    }
  }

  /** What it says of its version. */
  public String version() {
    return value(Settings.VERSION).orElseGet(ServerConfig::ownVersion);
  }

  /** The version of this release; {@code development} while it is in no jar. */
  public static String ownVersion() {
    String ours = ServerConfig.class.getPackage().getImplementationVersion();
    return ours == null ? "development" : ours;
  }

  /** What is logged: {@code trace}, {@code debug}, {@code info}, {@code warn} or {@code error}. */
  public String logLevel() {
    return text(Settings.LOG_LEVEL);
  }

  /** How it is logged: for programs or for people. */
  public LogFormat logFormat() {
    String otherwise = mode.isDevelopment() ? "text" : "json";
    String format = value(Settings.LOG_FORMAT).orElse(otherwise);
    return format.equals("json") ? LogFormat.JSON : LogFormat.TEXT;
  }

  /** How long it still serves after it was told to stop. */
  public Duration drain() {
    return value(Settings.DRAIN)
        .map(text -> Duration.ofSeconds(Integer.parseInt(text)))
        .orElse(mode.isDevelopment() ? Duration.ZERO : DRAIN);
  }

  /** After which time it has stopped altogether, the draining included. */
  public Duration stopWithin() {
    return Duration.ofSeconds(number(Settings.STOP));
  }

  /** How long answers to requests with an {@code Idempotency-Key} are kept. */
  public Duration answersAreKept() {
    return Duration.ofHours(number(Settings.IDEMPOTENCY));
  }

  /** After which time a call is ended. */
  public Duration callWithin() {
    return Duration.ofSeconds(number(Settings.CALL));
  }

  /** Proxies before the server. */
  public Proxies proxies() {
    return Proxies.of(list(Settings.PROXIES));
  }

  /** How many connections an address may have open; 0 for any number. */
  public int connectionsPerAddress() {
    return number(Settings.CONNECTIONS);
  }

  /** How many requests of an address may fail in a minute as nobody knows who calls; 0 for any. */
  public int failuresPerMinute() {
    return number(Settings.FAILURES);
  }

  /** The collector that Traces are sent to, told which replica of which version sends them. */
  public Optional<TracesOut> traces() {
    return TracesOut.fromEnvironment(values)
        .map(out -> out.attribute("service.instance.id", name()))
        .map(out -> out.attribute("service.version", version()));
  }

  /** How many bytes an import line by line has at most. */
  public long largestImport() {
    return (long) number(Settings.IMPORT) << 20;
  }

  /** Origins of web pages that may call it. */
  public List<String> corsOrigins() {
    return list(Settings.CORS);
  }

  /** Which tokens are good. */
  public JwtConfig jwt() {
    return JwtConfig.of(this);
  }

  /** Who does steps that no agent of the broker does, as {@code mplp run --agent} names them. */
  public Optional<String> agent() {
    return value(Settings.AGENT);
  }

  /** The file with hashed keys of programs. */
  public Optional<Path> apiKeys() {
    return value(Settings.API_KEYS).map(Path::of);
  }

  /** Whether everybody who reaches it is let in, as nobody can be told from anybody else. */
  public boolean isOpen() {
    return mode.isDevelopment() && !jwt().isConfigured() && apiKeys().isEmpty();
  }

  /** What the runtime is made of, for {@link MplpRuntime#builder(Map)}. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    Settings.OF_RUNTIME.forEach(
        setting ->
            value(setting.name()).ifPresent(value -> environment.put(setting.name(), value)));
    environment.put(Settings.ENV, mode.isDevelopment() ? mode.word() : Mode.PRODUCTION.word());
    return environment;
  }

  /** All settings as {@code NAME=value}, without secrets, and which of them are not set. */
  public List<String> print() {
    return Stream.concat(Settings.OF_SERVER.stream(), Settings.OF_RUNTIME.stream())
        .map(this::line)
        .toList();
  }

  private String line(Setting setting) {
    String shown =
        value(setting.name())
            .map(value -> setting.name() + '=' + Masked.of(setting, value))
            .orElseGet(() -> "# " + setting.name() + '=' + setting.fallback());
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  /** Without any value. */
  @Override
  public String toString() {
    return "ServerConfig[" + mode.word() + ", " + values.keySet() + ']';
  }
}
