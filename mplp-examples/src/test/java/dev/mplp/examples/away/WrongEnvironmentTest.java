package dev.mplp.examples.away;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.runtime.MplpRuntime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An environment in which several things are wrong: each is told, at once, without secrets. */
class WrongEnvironmentTest {

  @Test
  void everythingThatIsWrong_isToldAtOnce() {
    Map<String, String> environment = new HashMap<>();
    environment.put("MPLP_AUTHORIZATION", "everybody");
    environment.put("DATABASE_URL", "postgresql://mplp:hush%@db-1/plans");
    environment.put("RABBITMQ_URL", "amqp://mplp:hush@rabbit-1:many/agents");
    environment.put("REDIS_URL", "redis://:hush@redis-1/first");
    environment.put("MPLP_REMOTE_ROLES", "scorer");
    environment.put("MPLP_EVENTS_PLAIN", "perhaps");

    assertThatThrownBy(() -> MplpRuntime.builder(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MPLP_EVENTS_PLAIN is true or false, not perhaps")
        .hasMessageContaining("the broker's URL")
        .hasMessageContaining("the path of the URL of Redis is the number of a database")
        .hasMessageContaining("the database URL has a percent sign")
        .hasMessageContaining("MPLP_AUTHORIZATION is roles")
        .hasMessageNotContaining("hush");
  }

  @Test
  void urlsThatAreRight_withSettingsThatAreWrong_areToldAtOnce_too() {
    Map<String, String> environment = new HashMap<>();
    environment.put("DATABASE_URL", "postgresql://db-1/plans");
    environment.put("DATABASE_POOL_SIZE", "some");
    environment.put("RABBITMQ_URL", "amqps://rabbit-1?cacertfile=/nowhere/ca.pem");
    environment.put("REDIS_URL", "redis://reader@redis-1");
    environment.put("REDIS_PREFIX", "a b");

    assertThatThrownBy(() -> MplpRuntime.builder(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DATABASE_POOL_SIZE is a number, not some")
        .hasMessageContaining("/nowhere/ca.pem")
        .hasMessageContaining("a prefix of keys");
    environment.remove("REDIS_PREFIX");
    assertThatThrownBy(() -> MplpRuntime.builder(environment))
        .hasMessageContaining("/nowhere/ca.pem")
        .hasMessageContaining("Redis has a user without a password");
  }
}
