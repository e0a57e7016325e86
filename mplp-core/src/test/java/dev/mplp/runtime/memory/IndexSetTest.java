package dev.mplp.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IndexSetTest {

  @Test
  void lowest_afterRandomChanges_isThatOfASortedSet() {
    int bound = 20_000;
    IndexSet set = new IndexSet(bound);
    TreeSet<Integer> model = new TreeSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      int index = random.nextInt(bound);
      if (random.nextInt(4) == 0) {
        set.add(index);
        model.add(index);
      } else {
        set.remove(model.isEmpty() ? index : model.first());
        model.remove(model.isEmpty() ? index : model.first());
      }
      assertThat(set.lowest()).isEqualTo(model.isEmpty() ? -1 : model.first());
    }
  }
}
