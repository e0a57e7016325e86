package dev.mplp.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
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
    String name = user == null ? url.user() : user;
    String secret = password == null ? url.password() : password;
    if (name != null) {
      factory.setUsername(name);
    }
    if (secret != null) {
      factory.setPassword(secret);
    }
    int connect = url.number(BrokerUrl.CONNECTION_TIMEOUT, CONNECT_MILLIS);
    factory.setVirtualHost(url.virtualHost());
    factory.setRequestedHeartbeat(url.number(BrokerUrl.HEARTBEAT, HEARTBEAT_SECONDS));
    factory.setConnectionTimeout(connect);
    factory.setHandshakeTimeout(connect);
    factory.setChannelRpcTimeout(ANSWER_MILLIS);
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setExceptionHandler(new QuietExceptions());
    factory.setShutdownExecutor(Endings.pool());
    factory.setThreadFactory(Threads.named("mplp-rabbitmq"));
    if (url.tls()) {
      factory.useSslProtocol(tls(url.parameters().get(BrokerUrl.CA_FILE)));
      factory.enableHostnameVerification();
    }
    return factory;
  }

  /** Trusts what the JVM trusts, or the certificates of a file alone. */
  private static SSLContext tls(@Nullable String file) {
    try {
      if (file == null) {
        return SSLContext.getDefault();
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        int number = 0;
        for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry("ca-" + number++, one);
        }
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "the certificates in \"" + file + "\" (" + BrokerUrl.CA_FILE + ") cannot be read: " + e,
          e);
    }
  }
}
