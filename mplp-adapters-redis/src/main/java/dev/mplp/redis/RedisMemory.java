package dev.mplp.redis;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.LiveEvents;
import dev.mplp.spi.ObjectCache;
import dev.mplp.spi.Presence;
import dev.mplp.spi.RateLimiter;
import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.SharedMemoryHealth;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What replicas share on Redis 6.2 or later: one server, one behind Sentinels, or a Cluster. It
 * connects in its own time, and again whenever the connection breaks.
 *
 * <pre>{@code
 * SharedMemory shared = RedisMemory.connect("redis://user:password@host:6379/0");
 * }</pre>
 */
public final class RedisMemory implements SharedMemory {

  /** What every key and channel begins with, unless told otherwise. */
  public static final String DEFAULT_PREFIX = "mplp:";

  private final Link link;
  private final RateLimiter limiter;
  private final Presence presence;
  private final RedisLiveEvents live;
  private final ObjectCache objects;

  private RedisMemory(Builder builder) {
    this.link = new Link(builder.url, builder.connector(), builder.prefix);
    this.limiter = new RedisRateLimiter(link);
    this.presence = new RedisPresence(link);
    this.live = new RedisLiveEvents(link);
    this.objects = new RedisObjectCache(link);
    link.start();
  }

  /**
   * A shared memory at a URL: {@code redis://user:password@host:port/database}, {@code rediss://}
   * for TLS; several hosts, or {@code redis-cluster://}, for a Cluster; {@code
   * redis-sentinel://host:port,host:port/database?master=name} for Sentinels. Parameters: {@code
   * timeout} of a command in milliseconds (200), {@code connection_timeout} in milliseconds (2000),
   * {@code cacertfile} with the certificates to trust.
   *
   * @throws IllegalArgumentException when it is no such URL; the message says what is wrong with it
   */
  public static RedisMemory connect(String url) {
    return builder(url).open();
  }

  /** A shared memory that is to be told more than a URL; see {@link #connect}. */
  public static Builder builder(String url) {
    return new Builder(RedisUrl.parse(url));
  }

  @Override
  public ObjectCache objects() {
    return objects;
  }

  @Override
  public RateLimiter limiter() {
    return limiter;
  }

  @Override
  public Presence presence() {
    return presence;
  }

  @Override
  public LiveEvents live() {
    return live;
  }

  @Override
  public SharedMemoryHealth health() {
    return link.health();
  }

  @Override
  public void close() {
    objects.close();
    link.close();
    live.close();
  }

  /** How Redis is reached; not thread-safe. */
  public static final class Builder {

    private final RedisUrl url;
    private @Nullable String user;
    private @Nullable String password;
    private @Nullable String sentinelPassword;
    private String prefix = DEFAULT_PREFIX;
    private String name = "mplp-" + ProcessHandle.current().pid();

    private Builder(RedisUrl url) {
      this.url = url;
      this.user = url.server().user();
      this.password = url.server().password();
    }

    /** The user, instead of that in the URL. */
    public Builder user(String user) {
      this.user = requireNonNull(user, "user");
      return this;
    }

    /** The password, as it is and not encoded, instead of that in the URL. */
    public Builder password(String password) {
      this.password = requireNonNull(password, "password");
      return this;
    }

    /** The password of the Sentinels, where they ask for one. */
    public Builder sentinelPassword(String password) {
      this.sentinelPassword = requireNonNull(password, "password");
      return this;
    }

    /**
     * What every key and channel begins with, {@value #DEFAULT_PREFIX} unless told otherwise: two
     * installations on one Redis take two.
     */
    public Builder prefix(String prefix) {
      if (!prefix.matches("[A-Za-z0-9:._-]{1,100}")) {
        throw new IllegalArgumentException(
            "a prefix of keys has 1 to 100 letters, digits, colons, dots, underscores or hyphens,"
                + " but is \""
                + prefix
                + '"');
      }
      this.prefix = prefix;
      return this;
    }

    /** What the connection is called at the server, for people. */
    public Builder connectionName(String name) {
      if (!name.matches("[!-~]{1,100}")) {
        throw new IllegalArgumentException(
            "the name of a connection has 1 to 100 visible characters and no space, but is \""
                + name
                + '"');
      }
      this.name = name;
      return this;
    }

    /**
     * A shared memory that begins to connect.
     *
     * @throws IllegalArgumentException when there is a user without a password, or a certificate
     *     file cannot be read
     */
    public RedisMemory open() {
      return new RedisMemory(this);
    }

    /** Refuses what {@link #open} would refuse. */
    void check() {
      if (user != null && password == null) {
        throw new IllegalArgumentException(
            "Redis has a user without a password: give REDIS_PASSWORD, or a password in the URL");
      }
      Optional<TrustManagerFactory> unused = url.server().trust();
    }

    private Connector connector() {
      check();
      return new Connector(url, new Credentials(user, password, sentinelPassword), name);
    }
  }
}
