package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that do the same at the same time. */
final class Contention {

  private static final long LIMIT_SECONDS = 120;

  private Contention() {}

  /** Runs a task in each of {@code threads} threads, and gives back their results in order. */
  static <T> List<T> run(int threads, Task<T> task) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        futures.add(
            executor.submit(
                () -> {
                  start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
                  return task.run(number);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(LIMIT_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("a contending thread failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("contending threads did not end in " + LIMIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      executor.shutdownNow();
    }
  }

  static int sum(List<Integer> counts) {
    assertThat(counts).isNotEmpty();
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  /** What one thread does. */
  interface Task<T> {
    T run(int number) throws Exception;
  }
}
