package dev.mplp.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecentIdsTest {

  @Test
  void contains_theLastGeneration_andForgetsWhatIsTwiceAsOld() {
    RecentIds ids = new RecentIds(10_000);
    Random random = new Random(2);
    List<UUID> added = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      assertThat(ids.contains(id)).isFalse();
      ids.add(id);
      added.add(id);
    }
    assertThat(added.subList(40_000, 50_000)).allMatch(ids::contains);
    assertThat(added.subList(0, 30_000)).noneMatch(ids::contains);
  }

  @Test
  void contains_theNilId_onlyOnceItWasAdded() {
    RecentIds ids = new RecentIds(10);
    assertThat(ids.contains(new UUID(0, 0))).isFalse();
    ids.add(new UUID(0, 0));
    assertThat(ids.contains(new UUID(0, 0))).isTrue();
  }
}
