package dev.mplp.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What reaches the storage behind, and what is made of other calls. */
class ForwardingStorageTest {

  private static final ChangeSet SET = ChangeSet.builder("acme").build();

  private final List<String> called = new ArrayList<>();

  private static List<Method> methods() {
    return Arrays.stream(Storage.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .toList();
  }

  private Storage behind() {
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              called.add(method.toGenericString());
              return switch (method.getName()) {
                case "count" -> 0;
                case "commit" -> List.of(CommitResult.Committed.INSTANCE);
                case "work" -> work();
                default -> null;
              };
            });
  }

  private static Work work() {
    return (Work)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Work.class},
            (proxy, method, arguments) -> List.of());
  }

  private static boolean isMadeOfOthers(Method method) {
    return method.getName().equals("exchange")
        || Arrays.equals(method.getParameterTypes(), new Class<?>[] {ChangeSet.class});
  }

  @Test
  void everyCall_goesToTheStorageBehind_butThoseThatAreMadeOfOthers() throws Exception {
    Storage storage = new ForwardingStorage(behind()) {};
    for (Method method : methods()) {
      if (!isMadeOfOthers(method)) {
        called.clear();
        Object[] none =
            Arrays.stream(method.getParameterTypes())
                .map(type -> type == int.class ? (Object) 1 : type == long.class ? 1L : null)
                .toArray();
        Object unused = method.invoke(storage, none);
        assertThat(called).containsExactly(method.toGenericString());
      }
    }
  }

  @Test
  void oneSet_andAnExchange_areSeenByWhoOverridesTheCommitOfAList() {
    List<ChangeSet> seen = new ArrayList<>();
    Storage storage =
        new ForwardingStorage(behind()) {
          @Override
          public List<CommitResult> commit(List<ChangeSet> sets) {
            seen.addAll(sets);
            return super.commit(sets);
          }
        };

    assertThat(storage.commit(SET).isCommitted()).isTrue();
    assertThat(storage.exchange(List.of(SET), UUID.randomUUID(), null, 1).claims()).isEmpty();

    assertThat(seen).containsExactly(SET, SET);
    assertThat(called).hasSize(3).last().asString().contains("work()");
  }
}
