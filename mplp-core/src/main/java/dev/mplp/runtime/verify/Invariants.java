package dev.mplp.runtime.verify;

import dev.mplp.context.Verification.Finding;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.runtime.invariant.InvariantEngine;
import dev.mplp.runtime.invariant.InvariantReport;
import dev.mplp.runtime.invariant.InvariantSet;
import dev.mplp.runtime.invariant.InvariantViolation;
import dev.mplp.runtime.invariant.Scopes;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.DocumentKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The invariants of the protocol over stored objects, many at a time. Rules that look at the
 * Context or the plan of an object find these by their identifiers, also where they were checked
 * with others.
 */
final class Invariants {

  private static final InvariantEngine RULES = new InvariantEngine(InvariantSet.all());

  /** Objects and their parts that are checked at once. */
  private static final int MOST = 50_000;

  private final Caller caller;
  private final Findings findings;
  private Scopes.Builder scopes = Scopes.builder();
  private final Set<String> own = new HashSet<>();
  private final Set<String> plans = new HashSet<>();
  private final Set<String> contexts = new HashSet<>();
  private long parts;

  Invariants(Caller caller, Findings findings) {
    this.caller = caller;
    this.findings = findings;
  }

  void accept(ProtocolObject object) {
    JsonObject json = Wire.json(object);
    scopes.add(object.module().wire(), json);
    own.add(object.id().value());
    json.string("context_id").ifPresent(contexts::add);
    if (object.module() == ModuleName.TRACE) {
      json.string("plan_id").ifPresent(plans::add);
    }
    parts += 1 + size(json, "steps") + size(json, "messages") + size(json, "nodes");
    parts += size(json, "segments") + size(json, "events");
    if (parts > MOST) {
      flush();
    }
  }

  private static int size(JsonObject object, String list) {
    return object.get(list) instanceof JsonArray array ? array.size() : 0;
  }

  /** Checks what has come. */
  void flush() {
    contexts.stream()
        .filter(id -> !own.contains(id))
        .forEach(id -> scopes.add("context", JsonObject.of("context_id", id)));
    plans.stream()
        .filter(id -> !own.contains(id))
        .filter(this::isStored)
        .forEach(id -> scopes.add("plan", JsonObject.of("plan_id", id)));
    for (Finding finding : violations(scopes)) {
      if (!isOfAnother(finding)) {
        findings.add(finding);
      }
    }
    scopes = Scopes.builder();
    own.clear();
    plans.clear();
    contexts.clear();
    parts = 0;
  }

  private boolean isStored(String planId) {
    DocumentKey key = new DocumentKey(caller.tenant(), ModuleName.PLAN.wire(), planId);
    return caller.storage().get(key).isPresent();
  }

  /** Of a Context or plan that only its identifier stands for here. */
  private boolean isOfAnother(Finding finding) {
    String object = finding.object();
    int space = object.indexOf(' ');
    String scope = object.substring(0, space);
    return (scope.equals("context") || scope.equals("plan"))
        && !own.contains(object.substring(space + 1));
  }

  /** What breaks a rule. */
  static List<Finding> violations(Scopes.Builder scopes) {
    InvariantReport report = RULES.check(scopes.build());
    Set<InvariantViolation> errors = new HashSet<>(report.errors());
    return report.violations().stream()
        .map(
            violation ->
                new Finding(
                    violation.ruleId(),
                    violation.scope() + ' ' + violation.objectId(),
                    violation.message(),
                    errors.contains(violation)))
        .toList();
  }
}
