package dev.mplp.examples.server.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a server is reached on its own machine, without a look at the rest of its settings. */
public final class Listening {

  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]", "");
  private static final String HERE = "127.0.0.1";

  private Listening() {}

  /**
   * The address of a server with this environment.
   *
   * @throws ConfigException when the port is none
   */
  public static URI of(Map<String, String> environment) {
    Map<String, String> values = new Sources(environment, new ArrayList<>()).values();
    Setting setting = Settings.get(Settings.PORT);
    String port = values.getOrDefault(Settings.PORT, setting.fallback());
    String problem = setting.problem(port);
    if (problem != null) {
      throw new ConfigException(List.of(problem));
    }
    String host = values.getOrDefault(Settings.HOST, HERE);
    String reached = EVERYWHERE.contains(host) ? HERE : host;
    boolean bare = reached.indexOf(':') >= 0 && !reached.startsWith("[");
    return URI.create("http://" + (bare ? '[' + reached + ']' : reached) + ':' + port);
  }
}
