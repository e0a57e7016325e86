package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import dev.mplp.ModuleDisabledException;
import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.Root;
import dev.mplp.event.EventFilter;
import dev.mplp.event.EventRecord;
import dev.mplp.event.Watch;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.CoreStatus;
import dev.mplp.manifest.ManifestFilter;
import dev.mplp.manifest.ManifestSummary;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.manifest.Profile;
import dev.mplp.manifest.ProfileReport;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.plan.PlanFilter;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Manifests and the modules they switch over a storage. */
public abstract class ManifestContract {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Root ROOT = Root.of("finance", "staging");

  private StorageFixture fixture;
  private Mplp mplp;
  private Mplp elsewhere;

  /** An empty store whose clock runs. */
  protected abstract StorageFixture newFixture();

  /** A runtime over this storage. */
  protected abstract Mplp runtime(Storage storage);

  @BeforeEach
  void open() {
    fixture = newFixture();
    Storage storage = fixture.open();
    mplp = runtime(storage);
    elsewhere = runtime(storage);
  }

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(10));
    elsewhere.close(Duration.ofSeconds(10));
    fixture.close();
  }

  private static String code(Throwable e) {
    return ((MplpException) e).code();
  }

  private CoreManifest draft(ModuleName... names) {
    List<CoreModule> modules = new ArrayList<>();
    for (ModuleName name : names) {
      modules.add(CoreModule.builder(name, "1.0.0", ModuleStatus.ENABLED).build());
    }
    return mplp.manifests().create(CoreManifest.builder(modules).build());
  }

  @Test
  void activeManifest_offersWhatItListsAndNothingElse() {
    assertThat(mplp.manifests().check(Profile.MAP).conforms()).isTrue();
    CoreManifest manifest = draft(ModuleName.CORE, ModuleName.CONTEXT);
    assertThatCode(() -> mplp.plans().list(PlanFilter.all(), null, 1)).doesNotThrowAnyException();
    mplp.manifests().activate(manifest.coreId());
    mplp.contexts().open("Loan 4711", ROOT);
    assertThatThrownBy(() -> mplp.plans().list(PlanFilter.all(), null, 1))
        .isInstanceOf(ModuleDisabledException.class)
        .satisfies(e -> assertThat(code(e)).isEqualTo("MODULE_DISABLED"))
        .hasMessageContaining("plan");
    assertThat(mplp.manifests().check(Profile.SA))
        .isEqualTo(
            new ProfileReport(
                Profile.SA, Set.of(ModuleName.PLAN, ModuleName.TRACE, ModuleName.ROLE)));
    Mplp other = mplp.as(Principal.of(Tenant.of("other"), "eve"));
    assertThatCode(() -> other.plans().list(PlanFilter.all(), null, 1)).doesNotThrowAnyException();
    mplp.manifests().deprecate(manifest.coreId(), "too little");
    assertThatCode(() -> mplp.plans().list(PlanFilter.all(), null, 1)).doesNotThrowAnyException();
  }

  @Test
  void switchedModule_isRefusedByEveryProcessSoon() {
    CoreManifest manifest = draft(ModuleName.CORE, ModuleName.CONTEXT, ModuleName.PLAN);
    mplp.manifests().activate(manifest.coreId());
    elsewhere.contexts().open("Loan 4711", ROOT);
    mplp.manifests().switchModule(ModuleName.CONTEXT, ModuleStatus.DISABLED, "moving house");
    assertThatThrownBy(() -> mplp.contexts().open("Loan 4712", ROOT))
        .isInstanceOf(ModuleDisabledException.class);
    long deadline = System.nanoTime() + SOON.toNanos();
    while (offersContexts(elsewhere)) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    elsewhere.manifests().switchModule(ModuleName.CONTEXT, ModuleStatus.EXPERIMENTAL, null);
    assertThatCode(() -> elsewhere.contexts().system()).doesNotThrowAnyException();
    List<EventRecord> log = records(4);
    assertThat(log).extracting(EventRecord::type).contains("core.module.switched");
    assertThat(log.stream().flatMap(record -> record.observability().stream()))
        .extracting(event -> event.eventType())
        .contains("protocol_initialized", "module_disabled")
        .doesNotContain("module_enabled");
  }

  private static boolean offersContexts(Mplp runtime) {
    try {
      runtime.contexts().list(ContextFilter.all(), null, 1);
      return true;
    } catch (ModuleDisabledException e) {
      return false;
    }
  }

  /** What happened to manifests, once there is so much of it. */
  private List<EventRecord> records(int count) {
    Watch watch = mplp.events().watch(EventFilter.all().withModule(ModuleName.CORE), 0);
    List<EventRecord> found = new ArrayList<>();
    while (found.size() < count) {
      List<EventRecord> next = watch.next(SOON);
      assertThat(next).as("after %s", found).isNotEmpty();
      found.addAll(next);
    }
    return found;
  }

  @Test
  void activation_byManyAtOnce_leavesOneActive() throws Exception {
    List<CoreManifest> drafts = new ArrayList<>();
    List<Callable<CoreManifest>> tasks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      CoreManifest draft = draft(ModuleName.CORE, ModuleName.CONTEXT);
      drafts.add(draft);
      Mplp runtime = i % 2 == 0 ? mplp : elsewhere;
      tasks.add(() -> runtime.manifests().activate(draft.coreId()));
    }
    ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
    try {
      for (Future<CoreManifest> future : executor.invokeAll(tasks)) {
        assertThat(future.get().status()).isEqualTo(CoreStatus.ACTIVE);
      }
    } finally {
      executor.shutdownNow();
    }
    ManifestFilter active = ManifestFilter.all().withStatus(CoreStatus.ACTIVE);
    ManifestFilter deprecated = ManifestFilter.all().withStatus(CoreStatus.DEPRECATED);
    assertThat(mplp.manifests().list(active, null, 10).items())
        .singleElement()
        .extracting(ManifestSummary::coreId)
        .isEqualTo(mplp.manifests().active().orElseThrow().coreId());
    assertThat(mplp.manifests().list(deprecated, null, 10).items()).hasSize(drafts.size() - 1);
  }

  @Test
  void manifest_inForce_keepsItsContentAndItsRequiredModules() {
    CoreManifest manifest = draft(ModuleName.CORE, ModuleName.CONTEXT);
    CoreManifest twice =
        manifest.toBuilder()
            .modules(List.of(manifest.modules().get(0), manifest.modules().get(0)))
            .build();
    assertThatExceptionOfType(ValidationException.class)
        .isThrownBy(() -> mplp.manifests().update(twice, 1))
        .withMessageContaining("core " + manifest.coreId())
        .extracting(ValidationException::violations, list(Violation.class))
        .extracting(Violation::pointer)
        .containsExactly("/modules/1/module_id");
    assertThatThrownBy(
            () -> mplp.manifests().switchModule(ModuleName.PLAN, ModuleStatus.DISABLED, null))
        .satisfies(e -> assertThat(code(e)).isEqualTo("NO_MANIFEST"));
    mplp.manifests().activate(manifest.coreId());
    assertThatThrownBy(() -> mplp.manifests().update(manifest, 2))
        .satisfies(e -> assertThat(code(e)).isEqualTo("READ_ONLY_PART"));
    assertThatThrownBy(
            () -> mplp.manifests().switchModule(ModuleName.CORE, ModuleStatus.DISABLED, null))
        .satisfies(e -> assertThat(code(e)).isEqualTo("REQUIRED_MODULE"));
    assertThatThrownBy(
            () -> mplp.manifests().switchModule(ModuleName.PLAN, ModuleStatus.DISABLED, null))
        .satisfies(e -> assertThat(code(e)).isEqualTo("NOT_LISTED"));
    assertThatThrownBy(() -> mplp.manifests().purge(manifest.coreId()))
        .satisfies(e -> assertThat(code(e)).isEqualTo("NOT_OVER"));
  }
}
