package dev.mplp.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.spi.LiveEvents;
import dev.mplp.spi.LiveEvents.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * {@link LiveEvents}: who hears a channel hears it in order, or is told that something is missing.
 */
public abstract class LiveEventsContract {

  private static final String MISSED = "(missed)";

  private final String channel = "channel {} ü " + UUID.randomUUID();
  private final List<Subscription> open = new ArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);

  /** The live events; the same ones, or another handle on the same, at each call. */
  protected abstract LiveEvents live();

  @AfterEach
  void closeAll() {
    released.countDown();
    open.forEach(Subscription::close);
  }

  private List<String> hear(String name) {
    List<String> heard = new CopyOnWriteArrayList<>();
    open.add(live().subscribe(name, new Recorder(heard)));
    Eventually.until("it hears", () -> !heard.isEmpty());
    return heard;
  }

  private void say(String name, String text) {
    live().publish(name, text.getBytes(UTF_8));
  }

  @Test
  void everybody_hearsEverything_inOrder() {
    List<String> one = hear(channel);
    List<String> two = hear(channel);
    List<String> expected = new ArrayList<>(List.of(MISSED));
    for (int i = 0; i < 300; i++) {
      say(channel, "message " + i);
      expected.add("message " + i);
    }
    Eventually.until("all is heard", () -> one.size() == 301 && two.size() == 301);
    assertThat(one).isEqualTo(expected);
    assertThat(two).isEqualTo(expected);
  }

  @Test
  void channels_areApart_andWhatNobodyHearsIsGone() {
    say(channel, "before");
    List<String> other = hear(channel + "2");
    List<String> heard = hear(channel);
    say(channel, "after");
    Eventually.until("it is heard", () -> heard.contains("after"));
    assertThat(heard).containsExactly(MISSED, "after");
    assertThat(other).containsExactly(MISSED);
  }

  @Test
  void closedSubscription_hearsNothing() {
    List<String> heard = hear(channel);
    Subscription first = open.get(0);
    List<String> stays = hear(channel);
    first.close();
    first.close();
    say(channel, "x");
    Eventually.until("the other hears", () -> stays.contains("x"));
    assertThat(heard).containsExactly(MISSED);
  }

  @Test
  void slowListener_isToldThatItMissedSomething_andHoldsUpNobody() throws Exception {
    List<String> slow = new CopyOnWriteArrayList<>();
    CountDownLatch stuck = new CountDownLatch(1);
    open.add(
        live()
            .subscribe(
                channel,
                new LiveEvents.Listener() {
                  @Override
                  public void heard(byte[] message) {
                    stuck.countDown();
                    await(released);
                    slow.add(new String(message, UTF_8));
                  }

                  @Override
                  public void missed() {
                    slow.add(MISSED);
                  }
                }));
    Eventually.until("it hears", () -> !slow.isEmpty());
    List<String> quick = hear(channel);
    say(channel, "first");
    assertThat(stuck.await(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 1_500; i++) {
      say(channel, "m" + i);
      if (i % 100 == 99) {
        String last = "m" + i;
        Eventually.until("the other one hears it", () -> quick.contains(last));
      }
    }
    released.countDown();
    Eventually.until("it goes on", () -> slow.contains("m1499"));
    assertThat(slow).startsWith(MISSED, "first", MISSED).hasSizeLessThan(1_004);
    assertThat(slow.subList(3, slow.size())).doesNotContain(MISSED);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody released it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void largestMessage_isHeard_andALargerOneRefused() {
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    open.add(
        live()
            .subscribe(
                channel,
                new LiveEvents.Listener() {
                  @Override
                  public void heard(byte[] message) {
                    sizes.add(message.length);
                  }

                  @Override
                  public void missed() {
                    sizes.add(-1);
                  }
                }));
    Eventually.until("it hears", () -> !sizes.isEmpty());
    live().publish(channel, new byte[LiveEvents.MAX_MESSAGE]);
    live().publish(channel, new byte[0]);
    Eventually.until("both are heard", () -> sizes.size() == 3);
    assertThat(sizes).containsExactly(-1, LiveEvents.MAX_MESSAGE, 0);
    assertThatThrownBy(() -> live().publish(channel, new byte[LiveEvents.MAX_MESSAGE + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> live().publish("", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listenerThatThrows_goesOn() {
    List<String> heard = new CopyOnWriteArrayList<>();
    Recorder recorder = new Recorder(heard);
    open.add(
        live()
            .subscribe(
                channel,
                new LiveEvents.Listener() {
                  @Override
                  public void heard(byte[] message) {
                    recorder.heard(message);
                    throw new IllegalStateException("as the test wants it");
                  }

                  @Override
                  public void missed() {
                    recorder.missed();
                  }
                }));
    Eventually.until("it hears", () -> !heard.isEmpty());
    say(channel, "a");
    say(channel, "b");
    Eventually.until("it heard both", () -> heard.size() == 3);
    assertThat(heard).containsExactly(MISSED, "a", "b");
  }

  /** Writes down what it hears. */
  private record Recorder(List<String> heard) implements LiveEvents.Listener {
    @Override
    public void heard(byte[] message) {
      heard.add(new String(message, UTF_8));
    }

    @Override
    public void missed() {
      heard.add(MISSED);
    }
  }
}
