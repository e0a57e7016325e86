package dev.mplp.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import dev.mplp.spi.ServerUrl;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The client's settings for a URL: limits on every wait, and recovery left to {@link Link}. */
final class Settings {

  private static final int HEARTBEAT_SECONDS = 10;
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 20_000;

  private Settings() {}

  /**
   * Settings of a connection.
   *
   * @throws IllegalArgumentException when a parameter is wrong or the certificates cannot be read
   */
  static ConnectionFactory of(BrokerUrl url, @Nullable String user, @Nullable String password) {
    ConnectionFactory factory = new ConnectionFactory();
    String name = user == null ? url.server().user() : user;
    String secret = password == null ? url.server().password() : password;
    if (name != null) {
      factory.setUsername(name);
    }
    if (secret != null) {
      factory.setPassword(secret);
    }
    int connect = url.server().number(BrokerUrl.CONNECTION_TIMEOUT, CONNECT_MILLIS);
    factory.setVirtualHost(url.virtualHost());
    factory.setRequestedHeartbeat(url.server().number(BrokerUrl.HEARTBEAT, HEARTBEAT_SECONDS));
    factory.setConnectionTimeout(connect);
    factory.setHandshakeTimeout(connect);
    factory.setChannelRpcTimeout(ANSWER_MILLIS);
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setExceptionHandler(new QuietExceptions());
    factory.setShutdownExecutor(Endings.pool());
    factory.setThreadFactory(Threads.named("mplp-rabbitmq"));
    if (url.tls()) {
      factory.useSslProtocol(tls(url.server()));
      factory.enableHostnameVerification();
    }
    return factory;
  }

  /** Trusts what the JVM trusts, or the certificates of a file alone. */
  private static SSLContext tls(ServerUrl url) {
    Optional<TrustManagerFactory> trust = url.trust();
    try {
      if (trust.isEmpty()) {
        return SSLContext.getDefault();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.get().getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("this JVM has no TLS: " + e, e);
    }
  }
}
