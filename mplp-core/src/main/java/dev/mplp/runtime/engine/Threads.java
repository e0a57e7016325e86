package dev.mplp.runtime.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Threads for handlers: virtual where the JVM has them, else a pool of daemon threads. */
public final class Threads {

  private static final @Nullable MethodHandle VIRTUAL = findVirtual();

  private Threads() {}

  private static @Nullable MethodHandle findVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              java.util.concurrent.Executors.class,
              "newVirtualThreadPerTaskExecutor",
              MethodType.methodType(ExecutorService.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null; // before Java 21
    }
  }

  /** True when this JVM has virtual threads. */
  public static boolean areVirtual() {
    return VIRTUAL != null;
  }

  /** Threads for so many handlers at once. */
  static ExecutorService forHandlers(int threads) {
    if (VIRTUAL != null) {
      try {
        return (ExecutorService) VIRTUAL.invokeExact();
      } catch (Throwable e) {
        throw new IllegalStateException("virtual threads cannot be had", e);
      }
    }
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("handler"));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Daemon threads named {@code mplp-<name>-<n>}. */
  public static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "mplp-" + name + '-' + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
