package dev.mplp.examples.server.json;

import dev.mplp.administration.ErasureRequest;
import dev.mplp.administration.RetentionPolicy;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Seat;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.model.JsonObject;
import dev.mplp.model.RoleId;
import dev.mplp.plan.Budget;
import dev.mplp.plan.CompensationOptions;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.ForkOptions;
import dev.mplp.plan.Gates;
import dev.mplp.plan.Limit;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.plan.RevisionOptions;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.DelegationDraft;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What requests need not say: the components of options, as they are when they are left out. */
final class RequestDefaults {

  private static final Map<Class<?>, Map<String, Object>> ALL = new HashMap<>();

  static {
    as(ExecutionOptions.DEFAULT);
    as(CompensationOptions.DEFAULT);
    as(Gates.NONE);
    as(Budget.COUNTED);
    as(ForkOptions.ANEW);
    as(RevisionOptions.DEFAULT);
    as(RetryPolicy.attempts(1), "maxAttempts");
    as(AssignmentDraft.of("nobody", RoleId.random()), "subject", "roleId");
    as(DelegationDraft.to("nobody"), "subject");
    as(MessageDraft.user(""), "role", "content");
    ALL.put(ApprovalPolicy.class, Map.of("delegationDepth", 0, "revisable", false));
    ALL.put(ApprovalRequest.class, Map.of("content", JsonObject.empty()));
    as(RetentionPolicy.builder().build(), "keeps");
    ALL.put(ErasureRequest.class, Map.of("state", Set.of(), "attributes", Set.of()));
    ALL.put(Seat.class, Map.of("weight", 1));
    ALL.put(Limit.class, Map.of("per", Duration.ZERO));
  }

  private RequestDefaults() {}

  /** Each component but those that are named is as in {@code usual}. */
  private static void as(Record usual, String... required) {
    Map<String, Object> parts = new HashMap<>();
    Arrays.stream(usual.getClass().getRecordComponents())
        .filter(component -> !List.of(required).contains(component.getName()))
        .forEach(component -> put(parts, component, usual));
    ALL.put(usual.getClass(), Map.copyOf(parts));
  }

  private static void put(Map<String, Object> parts, RecordComponent component, Record usual) {
    try {
      Object value = component.getAccessor().invoke(usual);
      if (value != null) {
        parts.put(component.getName(), value);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  /** The components of a record that have a value of their own, by their names in Java. */
  static Map<String, Object> of(Class<?> type) {
    return ALL.getOrDefault(type, Map.of());
  }
}
