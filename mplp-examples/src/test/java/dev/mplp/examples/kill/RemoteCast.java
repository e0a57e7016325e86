package dev.mplp.examples.kill;

import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.redis.testing.RedisServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All who play a part when steps are done remotely, and what happens to them. */
final class RemoteCast implements AutoCloseable {

  /** The role whose steps agents do. */
  static final String REMOTE = "worker";

  private static final String STEP_MILLIS = "60";
  private static final Pattern RELAYS = Pattern.compile(TellingBroker.RELAYS + "(\\d+)");

  private final RabbitMqServer broker = RabbitMqServer.start();
  private final RedisServer redis = RedisServer.start();
  private final EffectServer effects;
  private final Path logs;
  private final Map<String, String> environment;
  private final String jdbcUrl;
  private final Subscriber subscriber;
  private final List<Child> replicas = new ArrayList<>();
  private final List<Child> javaAgents = new ArrayList<>();
  private final List<Child> nodeAgents = new ArrayList<>();
  private final Map<String, Integer> killed = new TreeMap<>();
  private int started;

  RemoteCast(KillServer.Database database, Effects effects, Path logs) throws IOException {
    this.effects = new EffectServer(effects);
    this.logs = logs;
    this.jdbcUrl = database.jdbcUrl();
    this.environment =
        Map.of(
            "DATABASE_URL",
            database.url(),
            "DATABASE_IDLE_TRANSACTION_TIMEOUT",
            "2000",
            "RABBITMQ_URL",
            broker.url(),
            "REDIS_URL",
            redis.url(),
            "MPLP_REMOTE_ROLES",
            REMOTE);
    this.subscriber = new Subscriber(broker.url());
  }

  Subscriber subscriber() {
    return subscriber;
  }

  void start() throws Exception {
    startReplica();
    startReplica();
    startJavaAgent();
    startNodeAgent();
  }

  /** Kills the next one in turn, and starts another in its place. */
  void disturb(int turn) throws Exception {
    switch (turn % 5) {
      case 0 -> {
        kill("agents in Java", javaAgents);
        startJavaAgent();
      }
      case 1 -> {
        kill("agents in Node.js", nodeAgents);
        startNodeAgent();
      }
      case 2 -> {
        redis.kill();
        count("Redis servers");
        redis.restart();
      }
      case 3 -> killRelaying();
      default -> {
        broker.kill();
        count("brokers");
        broker.restart();
      }
    }
  }

  private void killRelaying() throws Exception {
    Waiting.until("a replica relays events", () -> relaying() != null);
    Child victim = Objects.requireNonNull(relaying());
    victim.kill();
    replicas.remove(victim);
    count("relaying replicas");
    startReplica();
  }

  /** The replica that was the last to begin; null when that one is not alive. */
  private Child relaying() throws IOException {
    long latest = 0;
    Child found = null;
    for (Child replica : replicas) {
      Matcher since = RELAYS.matcher(Files.readString(replica.log()));
      while (since.find()) {
        if (Long.parseLong(since.group(1)) > latest) {
          latest = Long.parseLong(since.group(1));
          found = replica;
        }
      }
    }
    return found;
  }

  private void kill(String kind, List<Child> of) {
    Child victim = of.remove(0);
    victim.awaitReady();
    victim.kill();
    count(kind);
  }

  private void count(String kind) {
    killed.merge(kind, 1, Integer::sum);
  }

  /** Who was killed how often. */
  Map<String, Integer> killed() {
    return killed;
  }

  private void startReplica() throws IOException {
    replicas.add(
        Child.java(
            ReplicaProcess.class, List.of(jdbcUrl, STEP_MILLIS), environment, log("replica")));
  }

  private void startJavaAgent() throws IOException {
    javaAgents.add(
        Child.java(
            AgentProcess.class, List.of(REMOTE, jdbcUrl, STEP_MILLIS), environment, log("java")));
  }

  private void startNodeAgent() throws IOException, URISyntaxException {
    Map<String, String> more = new HashMap<>(environment);
    more.put("EFFECT_URL", effects.url());
    more.put("STEP_MILLIS", STEP_MILLIS);
    Path handler = Path.of(RemoteCast.class.getResource("/effect-handler.mjs").toURI());
    nodeAgents.add(NodeAgents.start(REMOTE, handler, more, log("node")));
  }

  private Path log(String kind) {
    return logs.resolve(kind + "-" + ++started + ".log");
  }

  @Override
  public void close() {
    replicas.forEach(Child::close);
    javaAgents.forEach(Child::close);
    nodeAgents.forEach(Child::close);
    subscriber.close();
    effects.close();
    redis.close();
    broker.close();
  }
}
