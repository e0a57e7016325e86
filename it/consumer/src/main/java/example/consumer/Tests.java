package example.consumer;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the tests of this project where they are: in its own module, or on its class path. */
final class Tests {

  private Tests() {}

  /**
   * Runs all of them.
   *
   * @return how many succeeded
   * @throws IllegalStateException when one failed or was left out
   */
  static long run() {
    LauncherDiscoveryRequest all =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(AnalystTest.class), selectClass(MemoryLeasesTest.class))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(all, listener);
    var summary = listener.getSummary();
    summary.printFailuresTo(new PrintWriter(System.err, true));
    if (summary.getTotalFailureCount() > 0
        || summary.getTestsSucceededCount() < summary.getTestsFoundCount()) {
      throw new IllegalStateException("tests failed: " + summary.getTotalFailureCount());
    }
    return summary.getTestsSucceededCount();
  }
}
