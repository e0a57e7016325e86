package dev.mplp.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions. A session of one server is not mended by the client: when it breaks, {@link Link}
 * opens another one, so that no command is ever made twice. The client mends the connections to the
 * nodes of a Cluster, and follows its slots; a command waits for that no longer than for its
 * answer.
 */
final class Connector implements Sessions {

  private static final int WAITING = 10_000;
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private final RedisUrl url;
  private final Credentials credentials;
  private final String name;
  private final ClientResources resources;
  private final AbstractRedisClient client;

  Connector(RedisUrl url, Credentials credentials, String name) {
    this.url = url;
    this.credentials = credentials;
    this.name = name;
    SslOptions.Builder tls = SslOptions.builder().jdkSslProvider();
    url.server().trust().ifPresent(tls::trustManager);
    this.resources =
        DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    try {
      this.client = client(tls.build());
    } catch (RuntimeException e) {
      close(resources);
      throw e;
    }
  }

  private AbstractRedisClient client(SslOptions tls) {
    if (url.kind() == RedisUrl.Kind.CLUSTER) {
      RedisClusterClient cluster = RedisClusterClient.create(resources, nodes());
      cluster.setOptions(
          settings(ClusterClientOptions.builder(), tls)
              .autoReconnect(true)
              .topologyRefreshOptions(
                  ClusterTopologyRefreshOptions.builder()
                      .enablePeriodicRefresh(Duration.ofSeconds(10))
                      .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
                      .build())
              .build());
      return cluster;
    }
    RedisClient one = RedisClient.create(resources);
    one.setOptions(settings(ClientOptions.builder(), tls).autoReconnect(false).build());
    return one;
  }

  private <B extends ClientOptions.Builder> B settings(B options, SslOptions tls) {
    options
        .disconnectedBehavior(
            // A node is connected to by the first command for it, which waits for that.
            url.kind() == RedisUrl.Kind.CLUSTER
                ? DisconnectedBehavior.DEFAULT
                : DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(WAITING)
        .sslOptions(tls)
        .timeoutOptions(TimeoutOptions.enabled(url.timeout()))
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(url.connectionTimeout())
                .keepAlive(true)
                .tcpNoDelay(true)
                .build());
    return options;
  }

  private List<RedisURI> nodes() {
    List<RedisURI> nodes = new ArrayList<>();
    url.server().hosts().forEach(host -> nodes.add(at(host.name(), host.port())));
    return nodes;
  }

  private RedisURI at(String host, int port) {
    RedisURI uri = general();
    uri.setHost(host);
    uri.setPort(port);
    uri.setDatabase(url.database());
    credentials.logIn(uri);
    return uri;
  }

  private RedisURI general() {
    RedisURI uri = new RedisURI();
    uri.setSsl(url.tls());
    uri.setTimeout(url.connectionTimeout());
    uri.setClientName(name);
    return uri;
  }

  private RedisURI single() {
    if (url.kind() == RedisUrl.Kind.SINGLE) {
      return nodes().get(0);
    }
    RedisURI uri = general();
    uri.setDatabase(url.database());
    uri.setSentinelMasterId(url.master());
    credentials.logIn(uri);
    url.server()
        .hosts()
        .forEach(
            host -> {
              RedisURI sentinel = general();
              sentinel.setHost(host.name());
              sentinel.setPort(host.port());
              credentials.logInToSentinel(sentinel);
              uri.getSentinels().add(sentinel);
            });
    return uri;
  }

  @Override
  public @Nullable String node(String key) {
    if (client instanceof RedisClusterClient cluster && cluster.getPartitions() != null) {
      RedisClusterNode node = cluster.getPartitions().getPartitionBySlot(SlotHash.getSlot(key));
      return node == null ? null : node.getUri().getHost() + ':' + node.getUri().getPort();
    }
    return null;
  }

  @Override
  public Session open() {
    return client instanceof RedisClusterClient cluster ? of(cluster) : of((RedisClient) client);
  }

  private Session of(RedisClient one) {
    RedisURI uri = single();
    StatefulRedisConnection<String, byte[]> connection = await(one.connectAsync(CODEC, uri));
    try {
      StatefulRedisPubSubConnection<String, byte[]> hearing =
          await(one.connectPubSubAsync(CODEC, uri));
      return new Session(connection, connection.async(), hearing, false);
    } catch (RuntimeException e) {
      CompletableFuture<Void> unused = connection.closeAsync();
      throw e;
    }
  }

  private Session of(RedisClusterClient cluster) {
    cluster.refreshPartitions(); // which it does not know yet, or all may have moved since
    StatefulRedisClusterConnection<String, byte[]> connection = await(cluster.connectAsync(CODEC));
    try {
      StatefulRedisPubSubConnection<String, byte[]> hearing =
          await(cluster.connectPubSubAsync(CODEC));
      return new Session(connection, connection.async(), hearing, true);
    } catch (RuntimeException e) {
      CompletableFuture<Void> unused = connection.closeAsync();
      throw e;
    }
  }

  @Override
  public Session heardElsewhere(Session session) {
    return client instanceof RedisClusterClient cluster
        ? session.with(await(cluster.connectPubSubAsync(CODEC)))
        : session;
  }

  /** What comes too late is closed again. */
  private <C extends StatefulConnection<?, ?>> C await(CompletionStage<? extends C> coming) {
    CompletableFuture<C> answer = new CompletableFuture<>();
    coming.whenComplete(
        (connection, error) -> {
          if (error != null) {
            answer.completeExceptionally(error);
          } else if (!answer.complete(connection)) {
            CompletableFuture<Void> unused = connection.closeAsync();
          }
        });
    answer.orTimeout(url.connectionTimeout().toMillis() * 2 + 500, TimeUnit.MILLISECONDS);
    return answer.join();
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    close(resources);
  }

  /** Its threads end by themselves a moment later. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private static void close(ClientResources resources) {
    resources.shutdown(0, 2, TimeUnit.SECONDS);
  }
}
