package dev.mplp.runtime;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mplp.Mplp;
import dev.mplp.PermissionDeniedException;
import dev.mplp.agent.StepResult;
import dev.mplp.event.Watch;
import dev.mplp.plan.Execution;
import dev.mplp.role.Operations;
import dev.mplp.spi.Authorizer.Verdict;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every method of every service asks for the capability that the table of operations says, and is
 * refused without it before anything else happens. The methods are those of the interfaces: one
 * that is added is tried too.
 */
class EveryOperationTest {

  /** Not asked about: what a process does with itself, and what only names something. */
  private static final Set<String> FREE =
      Set.of(
          "handlers",
          "principal",
          "as",
          "over",
          "overridingLocks",
          "session",
          "fresh",
          "health",
          "relay",
          "storageHealth",
          "sharedMemory",
          "close");

  private static final Set<String> NAMES = Set.of("executionId", "planId");

  /** They look at what they are given, and at nothing that is stored. */
  private static final Set<String> PURE = Set.of("validate", "parse");

  private static final Path PAGE = Path.of("../docs/permissions.md");

  private final List<String> asked = new ArrayList<>();
  private final SoftAssertions softly = new SoftAssertions();
  private volatile boolean deny;
  private final Mplp mplp =
      MplpRuntime.builder()
          .authorizer(
              act -> {
                if (!deny) {
                  return Verdict.allowed();
                }
                asked.add(act.capability());
                return Verdict.denied("nobody may");
              })
          .build();

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  @Test
  void everyMethod_isRefusedWithoutTheCapabilityOfTheTable() throws Exception {
    mplp.handlers().register("clerk", call -> StepResult.completed());
    SampleArguments samples = SampleArguments.in(mplp);
    deny = true;
    Map<String, String> found = new TreeMap<>();
    for (Method accessor : Mplp.class.getMethods()) {
      if (!FREE.contains(accessor.getName()) && !Modifier.isStatic(accessor.getModifiers())) {
        refuse(accessor.getName(), accessor.getReturnType(), accessor.invoke(mplp), samples, found);
      }
    }
    Execution execution = samples.execution();
    refuse("execution", Execution.class, execution, samples, found);
    softly.assertAll();
    assertThat(found).hasSizeGreaterThan(150).isEqualTo(table());
  }

  private static Map<String, String> table() {
    Map<String, String> table = new TreeMap<>();
    for (Operations.Operation operation : Operations.all()) {
      operation.calls().forEach(call -> table.put(call, operation.capability()));
    }
    return table;
  }

  private void refuse(
      String path,
      Class<?> type,
      Object service,
      SampleArguments samples,
      Map<String, String> found)
      throws Exception {
    for (Method method : type.getMethods()) {
      String name = path + '.' + method.getName();
      Object[] arguments = samples.of(method);
      if (isService(method.getReturnType())) {
        refuse(name, method.getReturnType(), method.invoke(service, arguments), samples, found);
      } else if (!Modifier.isStatic(method.getModifiers())
          && !PURE.contains(method.getName())
          && !(service instanceof Execution && NAMES.contains(method.getName()))) {
        String capability = refused(method, service, arguments);
        assertThat(found.put(name, capability)).as(name).isIn(null, capability);
      }
    }
  }

  private static boolean isService(Class<?> type) {
    return type.isInterface()
        && type.getPackageName().startsWith("dev.mplp.")
        && !List.of(Watch.class, Execution.class).contains(type)
        && SampleArguments.SERVICES.contains(type);
  }

  private String refused(Method method, Object service, Object[] arguments) {
    asked.clear();
    Throwable thrown = catchThrowable(() -> method.invoke(service, arguments));
    Throwable cause =
        Optional.ofNullable(thrown)
            .filter(InvocationTargetException.class::isInstance)
            .map(Throwable::getCause)
            .orElse(thrown);
    softly.assertThat(cause).as(method.toString()).isInstanceOf(PermissionDeniedException.class);
    softly.assertThat(asked).as(method.toString()).hasSize(1);
    return asked.isEmpty() ? "none" : asked.get(0);
  }

  @Test
  void page_showsTheTable() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")).toList();
    assertThat(rows).isEqualTo(Operations.all().stream().map(EveryOperationTest::row).toList());
  }

  private static String row(Operations.Operation operation) {
    String calls = operation.calls().stream().map(call -> '`' + call + '`').collect(joining(", "));
    return "| `%s` | %s | %s |".formatted(operation.capability(), operation.meaning(), calls);
  }

  @Test
  void table_saysEachCapabilityOnce_withWhatItIsFor() {
    Map<String, Operations.Operation> seen = new LinkedHashMap<>();
    for (Operations.Operation operation : Operations.all()) {
      assertThat(seen.put(operation.capability(), operation)).as(operation.capability()).isNull();
      assertThat(operation.capability()).matches("[a-z]+\\.[a-z_]+");
      assertThat(operation.meaning()).isNotBlank();
    }
  }
}
