package dev.mplp.examples.cli.run;

import dev.mplp.examples.cli.run.Progress.StepNews;
import dev.mplp.model.StepId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Where the steps of a run stand, by the latest news of each. Not thread-safe. */
final class StepCount {

  private final int total;
  private final Map<StepId, StepNews> latest = new HashMap<>();
  private final Map<StepNews, Integer> counts = new EnumMap<>(StepNews.class);

  StepCount(int total) {
    this.total = total;
  }

  void note(StepId stepId, StepNews news) {
    StepNews before = latest.put(stepId, news);
    if (before != null) {
      counts.merge(before, -1, Integer::sum);
    }
    counts.merge(news, 1, Integer::sum);
  }

  int total() {
    return total;
  }

  /** How many steps have this as their latest news. */
  int of(StepNews news) {
    return counts.getOrDefault(news, 0);
  }
}
