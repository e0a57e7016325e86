package dev.mplp.runtime.sharing;

import dev.mplp.event.Feed;
import dev.mplp.event.Watch;
import dev.mplp.flow.ObjectImport;
import dev.mplp.model.ProtocolObject;
import dev.mplp.plan.Execution;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Services whose every call from outside is counted, whatever it asks of others within: before
 * anything else, also before anybody is asked whether it may be done.
 */
public final class LimitedServices implements InvocationHandler {

  private static final Set<Class<?>> HANDLES =
      Set.of(Watch.class, Feed.class, Execution.class, ObjectImport.class, ProtocolObject.class);

  private final Object service;
  private final Runnable enter;

  private LimitedServices(Object service, Runnable enter) {
    this.service = service;
    this.enter = enter;
  }

  /**
   * A service that runs {@code enter} before each call, which throws to refuse it. So do the
   * services that it hands out.
   */
  public static <T> T of(Class<T> type, T service, Runnable enter) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new LimitedServices(service, enter)));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    boolean handsOut = isService(method.getReturnType());
    if (!handsOut && method.getDeclaringClass() != Object.class) {
      enter.run();
    }
    try {
      Object result = method.invoke(service, arguments);
      return handsOut && result != null ? wrapped(method.getReturnType(), result) : result;
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private <T> T wrapped(Class<T> type, Object result) {
    return of(type, type.cast(result), enter);
  }

  /** Services are interfaces beside values, and beside what stands for one thing in the making. */
  static boolean isService(Class<?> type) {
    return type.isInterface()
        && type.getPackageName().startsWith("dev.mplp.")
        && !type.isSealed()
        && !HANDLES.contains(type);
  }
}
