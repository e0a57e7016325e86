package dev.mplp.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.spi.SharedMemoryException;
import dev.mplp.tck.Eventually;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisReadOnlyException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When calls are made no more, on which node, and what is told meanwhile. */
class BreakerTest {

  private static final Duration MOMENT = Duration.ofMillis(50);

  private static Breaker open(Duration remembered) {
    Breaker breaker = new Breaker("not yet", remembered);
    breaker.open("connected", Duration.ofMillis(1));
    return breaker;
  }

  @Test
  void calls_ofWhichAFifthFails_areTooMany_alsoWhenOthersAreAnswered() {
    LastCalls last = new LastCalls();
    boolean tooMany = false;
    for (int i = 1; i <= 25; i++) {
      assertThat(tooMany).isFalse();
      if (i % 5 == 0) {
        tooMany = last.failed();
      } else {
        last.answered();
      }
    }
    assertThat(tooMany).as("5 of 25").isTrue();
    last.clear();
    for (int i = 1; i <= 500; i++) {
      if (i % 7 == 0) {
        assertThat(last.failed()).as("a seventh, call %d", i).isFalse();
      } else {
        last.answered();
      }
    }
  }

  @Test
  void calls_ofWhichThreeInARowFail_areTooMany() {
    LastCalls last = new LastCalls();
    last.answered();
    assertThat(last.failed()).isFalse();
    assertThat(last.failed()).isFalse();
    last.answered();
    assertThat(last.failed()).isFalse();
    assertThat(last.failed()).isFalse();
    assertThat(last.failed()).isTrue();
  }

  @Test
  void node_thatDoesNotAnswer_isAskedNoMore_andTheOthersAre() {
    Breaker breaker = open(MOMENT);
    for (int i = 0; i < 3; i++) {
      breaker.answered(breaker.enter("good"));
      assertThat(breaker.failed(breaker.enter("bad"))).as("the whole").isFalse();
    }
    assertThatThrownBy(() -> breaker.enter("bad"))
        .isInstanceOf(SharedMemoryException.class)
        .hasMessage("node bad of the Cluster does not answer");
    breaker.answered(breaker.enter("good"));
    assertThat(breaker.health(null).available()).isFalse();
    assertThat(breaker.health(null).detail()).contains("node bad");
    assertThat(breaker.health(null).refused()).isEqualTo(1);
    Eventually.until(
        "one is let through, and answered",
        () -> {
          try {
            breaker.answered(breaker.enter("bad"));
            return true;
          } catch (SharedMemoryException e) {
            return false;
          }
        });
    breaker.answered(breaker.enter("bad"));
    assertThat(breaker.health(null).available()).isTrue();
  }

  @Test
  void errorsThatRedisAnswers_areToldForAWhile() {
    Breaker breaker = open(MOMENT);
    breaker.enter(null);
    breaker.unserved("OOM");
    assertThat(breaker.health(null).available()).isFalse();
    assertThat(breaker.health(null).detail()).isEqualTo("OOM");
    assertThat(breaker.isShut()).isFalse();
    Eventually.until("it is told no more", () -> breaker.health(null).available());
    assertThat(breaker.health(null).detail()).isEqualTo("connected");
    assertThat(breaker.health("the thread has ended").available()).isFalse();
  }

  @Test
  void errors_areOfTheServerOrOfTheCall() {
    for (String unserved :
        new String[] {
          "OOM command not allowed when used memory > 'maxmemory'.",
          "ERR Error running script (call to f_1): @user_script:1: -OOM command not allowed",
          "CLUSTERDOWN Hash slot not served",
          "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist",
          "NOPERM User reader has no permissions to run the 'set' command",
          "NOAUTH Authentication required.",
          "MASTERDOWN Link with MASTER is down",
          "NOREPLICAS Not enough good replicas to write.",
          "ERR ACL failure in script: User reader has no permissions to run the 'set' command",
        }) {
      assertThat(Errors.isUnserved(new RedisCommandExecutionException(unserved)))
          .as(unserved)
          .isTrue();
    }
    for (String call : new String[] {"WRONGTYPE Operation against a key", "ERR value is no OOM"}) {
      assertThat(Errors.isUnserved(new RedisCommandExecutionException(call))).as(call).isFalse();
    }
    assertThat(Errors.isAnswer(new RedisLoadingException("LOADING"))).isFalse();
    assertThat(Errors.isUnserved(new RedisReadOnlyException("READONLY"))).isFalse();
  }
}
