package dev.mplp.model;

import java.util.Optional;
import java.util.UUID;

/**
 * An identifier of the protocol: a random UUID, written in lower case.
 *
 * <p>Each kind of object has a type of its own, so that a step cannot be passed where its plan is
 * meant. Two identifiers are equal when kind and UUID are.
 */
public sealed interface MplpId
    permits AssignmentId,
        CollabId,
        ConfirmId,
        ContextId,
        CoreId,
        DecisionId,
        DialogId,
        EventId,
        ExecutionId,
        ExtensionId,
        MessageId,
        InvocationId,
        NetworkId,
        NodeId,
        ObjectId,
        PlanId,
        RevisionId,
        RoleId,
        RunId,
        SampleId,
        SegmentId,
        SpanId,
        StepId,
        ThreadId,
        TraceId {

  /** The UUID, always of version 4. */
  UUID uuid();

  /** The wire form: 36 characters, lower case; the same as {@code toString()}. */
  default String value() {
    return uuid().toString();
  }

  /**
   * The module whose objects have identifiers of this kind; empty for parts of objects, and for
   * what the runtime adds to the protocol.
   */
  default Optional<ModuleName> module() {
    return Optional.empty();
  }
}
