package dev.mplp.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Listeners and executors that throw whatever they like. */
class LiveMailboxTest {

  private static byte[] message(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void listener_thatThrowsAnError_isToldTheNextMessages() {
    List<String> heard = new ArrayList<>();
    LiveMailbox box =
        new LiveMailbox(
            new LiveEvents.Listener() {
              @Override
              public void heard(byte[] bytes) {
                String text = new String(bytes, UTF_8);
                heard.add(text);
                if (text.equals("bad")) {
                  throw new StackOverflowError("too deep");
                }
              }

              @Override
              public void missed() {
                heard.add("missed");
              }
            },
            Runnable::run);
    box.put(message("one"));
    box.put(message("bad"));
    box.put(message("two"));
    box.missed();
    assertThat(heard).containsExactly("one", "bad", "two", "missed");
  }

  @Test
  void executor_thatHasNoThread_isAskedAgain() {
    List<String> heard = new ArrayList<>();
    AtomicBoolean full = new AtomicBoolean(true);
    LiveMailbox box =
        new LiveMailbox(
            new LiveEvents.Listener() {
              @Override
              public void heard(byte[] bytes) {
                heard.add(new String(bytes, UTF_8));
              }

              @Override
              public void missed() {
                heard.add("missed");
              }
            },
            task -> {
              if (full.get()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              task.run();
            });
    assertThatThrownBy(() -> box.put(message("one"))).isInstanceOf(OutOfMemoryError.class);
    full.set(false);
    box.put(message("two"));
    assertThat(heard).containsExactly("one", "two");
  }
}
