package dev.mplp.examples.server.security;

import static java.util.Objects.requireNonNull;

import dev.mplp.examples.server.config.ConfigException;
import dev.mplp.examples.server.config.JwtConfig;
import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.model.Principal;
import dev.mplp.observe.RuntimeHealth.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The authenticator of a server: tokens and keys of programs as configured, or nothing at all. */
public final class Authenticators implements Authenticator {

  private static final String BEARER = "bearer ";

  private final @Nullable JwtAuthenticator tokens;
  private final @Nullable ApiKeys keys;

  private Authenticators(@Nullable JwtAuthenticator tokens, @Nullable ApiKeys keys) {
    this.tokens = tokens;
    this.keys = keys;
  }

  /**
   * As configured.
   *
   * @throws ConfigException when a file that is named cannot be used
   */
  public static Authenticator of(ServerConfig config) {
    Authenticator all = of(config, Clock.systemUTC());
    int perMinute = config.failuresPerMinute();
    return perMinute == 0 || config.isOpen() ? all : new LimitedFailures(all, perMinute);
  }

  static Authenticator of(ServerConfig config, Clock clock) {
    if (config.isOpen()) {
      return new OpenAuthenticator(isLoopback(config.host()));
    }
    return new Authenticators(tokens(config.jwt(), clock), keys(config, clock));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static @Nullable JwtAuthenticator tokens(JwtConfig config, Clock clock) {
    if (!config.isConfigured()) {
      return null;
    }
    JwkKeys keys = config.keys().map(place -> new JwkKeys(KeySource.of(place), clock)).orElse(null);
    if (keys != null) {
      keys.read(); // the first caller need not wait, and what is wrong is told at once
    }
    return new JwtAuthenticator(config, keys, clock);
  }

  private static @Nullable ApiKeys keys(ServerConfig config, Clock clock) {
    Path file = config.apiKeys().orElse(null);
    try {
      return file == null ? null : ApiKeys.of(file, clock);
    } catch (IOException e) {
      throw new ConfigException(List.of("the file of keys cannot be read: " + e));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public Principal authenticate(RequestCredentials credentials) {
    if (credentials.authorization().size() + credentials.apiKey().size() > 1) {
      throw UnauthenticatedException.invalid(
          "send one header that says who you are, Authorization or X-API-Key, once");
    }
    if (!credentials.apiKey().isEmpty()) {
      return ofKey(credentials.apiKey().get(0));
    }
    if (credentials.authorization().isEmpty()) {
      throw UnauthenticatedException.missing(
          "who is calling? Send Authorization: Bearer with a token or key");
    }
    String value = credentials.authorization().get(0);
    if (!value.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw UnauthenticatedException.invalid("the header Authorization begins with Bearer");
    }
    String bearer = value.substring(BEARER.length()).strip();
    return ApiKeys.isKey(bearer) ? ofKey(bearer) : ofToken(bearer);
  }

  /** Without public keys nobody gets in, unless there are other ways. */
  @Override
  public Optional<Part> health() {
    return tokens == null ? Optional.empty() : tokens.health(keys == null);
  }

  @Override
  public boolean knows(RequestCredentials credentials) {
    List<String> sent = sent(credentials);
    return sent.size() == 1
        && (ApiKeys.isKey(sent.get(0))
            ? keys != null && keys.knows(sent.get(0))
            : tokens != null && tokens.knows(sent.get(0)));
  }

  @Override
  public Identified identify(RequestCredentials credentials) {
    Principal caller = authenticate(credentials);
    String sent = sent(credentials).get(0);
    return new Identified(
        caller,
        ApiKeys.isKey(sent)
            ? requireNonNull(keys, "who let him in").until(sent)
            : requireNonNull(tokens, "who let him in").until(sent));
  }

  /** The tokens and keys that were sent, however many. */
  private static List<String> sent(RequestCredentials credentials) {
    List<String> sent = new ArrayList<>(credentials.apiKey());
    for (String value : credentials.authorization()) {
      if (value.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
        sent.add(value.substring(BEARER.length()).strip());
      }
    }
    return sent;
  }

  private Principal ofKey(String key) {
    if (keys == null) {
      throw UnauthenticatedException.invalid("this server takes no keys, only tokens");
    }
    return keys.authenticate(key);
  }

  private Principal ofToken(String token) {
    if (tokens == null) {
      throw UnauthenticatedException.invalid("this server takes no tokens, only keys");
    }
    return tokens.authenticate(token);
  }
}
