package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabFilter;
import dev.mplp.collab.CollabMode;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.ParticipantKind;
import dev.mplp.confirm.ActFilter;
import dev.mplp.confirm.ApprovalPolicies;
import dev.mplp.confirm.ApprovalSubject;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.confirm.PolicyTarget;
import dev.mplp.context.Context;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.Goals;
import dev.mplp.context.Root;
import dev.mplp.context.SharedState;
import dev.mplp.dialog.Dialog;
import dev.mplp.dialog.DialogFilter;
import dev.mplp.event.EventFilter;
import dev.mplp.event.IntegrationFilter;
import dev.mplp.event.MapEvent;
import dev.mplp.event.MapEventType;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionFilter;
import dev.mplp.extension.ExtensionType;
import dev.mplp.learning.SampleFilter;
import dev.mplp.learning.SampleOrigin;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.ManifestFilter;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.AssignmentId;
import dev.mplp.model.ContextId;
import dev.mplp.model.EventId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.Principal;
import dev.mplp.model.RunId;
import dev.mplp.model.SpanId;
import dev.mplp.model.TraceBase;
import dev.mplp.model.TraceId;
import dev.mplp.model.Versioned;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkFilter;
import dev.mplp.network.TopologyType;
import dev.mplp.plan.CompensationFilter;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Limit;
import dev.mplp.plan.Limits;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanFilter;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.RevisionOptions;
import dev.mplp.plan.RevisionProposal;
import dev.mplp.plan.Revisions;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.AssignmentFilter;
import dev.mplp.role.Assignments;
import dev.mplp.role.DelegationDraft;
import dev.mplp.role.DeniedFilter;
import dev.mplp.role.Permissions;
import dev.mplp.role.Role;
import dev.mplp.role.RoleFilter;
import dev.mplp.role.Target;
import dev.mplp.trace.SegmentStatus;
import dev.mplp.trace.Trace;
import dev.mplp.trace.TraceFilter;
import dev.mplp.trace.TraceSegment;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arguments for every method of the services: what there is, where something must be there; null
 * for what nobody may look at before the caller was found to be allowed.
 */
final class SampleArguments {

  /** Services that are parts of others. */
  static final Set<Class<?>> SERVICES =
      Set.of(
          ApprovalPolicies.class,
          SharedState.class,
          Goals.class,
          Assignments.class,
          Permissions.class,
          Limits.class,
          Revisions.class);

  private final Map<Class<?>, Object> samples = new HashMap<>();
  private final Execution execution;

  private SampleArguments(Execution execution) {
    this.execution = execution;
  }

  /** Something of each kind, in this runtime. */
  static SampleArguments in(Mplp mplp) {
    Context context = mplp.contexts().open("Loan", Root.of("finance", "staging"));
    Plan plan =
        mplp.plans()
            .create(
                Plan.builder(context.contextId(), "Assess", "Decide").step("Score", "x").build());
    Execution execution = mplp.plans().execute(plan.planId());
    RevisionProposal revision = revision(mplp, mplp.plans().read(plan.planId()));
    SampleArguments arguments = new SampleArguments(execution);
    Role role = Role.builder("clerk").build();
    Dialog dialog = Dialog.builder(context.contextId()).build();
    CollabParticipant chair = CollabParticipant.builder("ada", ParticipantKind.HUMAN).build();
    Collab collab =
        Collab.builder(
                context.contextId(), "t", "p", CollabMode.PAIR, List.of(chair), Instant.EPOCH)
            .build();
    Extension extension =
        Extension.builder(context.contextId(), "ledger", ExtensionType.OTHER, "1.0.0").build();
    Network network = Network.builder(context.contextId(), "agents", TopologyType.MESH).build();
    TraceId traceId = TraceId.random();
    Trace trace =
        Trace.builder(
                context.contextId(),
                new TraceBase(
                    traceId, SpanId.random(), null, context.contextId(), JsonObject.empty()))
            .traceId(traceId)
            .build();
    TraceSegment segment = TraceSegment.builder("look").build();
    CoreManifest manifest =
        CoreManifest.builder(
                List.of(CoreModule.builder(ModuleName.CORE, "1.0.0", ModuleStatus.ENABLED).build()))
            .build();
    for (Object sample :
        List.of(
            context,
            context.contextId(),
            plan,
            plan.planId(),
            execution.executionId(),
            role,
            role.roleId(),
            dialog,
            dialog.dialogId(),
            chair,
            collab,
            collab.collabId(),
            extension,
            extension.extensionId(),
            network,
            network.networkId(),
            manifest,
            manifest.coreId(),
            AssignmentId.random(),
            AssignmentDraft.of("ada", role.roleId()),
            DelegationDraft.to("bob"),
            Principal.of("ada"),
            Target.nothing(),
            ModuleName.PLAN,
            ModuleStatus.ENABLED,
            Duration.ofMillis(1),
            ContextFilter.all(),
            PlanFilter.all(),
            ConfirmFilter.all(),
            ActFilter.all(),
            RunId.random(),
            TraceFilter.ALL,
            trace,
            trace.traceId(),
            segment,
            segment.segmentId(),
            SegmentStatus.RUNNING,
            RoleFilter.all(),
            DialogFilter.all(),
            CollabFilter.all(),
            ExtensionFilter.all(),
            NetworkFilter.all(),
            EventFilter.all(),
            ManifestFilter.all(),
            AssignmentFilter.all(),
            DeniedFilter.all(),
            IntegrationFilter.all(),
            SampleFilter.all(),
            SampleOrigin.NONE,
            Root.of("finance", "staging"),
            Limit.concurrency(5),
            CompensationFilter.failed(),
            MapEvent.builder(
                    EventId.random().value(),
                    MapEventType.SESSION_STARTED,
                    Instant.EPOCH,
                    collab.collabId().value())
                .build(),
            revision.revisionId(),
            RevisionOptions.DEFAULT,
            "a reason")) {
      arguments.samples.put(sample.getClass(), sample);
    }
    arguments.samples.put(PolicyTarget.class, new PolicyTarget.OfRole("clerk"));
    arguments.samples.put(
        ApprovalSubject.class,
        ApprovalSubject.content(ContextId.random(), ConfirmTarget.OTHER, ObjectId.random()));
    arguments.samples.put(long.class, 1L);
    arguments.samples.put(int.class, 10);
    return arguments;
  }

  private static RevisionProposal revision(Mplp mplp, Versioned<Plan> read) {
    List<PlanStep> steps = new ArrayList<>(read.value().steps());
    steps.add(PlanStep.builder("Look again").agentRole("x").build());
    return mplp.plans()
        .revisions()
        .propose(read.value().withSteps(steps), read.version(), RevisionOptions.DEFAULT);
  }

  /** An execution that is there. */
  Execution execution() {
    return execution;
  }

  /** Arguments for a method. */
  @Nullable Object[] of(Method method) {
    @Nullable Object[] given = new Object[method.getParameterCount()];
    for (int i = 0; i < given.length; i++) {
      given[i] = samples.get(method.getParameterTypes()[i]);
    }
    return given;
  }
}
