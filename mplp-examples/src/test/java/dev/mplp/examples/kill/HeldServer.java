package dev.mplp.examples.kill;

import dev.mplp.examples.server.TestServer;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** A server that stands still at a moment of a request with a key, to be killed there. */
final class HeldServer {

  static final String HELD = "held";

  /** Where it stands still. */
  enum Moment {
    /** Nothing was changed yet. */
    BEFORE_THE_CHANGE,
    /** The change is committed, and nobody knows it. */
    AFTER_THE_CHANGE,
    /** The answer is kept, but not sent. */
    AFTER_THE_ANSWER
  }

  private HeldServer() {}

  /**
   * Serves until it is killed.
   *
   * @param args the database and the moment
   */
  public static void main(String[] args) throws Exception {
    Moment moment = Moment.valueOf(args[1]);
    Storage storage = MplpRuntime.open(args[0], Map.of());
    Storage held =
        (Storage)
            Proxy.newProxyInstance(
                HeldServer.class.getClassLoader(),
                new Class<?>[] {Storage.class},
                (proxy, method, arguments) -> {
                  long version = method.getName().equals("commit") ? version(arguments[0]) : -1;
                  if (moment == Moment.BEFORE_THE_CHANGE && version == 0) {
                    hold();
                  }
                  Object answer;
                  try {
                    answer = method.invoke(storage, arguments);
                  } catch (InvocationTargetException e) {
                    throw Objects.requireNonNull(e.getCause());
                  }
                  if (version == (moment == Moment.AFTER_THE_CHANGE ? 0 : 1)) {
                    hold();
                  }
                  return answer;
                });
    try (TestServer server = TestServer.start(MplpRuntime.builder().storage(held))) {
      System.out.println("port=" + server.server().port());
      System.out.println(Child.READY);
      Thread.currentThread().join();
    }
  }

  /** Of the outcome that is put, -1 when none is. */
  private static long version(Object committed) {
    List<?> sets = committed instanceof List<?> several ? several : List.of(committed);
    return sets.stream()
        .flatMap(set -> ((ChangeSet) set).changes().stream())
        .filter(Change.PutDocument.class::isInstance)
        .map(Change.PutDocument.class::cast)
        .filter(put -> put.kind().equals("request-outcome"))
        .mapToLong(Change.PutDocument::expectedVersion)
        .findFirst()
        .orElse(-1);
  }

  private static void hold() {
    System.out.println(HELD);
    while (true) {
      LockSupport.park();
    }
  }
}
