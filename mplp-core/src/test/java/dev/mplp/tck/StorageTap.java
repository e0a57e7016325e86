package dev.mplp.tck;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.EventLog;
import dev.mplp.spi.Leases;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers;
import dev.mplp.spi.Work;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A storage of which every call can be held up, refused, counted or changed: for races that are to
 * happen the same way each time, and for processes that are to die.
 */
public final class StorageTap {

  private StorageTap() {}

  /** What stands before every call. */
  @FunctionalInterface
  public interface Interceptor {
    /**
     * Does the call, or something else.
     *
     * @return what the caller is answered
     */
    @Nullable Object call(Call call);
  }

  /**
   * A call of a storage.
   *
   * @param name such as {@code commit}, {@code get}, {@code work.claim}, {@code timers.due}
   * @param arguments as they were given
   * @param target what the call goes to
   * @param method which
   */
  public record Call(String name, Object[] arguments, Object target, Method method) {

    /** Does it. */
    public @Nullable Object proceed() {
      return proceed(arguments);
    }

    /** Does it with other arguments. */
    public @Nullable Object proceed(Object... others) {
      try {
        return method.invoke(target, others);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException thrown) {
          throw thrown;
        }
        if (e.getCause() instanceof Error thrown) {
          throw thrown;
        }
        throw new IllegalStateException(e.getCause());
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The storage behind an interceptor. */
  public static Storage over(Storage storage, Interceptor interceptor) {
    Map<String, Object> parts =
        Stream.of(
                Map.entry("work", tap(Work.class, "work.", storage.work(), interceptor)),
                Map.entry("log", tap(EventLog.class, "log.", storage.log(), interceptor)),
                Map.entry("timers", tap(Timers.class, "timers.", storage.timers(), interceptor)),
                Map.entry("leases", tap(Leases.class, "leases.", storage.leases(), interceptor)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    Interceptor whole =
        call -> {
          Object part = parts.get(call.name());
          return part == null ? interceptor.call(call) : part;
        };
    return tap(Storage.class, "", storage, whole);
  }

  private static <T> T tap(Class<T> type, String prefix, T target, Interceptor interceptor) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                method.getDeclaringClass() == Object.class
                    ? method.invoke(target, arguments)
                    : interceptor.call(
                        new Call(
                            prefix + method.getName(),
                            arguments == null ? new Object[0] : arguments,
                            requireNonNull(target),
                            method)));
    return type.cast(proxy);
  }
}
