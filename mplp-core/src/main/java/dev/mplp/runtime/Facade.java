package dev.mplp.runtime;

import static java.util.Objects.requireNonNull;

import dev.mplp.Mplp;
import dev.mplp.Session;
import dev.mplp.administration.Administration;
import dev.mplp.agent.Handlers;
import dev.mplp.collab.Collabs;
import dev.mplp.confirm.Confirms;
import dev.mplp.context.Contexts;
import dev.mplp.dialog.Dialogs;
import dev.mplp.event.Events;
import dev.mplp.event.Integrations;
import dev.mplp.extension.Extensions;
import dev.mplp.flow.Flows;
import dev.mplp.learning.Learning;
import dev.mplp.manifest.Manifests;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.network.Networks;
import dev.mplp.observe.RelayFigures;
import dev.mplp.observe.RuntimeHealth;
import dev.mplp.plan.Compensations;
import dev.mplp.plan.Plans;
import dev.mplp.role.Roles;
import dev.mplp.runtime.administration.AdministrationService;
import dev.mplp.runtime.cache.Reads;
import dev.mplp.runtime.cache.SessionReads;
import dev.mplp.runtime.collab.CollabService;
import dev.mplp.runtime.confirm.ConfirmService;
import dev.mplp.runtime.context.ContextService;
import dev.mplp.runtime.dialog.DialogService;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.extension.ExtensionService;
import dev.mplp.runtime.flow.FlowService;
import dev.mplp.runtime.journal.IntegrationService;
import dev.mplp.runtime.learning.LearningService;
import dev.mplp.runtime.live.LiveLog;
import dev.mplp.runtime.manifest.ManifestService;
import dev.mplp.runtime.network.NetworkService;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.CallerEvents;
import dev.mplp.runtime.plan.CompensationService;
import dev.mplp.runtime.plan.PlanService;
import dev.mplp.runtime.role.RoleService;
import dev.mplp.runtime.sharing.CallGate;
import dev.mplp.runtime.sharing.LimitedServices;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.trace.TraceService;
import dev.mplp.runtime.verify.ContextVerifier;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.SharedMemoryHealth;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageHealth;
import dev.mplp.trace.Traces;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The services of a runtime as one principal sees them. */
final class Facade implements Mplp {

  private final Engine engine;
  private final Ground ground;
  private final Principal principal;
  private final @Nullable String override;
  private final Reads reads;
  private final boolean owner;
  private final boolean limits;
  private final ContextService contexts;
  private final PlanService plans;
  private final CompensationService compensations;
  private final ConfirmService confirms;
  private final TraceService traces;
  private final CallerEvents events;
  private final RoleService roles;
  private final DialogService dialogs;
  private final CollabService collabs;
  private final ExtensionService extensions;
  private final NetworkService networks;
  private final FlowService flows;
  private final ManifestService manifests;
  private final IntegrationService integrations;
  private final LearningService learning;
  private final AdministrationService administration;

  /** A view; closing it closes the runtime when it is the owner. */
  Facade(Engine engine, Ground ground, Principal principal, boolean owner) {
    this(
        engine,
        ground,
        principal,
        engine.access().authorizer(),
        null,
        cached(engine, ground),
        owner);
  }

  private Facade(
      Engine engine,
      Ground ground,
      Principal principal,
      Authorizer authorizer,
      @Nullable String override,
      Reads reads,
      boolean owner) {
    this.engine = engine;
    this.ground = ground;
    this.principal = principal;
    this.override = override;
    this.reads = reads;
    this.owner = owner;
    this.limits = authorizer == engine.access().authorizer();
    String tenant = principal.tenant().name();
    Storage seen = reads.watched(ground.storage());
    Caller caller =
        new Caller(
            principal,
            seen,
            seen == ground.storage() ? ground.commits() : new Commits(seen),
            authorizer,
            engine.modules(),
            override,
            reads);
    LiveLog live = ground.storage() == engine.storage() ? engine.shared().liveLog() : null;
    EventService log =
        new EventService(
            ground.storage(),
            tenant,
            engine.logWaiter(),
            live,
            record -> reads.told(tenant, record));
    this.events = new CallerEvents(caller, log);
    this.manifests = new ManifestService(caller, log);
    this.plans =
        new PlanService(
            caller,
            log,
            ground.startRun(),
            ground.control(),
            ground.revisionPolicies(),
            ground.revisions(),
            engine.endings(),
            ground.interrupt());
    this.compensations =
        new CompensationService(caller, plans, ground.interrupt(), engine.endings()::ended);
    this.confirms =
        new ConfirmService(
            caller, log, engine.roles(ground), (of, gate) -> engine.decided(ground, of, gate));
    this.traces = new TraceService(caller, log);
    this.flows = new FlowService(caller, plans, traces, log, engine.access().roles());
    this.contexts =
        new ContextService(
            caller, ground.contexts(), log, new ContextVerifier(caller, flows.contents()));
    this.roles = new RoleService(caller, log, engine.access().roles());
    this.dialogs = new DialogService(caller, log, engine.sendMessage());
    this.collabs = new CollabService(caller, log);
    this.extensions = new ExtensionService(caller, log);
    this.networks = new NetworkService(caller, log);
    this.integrations = new IntegrationService(caller, log);
    this.learning = new LearningService(caller, log);
    this.administration =
        new AdministrationService(caller, () -> trusted(engine, principal, reads));
  }

