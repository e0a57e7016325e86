package dev.mplp.redis;

import dev.mplp.spi.ServerUrl;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The URL of Redis: {@code redis://user:password@host:port/database?name=value}, {@code rediss:}
 * for TLS. Several hosts, or {@code redis-cluster:}, are a Cluster; the hosts of {@code
 * redis-sentinel:} are Sentinels.
 *
 * @param database 0 unless the path names one
 * @param master what the Sentinels call the server; empty where there are none
 */
record RedisUrl(ServerUrl server, Kind kind, int database, String master) {

  /** Milliseconds until a command is given up. */
  static final String TIMEOUT = "timeout";

  /** Milliseconds until a host that does not answer is given up. */
  static final String CONNECTION_TIMEOUT = "connection_timeout";

  /** What the Sentinels call the server. */
  static final String MASTER = "master";

  private static final String SENTINEL = "-sentinel";
  private static final String CLUSTER = "-cluster";
  private static final ServerUrl.Form FORM = form();

  /** Who answers at the hosts. */
  enum Kind {
    /** One server. */
    SINGLE,
    /** Sentinels that know which server is the master at the moment. */
    SENTINEL,
    /** Some nodes of a Cluster. */
    CLUSTER
  }

  private static ServerUrl.Form form() {
    Map<String, Integer> schemes = new LinkedHashMap<>();
    for (String scheme : new String[] {"redis", "rediss"}) {
      schemes.put(scheme, 6379);
      schemes.put(scheme + SENTINEL, 26_379);
      schemes.put(scheme + CLUSTER, 6379);
    }
    return new ServerUrl.Form(
        "the URL of Redis",
        schemes,
        Set.of(TIMEOUT, CONNECTION_TIMEOUT, MASTER, ServerUrl.CA_FILE));
  }

  static boolean isSupported(String url) {
    return FORM.knows(url);
  }

  /**
   * Takes a URL apart.
   *
   * @throws IllegalArgumentException when it is none of Redis; the message does not repeat it, as
   *     it may have a password
   */
  static RedisUrl parse(String url) {
    ServerUrl server = ServerUrl.parse(url, FORM);
    Kind kind = kind(server);
    String master = server.parameters().getOrDefault(MASTER, "");
    if (kind == Kind.SENTINEL && master.isEmpty()) {
      throw new IllegalArgumentException(
          "the URL of Redis names Sentinels but not what they call the server: add ?master=name");
    }
    if (kind != Kind.SENTINEL && !master.isEmpty()) {
      throw new IllegalArgumentException(
          "the URL of Redis has a parameter master, which is for redis-sentinel:// alone");
    }
    int database = database(server.word(FORM));
    if (kind == Kind.CLUSTER && database != 0) {
      throw new IllegalArgumentException(
          "the URL of Redis names database "
              + database
              + ", but a Cluster has database 0 alone; several hosts without redis-sentinel:// are"
              + " a Cluster");
    }
    RedisUrl parsed = new RedisUrl(server, kind, database, master);
    if (parsed.timeout().isZero() || parsed.connectionTimeout().isZero()) {
      throw new IllegalArgumentException(
          "the URL of Redis has a time-out of 0 ms; it is 1 or more");
    }
    return parsed;
  }

  private static Kind kind(ServerUrl server) {
    if (server.scheme().endsWith(SENTINEL)) {
      return Kind.SENTINEL;
    }
    boolean cluster = server.scheme().endsWith(CLUSTER) || server.hosts().size() > 1;
    return cluster ? Kind.CLUSTER : Kind.SINGLE;
  }

  private static int database(String path) {
    if (path.isEmpty()) {
      return 0;
    }
    if (!path.matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException(
          "the path of the URL of Redis is the number of a database, not \"" + path + '"');
    }
    return Integer.parseInt(path);
  }

  boolean tls() {
    return server.scheme().startsWith("rediss");
  }

  Duration timeout() {
    return Duration.ofMillis(server.number(TIMEOUT, 200));
  }

  Duration connectionTimeout() {
    return Duration.ofMillis(server.number(CONNECTION_TIMEOUT, 2_000));
  }

  @Override
  public String toString() {
    return server.toString();
  }
}
