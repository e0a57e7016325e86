package dev.mplp.runtime.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InvariantEngineTest {

  private static final String CONTEXT = "3f2b8c1a-5d4e-4a7b-9c6d-0e1f2a3b4c50";
  private static final String PLAN = "3f2b8c1a-5d4e-4a7b-9c6d-0e1f2a3b4c51";
  private static final String OTHER = "3f2b8c1a-5d4e-4a7b-9c6d-0e1f2a3b4c52";

  private static final JsonObject ACTIVE = JsonObject.of("context_id", CONTEXT, "status", "active");
  private static final JsonObject ONE_STEP =
      JsonObject.of("plan_id", PLAN, "context_id", CONTEXT, "steps", JsonArray.of(step("analyst")));
  private static final JsonObject RECORD =
      JsonObject.of("trace_id", OTHER, "context_id", CONTEXT, "plan_id", PLAN)
          .with("events", JsonArray.of(JsonObject.of("event_id", "e")));

  private static JsonObject step(Object agentRole) {
    return JsonObject.of("step_id", OTHER, "agent_role", agentRole);
  }

  private static InvariantReport check(InvariantSet set, JsonObject... objects) {
    Scopes.Builder scopes = Scopes.builder();
    for (JsonObject object : objects) {
      scopes.add(object);
    }
    return new InvariantEngine(List.of(set)).check(scopes.build());
  }

  private static List<String> violations(InvariantReport report) {
    return report.violations().stream().map(InvariantViolation::toString).toList();
  }

  @Nested
  class SingleAgent {

    @Test
    void flow_thatKeepsAllRules_holds() {
      InvariantReport report = check(InvariantSet.sa(), ACTIVE, ONE_STEP, RECORD);
      assertThat(report.violations()).isEmpty();
      assertThat(report.holds()).isTrue();
      assertThat(report.checks()).hasSize(9).doesNotContainValue(0);
    }

    @Test
    void context_notActive_isNamedWithWhatWasExpected() {
      InvariantReport report = check(InvariantSet.sa(), ACTIVE.with("status", "draft"));
      assertThat(report.holds()).isFalse();
      assertThat(violations(report))
          .containsExactly(
              "sa_context_must_be_active: context "
                  + CONTEXT
                  + " at status: expected \"active\", found \"draft\"");
      assertThat(report.violations().get(0).pointer()).isEqualTo("/status");
    }

    @Test
    void steps_someBad_areNamedByPosition() {
      JsonObject plan =
          ONE_STEP.with(
              "steps", JsonArray.of(step("a"), step(""), step(null).with("step_id", "x")));
      assertThat(violations(check(InvariantSet.sa(), ACTIVE, plan)))
          .containsExactly(
              "sa_steps_have_valid_ids: plan "
                  + PLAN
                  + " at steps[2].step_id: expected a version 4 UUID, found \"x\"",
              "sa_steps_agent_role_if_present: plan "
                  + PLAN
                  + " at steps[1].agent_role: expected a string that is not blank, found \"\"");
    }

    @Test
    void steps_withoutAgentRole_areNotAsked() {
      JsonObject plan = ONE_STEP.with("steps", JsonArray.of(JsonObject.of("step_id", OTHER)));
      InvariantReport report = check(InvariantSet.sa(), ACTIVE, plan);
      assertThat(report.holds()).isTrue();
      assertThat(report.checks()).containsEntry("sa_steps_agent_role_if_present", 0);
    }

    @Test
    void plan_ofAnotherContext_isNamedWithBothIds() {
      assertThat(violations(check(InvariantSet.sa(), ACTIVE, ONE_STEP.with("context_id", OTHER))))
          .containsExactly(
              "sa_plan_context_binding: plan "
                  + PLAN
                  + " at context_id: expected \""
                  + CONTEXT
                  + "\" (context.context_id), found \""
                  + OTHER
                  + '"');
    }

    @Test
    void plan_withoutAnyContext_isAViolation() {
      assertThat(violations(check(InvariantSet.sa(), ONE_STEP)))
          .singleElement()
          .asString()
          .contains("expected the value of context.context_id, which the flow lacks");
    }

    @Test
    void objectsOfOneScope_areEachChecked_andAnyOfThemIsReferredTo() {
      JsonObject second = ONE_STEP.with("plan_id", OTHER).with("steps", JsonArray.empty());
      InvariantReport report =
          check(InvariantSet.sa(), ACTIVE, ONE_STEP, second, RECORD.with("plan_id", OTHER));
      assertThat(report.violations())
          .singleElement()
          .satisfies(
              violation -> {
                assertThat(violation.ruleId()).isEqualTo("sa_plan_has_steps");
                assertThat(violation.index()).isEqualTo(1);
                assertThat(violation.objectId()).isEqualTo(OTHER);
              });
    }

    @Test
    void trace_withoutEvents_isAViolation() {
      assertThat(check(InvariantSet.sa(), ACTIVE, ONE_STEP, RECORD.without("events")).violations())
          .extracting(InvariantViolation::ruleId)
          .containsExactly("sa_trace_not_empty");
    }
  }

  @Nested
  class MultiAgent {

    private final JsonObject collab =
        JsonObject.of("collab_id", OTHER, "mode", "pair")
            .with(
                "participants",
                JsonArray.of(JsonObject.of("participant_id", "a", "kind", "agent")));

    @Test
    void participant_withoutRole_isAWarningOrStrictlyAnError() {
      Scopes scopes = Scopes.builder().add(collab).build();
      InvariantEngine engine = new InvariantEngine(List.of(InvariantSet.map()));
      assertThat(engine.check(scopes).holds()).isTrue();
      assertThat(engine.check(scopes).warnings())
          .extracting(InvariantViolation::path)
          .containsExactly("participants[0].role_id");
      assertThat(engine.strict().check(scopes).holds()).isFalse();
      assertThat(engine.strict().check(scopes).errors()).hasSize(1);
    }

    @Test
    void participants_notAnArray_areAViolationOfEachRuleAboutThem() {
      assertThat(violations(check(InvariantSet.map(), collab.with("participants", 7))))
          .hasSize(5)
          .allSatisfy(text -> assertThat(text).contains("participants").contains("found 7"));
    }

    @Test
    void turns_eachCompleted_hold() {
      assertThat(
              check(
                      InvariantSet.map(),
                      event("1", "MAPTurnDispatched", "s", "r", 1),
                      event("2", "MAPTurnDispatched", "s", "r", 2),
                      event("3", "MAPTurnCompleted", "s", "r", 2),
                      event("4", "MAPTurnCompleted", "s", "r", 1))
                  .holds())
          .isTrue();
    }

    @Test
    void turns_ofOtherSessionRoleOrNumber_completeNothing() {
      InvariantReport report =
          check(
              InvariantSet.map(),
              event("1", "MAPTurnDispatched", "s", "r", 1),
              event("2", "MAPTurnCompleted", "t", "r", 1),
              event("3", "MAPTurnCompleted", "s", "q", 1),
              event("4", "MAPTurnCompleted", "s", "r", 2));
      assertThat(violations(report))
          .containsExactly(
              "map_turn_completion_matches_dispatch: trace 1: expected a MAPTurnCompleted of the"
                  + " same session and role, found none for session \"s\", role \"r\", turn 1");
    }

    @Test
    void turns_completionIsUsedOnce_butNumbersMayBeLeftOut() {
      InvariantReport report =
          check(
              InvariantSet.map(),
              event("1", "MAPTurnDispatched", "s", "r", null),
              event("2", "MAPTurnDispatched", "s", "r", 2),
              event("3", "MAPTurnDispatched", "s", "r", 3),
              event("4", "MAPTurnCompleted", "s", "r", 3),
              event("5", "MAPTurnCompleted", "s", "r", null));
      assertThat(report.violations()).extracting(InvariantViolation::objectId).containsExactly("2");
    }

    @Test
    void broadcast_nobodyReceived_isAViolationOfItsSession() {
      InvariantReport report =
          check(
              InvariantSet.map(),
              event("1", "MAPBroadcastSent", "s", "r", null),
              event("2", "MAPBroadcastReceived", "t", "r", null));
      assertThat(report.violations())
          .extracting(InvariantViolation::ruleId, InvariantViolation::objectId)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("map_broadcast_has_receivers", "1"));
      assertThat(
              check(
                      InvariantSet.map(),
                      event("1", "MAPBroadcastSent", "s", "r", null),
                      event("2", "MAPBroadcastReceived", "s", "q", null))
                  .holds())
          .isTrue();
    }

    @Test
    void events_insideATraceOrTwice_countOnce() {
      JsonObject sent = event("1", "MAPBroadcastSent", "s", "r", null);
      InvariantReport report =
          check(InvariantSet.map(), sent, RECORD.with("events", JsonArray.of(sent)));
      assertThat(report.violations()).hasSize(1);
    }

    private static JsonObject event(
        String id, String type, String session, String role, Integer turn) {
      JsonObject payload = JsonObject.of("role_id", role);
      return JsonObject.of("event_id", id, "event_type", type, "session_id", session)
          .with("payload", turn == null ? payload : payload.with("turn_number", turn));
    }
  }

  @Nested
  class Conditions {

    @Test
    void event_ofAnotherFamily_isNotAskedForMembersOfThisOne() {
      JsonObject event =
          JsonObject.of("event_id", OTHER, "event_type", "x", "event_family", "intent")
              .with("timestamp", "2026-01-31T08:30:00Z");
      assertThat(check(InvariantSet.observability(), event).holds()).isTrue();
      assertThat(
              check(InvariantSet.observability(), event.with("event_family", "graph_update"))
                  .violations())
          .extracting(InvariantViolation::path)
          .containsExactly("graph_id", "update_kind");
    }

    @Test
    void toolEvent_startedAt_isCheckedWhenPresent() {
      JsonObject event =
          JsonObject.of("tool_id", "t", "tool_kind", "linter", "invocation_id", OTHER)
              .with("status", "running");
      assertThat(check(InvariantSet.integration(), event).holds()).isTrue();
      assertThat(check(InvariantSet.integration(), event.with("started_at", "now")).violations())
          .extracting(InvariantViolation::ruleId)
          .containsExactly("integration_tool_started_at_iso");
    }

    @Test
    void sample_ofItsFamily_isCheckedByTheRulesOfThatFamily() {
      JsonObject sample =
          JsonObject.of("sample_id", OTHER, "sample_family", "delta_impact")
              .with("created_at", "2026-01-31T08:30:00Z")
              .with("input", JsonObject.of("delta_id", "d"))
              .with("output", JsonObject.of("impact_scope", "local"));
      assertThat(check(InvariantSet.learning(), sample).holds()).isTrue();
      assertThat(
              check(
                      InvariantSet.learning(),
                      sample
                          .with("state", JsonObject.of("risk_level", "none"))
                          .with("output", JsonObject.of("resolution_quality_label", "odd")))
                  .violations())
          .extracting(InvariantViolation::ruleId)
          .containsExactly("learning_delta_scope_valid", "learning_delta_risk_valid");
    }
  }

  @Nested
  class Unknown {

    @Test
    void rule_thatNobodyKnows_neverPasses() {
      InvariantSet set =
          InvariantSet.parse(
              "mine",
              """
              - {id: a, scope: plan, path: title, rule: magic}
              - {id: b, scope: plan, path: title, rule: exists, when: only on Mondays}
              - {id: c, scope: plan, path: "a[", rule: exists}
              - {id: d, scope: plan, rule: exists}
              - {id: e, scope: plan, path: title}
              - {id: f, scope: trace, path: events, rule: turns-completed}
              - {id: g, scope: context, path: status, rule: exists}
              """,
              "");
      InvariantReport report = check(set, ACTIVE);
      assertThat(report.violations()).isEmpty();
      assertThat(report.holds()).isFalse();
      assertThat(report.unknown())
          .extracting(rule -> rule.invariant().id())
          .containsExactly("a", "b", "c", "d", "e", "f");
      assertThat(report.unknown().get(0))
          .hasToString("a: \"magic\" is no rule that the engine knows");
      assertThat(report.checks()).containsOnlyKeys("g");
    }
  }
}