  private static Reads cached(Engine engine, Ground ground) {
    return engine.layers().reads(ground.storage());
  }

  /** The services of the runtime itself on behalf of a principal, whom nobody denies anything. */
  private static Facade trusted(Engine engine, Principal principal, Reads reads) {
    return new Facade(
        engine,
        engine.ground(),
        principal,
        Authorizer.ALLOW_ALL,
        null,
        reads.past(engine.storage()),
        false);
  }

  /** As the runtime itself in the default tenant. */
  Mplp trusted() {
    return trusted(engine, Principal.SYSTEM, cached(engine, engine.ground()));
  }

  Engine engine() {
    return engine;
  }

  /** What the runtime does for itself is not limited. */
  private <T> T limited(Class<T> type, T service) {
    CallGate gate = limits ? engine.shared().gate() : null;
    return gate == null ? service : LimitedServices.of(type, service, () -> gate.enter(principal));
  }

  /** What the runtime itself does in a tenant. */
  static AdministrationService administration(Engine engine, Tenant tenant) {
    Principal system = Principal.of(tenant, Principal.SYSTEM.subject());
    return trusted(engine, system, cached(engine, engine.ground())).administration;
  }

  @Override
  public Contexts contexts() {
    return limited(Contexts.class, contexts);
  }

  @Override
  public Plans plans() {
    return limited(Plans.class, plans);
  }

  @Override
  public Compensations compensations() {
    return limited(Compensations.class, compensations);
  }

  @Override
  public Confirms confirms() {
    return limited(Confirms.class, confirms);
  }

  @Override
  public Traces traces() {
    return limited(Traces.class, traces);
  }

  @Override
  public Roles roles() {
    return limited(Roles.class, roles);
  }

  @Override
  public Dialogs dialogs() {
    return limited(Dialogs.class, dialogs);
  }

  @Override
  public Collabs collabs() {
    return limited(Collabs.class, collabs);
  }

  @Override
  public Extensions extensions() {
    return limited(Extensions.class, extensions);
  }

  @Override
  public Networks networks() {
    return limited(Networks.class, networks);
  }

  @Override
  public Events events() {
    return limited(Events.class, events);
  }

  @Override
  public Integrations integrations() {
    return limited(Integrations.class, integrations);
  }

  @Override
  public Learning learning() {
    return limited(Learning.class, learning);
  }

  @Override
  public Manifests manifests() {
    return limited(Manifests.class, manifests);
  }

  @Override
  public Flows flows() {
    return limited(Flows.class, flows);
  }

  @Override
  public Administration administration() {
    return limited(Administration.class, administration);
  }

  @Override
  public Handlers handlers() {
    return engine.handlers();
  }

  @Override
  public Mplp as(Principal other) {
    return new Facade(engine, ground, other, engine.access().authorizer(), null, reads, false);
  }

  @Override
  public Mplp over(Storage storage) {
    Ground joined = engine.ground(storage);
    return view(joined, override, reads.past(joined.storage()));
  }

  @Override
  public Mplp overridingLocks(String reason) {
    return view(ground, requireNonNull(reason, "reason"), reads);
  }

  @Override
  public Mplp fresh() {
    return view(ground, override, reads.past(ground.storage()));
  }

  @Override
  public Session session(String token) {
    SessionReads seen = SessionReads.of(reads, requireNonNull(token, "token"));
    return new CallerSession(view(ground, override, seen), seen::token);
  }

  private Facade view(Ground where, @Nullable String reason, Reads from) {
    return new Facade(engine, where, principal, engine.access().authorizer(), reason, from, false);
  }

  @Override
  public RuntimeHealth health() {
    return engine.health();
  }

  @Override
  public Optional<RelayFigures> relay() {
    return engine.relayed();
  }

  @Override
  public StorageHealth storageHealth() {
    return engine.storage().health();
  }

  @Override
  public Optional<SharedMemoryHealth> sharedMemory() {
    return engine.shared().figures();
  }

  @Override
  public Principal principal() {
    return principal;
  }

  @Override
  public void close() {
    close(DEFAULT_CLOSE_TIMEOUT);
  }

  @Override
  public void close(Duration timeout) {
    if (owner) {
      engine.close(timeout);
    }
  }
}
