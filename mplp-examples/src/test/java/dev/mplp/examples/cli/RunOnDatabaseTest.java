package dev.mplp.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Approver;
import dev.mplp.examples.cli.json.Json;
import dev.mplp.examples.cli.run.FlowFolder;
import dev.mplp.flow.Flow;
import dev.mplp.model.JsonValue;
import dev.mplp.model.Principal;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Gates;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that share a PostgreSQL, one after the other or at once. */
@Timeout(180)
class RunOnDatabaseTest {

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static PostgresServer server;

  @TempDir Path folder;
  private String database;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.start("fsync=off");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void createDatabase() {
    String name = "run" + DATABASES.incrementAndGet();
    server.execute("create database " + name);
    database = server.url().replaceFirst("/postgres$", "/" + name);
  }

  private static Path flow(String name) {
    return CommandLineRun.FLOWS.resolve(name);
  }

  /** An agent that notes each call in a file of its own name. */
  private Path agent(String name, String body) throws IOException {
    Path file = folder.resolve(name);
    String noting =
        "#!/bin/sh\ncat > /dev/null\necho \"$MPLP_IDEMPOTENCY_KEY\" >> '" + file + ".calls'\n";
    Files.writeString(file, noting + body + "\n", UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  private List<String> calls(Path agent) throws IOException {
    Path calls = Path.of(agent + ".calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private Object[] command(String flow, Path agent, Path out, String... more) {
    List<Object> words = new ArrayList<>(List.of("run", flow(flow), "--database", database));
    words.addAll(List.of("--agent", "exec:'" + agent + "'", "--out", out));
    words.addAll(List.of(more));
    return words.toArray();
  }

  private static void assertSound(Path out) {
    CommandLineRun valid = CommandLineRun.of("validate", out);
    assertThat(valid.exit()).as(valid.out()).isZero();
    CommandLineRun rules = CommandLineRun.of("invariants", out);
    assertThat(rules.exit()).as(rules.out()).isZero();
  }

  @Test
  void a_killed_run_goes_on_where_it_was() throws Exception {
    Path block = Files.writeString(folder.resolve("block"), "");
    Path blocked = folder.resolve("blocked");
    Path agent =
        agent(
            "agent",
            "case $MPLP_DESCRIPTION in \"Score\"*) if [ -e '"
                + block
                + "' ]; then echo $$ > '"
                + blocked
                + "'; exec sleep 1000; fi;; esac");
    Path out = folder.resolve("out");
    Process first = start(command("single-agent", agent, out));
    try {
      await(() -> Files.exists(blocked) && !Files.readString(blocked).isBlank(), first);
    } finally {
      first.destroyForcibly().waitFor();
    }
    ProcessHandle.of(Long.parseLong(Files.readString(blocked).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
    Files.delete(block);
    assertThat(out.resolve("plan.json")).doesNotExist();
    int before = calls(agent).size();
    assertThat(before).isEqualTo(4);

    CommandLineRun second = CommandLineRun.of(command("single-agent", agent, out));
    assertThat(second.exit()).as(second.err()).isZero();
    assertThat(second.err()).contains("lost, to be tried again: Score", "[5/5] completed");
    assertThat(calls(agent)).hasSize(before + 2);
    assertThat(calls(agent).stream().distinct()).hasSize(5);
    assertThat(Files.readString(out.resolve("events.ndjson"))).contains("\"outcome\":\"lost\"");
    assertSound(out);

    Path again = folder.resolve("again");
    CommandLineRun third = CommandLineRun.of(command("single-agent", agent, again));
    assertThat(third.exit()).isZero();
    assertThat(calls(agent)).as("what is completed is not done again").hasSize(before + 2);
    for (String name : List.of("plan.json", "trace.json", "events.ndjson")) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(out.resolve(name));
    }
  }

  @Test
  void a_failed_run_is_taken_up_only_when_asked() throws Exception {
    Path bad = agent("bad", "case $MPLP_DESCRIPTION in \"Compare\"*) exit 1;; esac");
    Path good = agent("good", "echo '{}'");
    Path out = folder.resolve("out");
    CommandLineRun failed = CommandLineRun.of(command("retry", bad, out));
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).contains("--resume");
    CommandLineRun again = CommandLineRun.of(command("retry", good, out));
    assertThat(again.exit()).isEqualTo(1);
    assertThat(calls(good)).isEmpty();
    CommandLineRun resumed = CommandLineRun.of(command("retry", good, out, "--resume"));
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(calls(good)).as("the step that was completed is not done again").hasSize(2);
    JsonValue traces = Json.read(Files.readAllBytes(out.resolve("trace.json"))).orThrow("trace");
    assertThat(traces.asArray().values())
        .extracting(trace -> trace.asObject().string("status").orElseThrow())
        .containsExactly("failed", "completed");
    assertSound(out);
  }

  @Test
  void two_runs_of_a_flow_at_once_do_it_together() throws Exception {
    Path agent = agent("agent", "echo '{}'");
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      List<CompletableFuture<CommandLineRun>> runs = new ArrayList<>();
      for (String out : List.of("one", "two")) {
        Object[] words = command("branches", agent, folder.resolve(out));
        runs.add(CompletableFuture.supplyAsync(() -> CommandLineRun.of(words), both));
      }
      for (CompletableFuture<CommandLineRun> run : runs) {
        CommandLineRun ended = run.get(120, TimeUnit.SECONDS);
        assertThat(ended.exit()).as(ended.err()).isZero();
      }
    } finally {
      both.shutdownNow();
    }
    assertThat(calls(agent)).hasSize(8).doesNotHaveDuplicates();
    assertThat(folder.resolve("one/plan.json"))
        .hasSameBinaryContentAs(folder.resolve("two/plan.json"));
  }

  @Test
  void runs_of_two_flows_at_once_leave_each_others_steps_alone() throws Exception {
    Path here = agent("here", "echo '{\"by\":\"here\"}'");
    Path there = agent("there", "echo '{\"by\":\"there\"}'");
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      Object[] one = command("branches", here, folder.resolve("one"));
      Object[] two = command("tools", there, folder.resolve("two"));
      CompletableFuture<CommandLineRun> first =
          CompletableFuture.supplyAsync(() -> CommandLineRun.of(one), both);
      CompletableFuture<CommandLineRun> second =
          CompletableFuture.supplyAsync(() -> CommandLineRun.of(two), both);
      assertThat(first.get(120, TimeUnit.SECONDS).exit()).isZero();
      assertThat(second.get(120, TimeUnit.SECONDS).exit()).isZero();
    } finally {
      both.shutdownNow();
    }
    assertThat(calls(here)).hasSize(8);
    assertThat(calls(there)).hasSize(7);
    assertSound(folder.resolve("one"));
    assertSound(folder.resolve("two"));
  }

  @Test
  void a_run_that_waits_for_somebody_else_says_for_whom() throws Exception {
    Flow flow = Objects.requireNonNull(FlowFolder.read(flow("approval")).flow());
    ExecutionOptions askAda =
        ExecutionOptions.builder()
            .gates(Gates.NONE.beforePlan(ApprovalRequest.of(Approver.subject("ada"))))
            .build();
    Process joins;
    try (Mplp mplp =
        MplpRuntime.builder().ownedStorage(MplpRuntime.open(database, Map.of())).build()) {
      mplp.plans().execute(mplp.flows().importFlow(flow).plans().get(0), askAda);
      joins = start("run", flow("approval"), "--database", database);
      await(() -> firstLog().contains(" waits for ada: has 0 of 1; "), joins);
      Mplp ada = mplp.as(Principal.of("ada"));
      Approval asked =
          ada.confirms().get(ada.confirms().inbox(null, 10).items().get(0).confirmId());
      ada.confirms().approve(asked.confirm().confirmId(), asked.digest(), null);
    }
    assertThat(joins.waitFor()).as(firstLog()).isZero();
  }

  @Test
  void a_flow_that_was_changed_is_not_taken_for_the_same() throws Exception {
    Path agent = agent("agent", "");
    assertThat(CommandLineRun.of(command("retry", agent, folder.resolve("out"))).exit()).isZero();
    Path changed = Files.createDirectory(folder.resolve("changed"));
    for (String name : List.of("context.json", "plan.json")) {
      String text = Files.readString(flow("retry").resolve(name));
      Files.writeString(changed.resolve(name), text.replace("31 currencies", "30 currencies"));
    }
    CommandLineRun run = CommandLineRun.of("run", changed, "--database", database);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("mplp: ALREADY_EXISTS: ");
  }

  @Test
  void a_database_that_is_not_there_ends_with_2() {
    String nowhere = server.url().replaceFirst("/postgres$", "/no_such_database");
    CommandLineRun run = CommandLineRun.of("run", flow("retry"), "--database", nowhere);
    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).startsWith("mplp: ").contains("no_such_database");
  }

  private Process start(Object... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    for (Object word : words) {
      command.add(word.toString());
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("first.log").toFile())
        .start();
  }

  private String firstLog() throws IOException {
    return Files.readString(folder.resolve("first.log"));
  }

  private void await(Callable<Boolean> condition, Process process) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(100);
    while (!condition.call()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new AssertionError(firstLog());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
