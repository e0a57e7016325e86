package dev.mplp.runtime.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.spi.CachedDocument;
import dev.mplp.spi.DocumentKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a token tells, for how long, and what is none. */
class SeenTest {

  private static final long LIFE = 64_000;
  private static final DocumentKey KEY = CacheRig.key("c1");

  private final AtomicLong clock = new AtomicLong(1_700_000_000_000L);

  private Seen at(long process, String token) {
    return Seen.read(token, process, LIFE, clock::get);
  }

  private static Optional<CachedDocument> document(long order, long version) {
    return Optional.of(new CachedDocument(order, version, new byte[0]));
  }

  @Test
  void token_ofAnotherProcess_allowsWhatIsAsNewAlone() {
    Seen seen = at(1, "");
    seen.saw(seen.begin(), KEY, document(7, 3));
    Seen other = at(2, seen.token());
    assertThat(other.allows(KEY, document(7, 3))).isTrue();
    assertThat(other.allows(KEY, document(7, 4))).isTrue();
    assertThat(other.allows(KEY, document(7, 2))).isFalse();
    assertThat(other.allows(KEY, document(6, 9))).isFalse();
    assertThat(other.allows(KEY, Optional.empty())).isFalse();
    assertThat(other.allows(CacheRig.key("c2"), document(7, 1))).isTrue();
    assertThat(other.allows(new DocumentKey("acme", "role", "c1"), document(7, 1))).isTrue();
    assertThat(other.allows(new DocumentKey("acme2", "context", "c1"), document(7, 1))).isTrue();
  }

  @Test
  void token_backInTheProcessThatWroteIt_leavesItToThatOne() {
    Seen seen = at(1, "");
    seen.saw(seen.begin(), KEY, document(7, 3));
    assertThat(at(1, seen.token()).allows(KEY, document(7, 2))).isTrue();
    Seen elsewhere = at(2, seen.token());
    elsewhere.told(CacheRig.key("c2"));
    Seen back = at(1, elsewhere.token());
    assertThat(back.allows(KEY, document(7, 2))).isFalse();
    assertThat(back.allows(CacheRig.key("c2"), document(7, 2))).isFalse();
  }

  @Test
  void token_isEmpty_onceNoOlderCopyCanBeAnywhere() {
    Seen seen = at(1, "");
    assertThat(seen.token()).isEmpty();
    seen.saw(seen.begin(), KEY, document(7, 3));
    String token = seen.token();
    clock.addAndGet(LIFE + 59_000);
    assertThat(seen.token()).isNotEmpty();
    assertThat(at(2, token).allows(KEY, document(7, 2))).isFalse();
    clock.addAndGet(2_000);
    assertThat(at(2, token).allows(KEY, document(7, 2))).isTrue();
    assertThat(seen.token()).isEmpty();
    assertThat(at(2, token).token()).isEmpty();
  }

  @Test
  void whatNoTokenHolds_isForgotten_butNotWhenItWas() {
    Seen seen = at(1, "");
    for (int i = 0; i <= Seen.MOST; i++) {
      seen.saw(seen.begin(), CacheRig.key("k" + i), document(7, 3));
    }
    Seen other = at(2, seen.token());
    assertThat(other.allows(CacheRig.key("k0"), document(7, 3))).isFalse();
    assertThat(other.allows(CacheRig.key("k1"), document(7, 3))).isTrue();
    assertThat(at(1, seen.token()).allows(CacheRig.key("k0"), document(7, 3))).isTrue();
    assertThat(at(1, other.token()).allows(CacheRig.key("k0"), document(7, 3))).isFalse();
    clock.addAndGet(LIFE + 61_000);
    assertThat(other.allows(CacheRig.key("k0"), document(7, 3))).isTrue();
    assertThat(other.token()).isEmpty();
  }

  @Test
  void look_thatWasOvertaken_lowersNothing() {
    Seen seen = at(1, "");
    long early = seen.begin();
    seen.saw(seen.begin(), KEY, document(7, 3));
    seen.saw(early, KEY, document(7, 2));
    assertThat(at(2, seen.token()).allows(KEY, document(7, 2))).isFalse();
    assertThat(at(2, seen.token()).allows(KEY, document(7, 3))).isTrue();
    seen.wrote(List.of(KEY));
    seen.saw(early, KEY, document(7, 9));
    assertThat(at(2, seen.token()).allows(KEY, document(7, 9))).isFalse();
    seen.saw(seen.begin(), KEY, document(7, 9));
    assertThat(at(2, seen.token()).allows(KEY, document(7, 9))).isTrue();
  }

  @Test
  void look_thatBeganBeforeItsSightingWasDropped_lowersNothing() {
    Seen seen = at(1, "");
    seen.saw(seen.begin(), KEY, document(7, 3));
    long early = seen.begin();
    seen.toldOfMany();
    seen.saw(early, KEY, document(7, 3));
    assertThat(at(2, seen.token()).allows(KEY, document(7, 3))).isFalse();
    seen.saw(seen.begin(), KEY, document(7, 4));
    assertThat(at(2, seen.token()).allows(KEY, document(7, 4))).isTrue();
    long beforeMany = seen.begin();
    for (int i = 0; i < Seen.MOST; i++) {
      seen.saw(seen.begin(), CacheRig.key("k" + i), document(7, 3));
    }
    seen.saw(beforeMany, KEY, document(7, 3));
    assertThat(at(2, seen.token()).allows(KEY, document(7, 3))).isFalse();
  }

  @Test
  void processWithoutCopies_notesWhenWhoWroteOrCameFromElsewhereWasThere() {
    assertThat(without("").token()).isEmpty();
    Seen reader = without("");
    reader.saw(reader.begin(), KEY, document(7, 3));
    assertThat(reader.token()).isEmpty();
    Seen writer = without("");
    writer.wrote(List.of(KEY));
    assertThat(at(2, writer.token()).allows(KEY, document(7, 9))).isFalse();
    Seen seen = at(1, "");
    seen.saw(seen.begin(), KEY, document(7, 3));
    seen.saw(seen.begin(), CacheRig.key("c2"), document(8, 3));
    Seen came = without(seen.token());
    came.saw(came.begin(), KEY, document(7, 4));
    Seen back = at(1, without(came.token()).token());
    assertThat(back.allows(KEY, document(7, 3))).isFalse();
    assertThat(back.allows(CacheRig.key("c2"), document(8, 3))).isTrue();
    clock.addAndGet(LIFE + 61_000);
    assertThat(back.allows(KEY, document(7, 3))).isTrue();
    assertThat(back.token()).isEmpty();
  }

  private Seen without(String token) {
    return Seen.withoutCopies(token, clock::get);
  }

  @Test
  void text_thatIsNoToken_isRefusedWithTheReason() {
    Seen seen = at(1, "");
    seen.saw(seen.begin(), KEY, document(Long.MAX_VALUE, Long.MAX_VALUE >>> 1));
    String token = seen.token();
    String cut = Base64.getUrlEncoder().encodeToString(new byte[] {1, 2});
    for (String none :
        List.of("%%", cut, token.substring(0, token.length() - 4), "A".repeat(5000))) {
      assertThatThrownBy(() -> at(2, none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a session token is what Session.token() gave");
    }
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        at(2, Base64.getUrlEncoder().encodeToString(bytes)).token();
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("a session token");
      }
    }
  }
}
