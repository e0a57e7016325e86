package dev.mplp.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.model.ContextId;
import dev.mplp.model.Metadata;
import dev.mplp.model.StepId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

  private final ContextId context = ContextId.random();

  @Test
  void steps_dependOnEachOtherByKey() {
    PlanBuilder builder =
        Plan.builder(context, "Assess", "Decide on the loan")
            .step("decide", s -> s.description("Decide").after("score", "check"))
            .step("score", s -> s.description("Score it").role("analyst").after("fetch"))
            .step("check", s -> s.after("fetch", "fetch"))
            .step("fetch", "clerk");
    Plan plan = builder.build();

    assertThat(plan.status()).isEqualTo(PlanStatus.DRAFT);
    assertThat(plan.meta()).isEqualTo(Metadata.current());
    assertThat(plan.steps())
        .extracting(PlanStep::description)
        .containsExactly("Decide", "Score it", "check", "fetch");
    assertThat(plan.steps()).extracting(PlanStep::orderIndex).containsExactly(0L, 1L, 2L, 3L);
    assertThat(plan.steps()).extracting(PlanStep::status).containsOnly(StepStatus.PENDING);
    StepId fetch = builder.stepId("fetch");
    assertThat(plan.steps().get(0).dependsOn())
        .containsExactly(builder.stepId("score"), builder.stepId("check"));
    assertThat(plan.steps().get(1).dependencies()).containsExactly(fetch);
    assertThat(plan.steps().get(2).dependencies()).containsExactly(fetch);
    assertThat(plan.steps().get(3).dependencies()).as("absent, not empty").isNull();
    assertThat(plan.steps().get(3).agentRole()).isEqualTo("clerk");
  }

  @Test
  void unknownOrRepeatedKey_isRefusedByName() {
    PlanBuilder builder = Plan.builder(context, "t", "o").step("a", s -> s.after("b"));
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"b\"")
        .hasMessageContaining("[a]");
    assertThatThrownBy(() -> builder.step("a", "role"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"a\"");
  }

  @Test
  void requiredParts_areNamed() {
    PlanStep step = PlanStep.builder("x").build();
    assertThatThrownBy(() -> Plan.builder(context, "", "o").step(step).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("title");
    assertThatThrownBy(() -> Plan.builder(context, "t", "o").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("steps");
    assertThatThrownBy(() -> step.toBuilder().orderIndex(-1L).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orderIndex");
    assertThatThrownBy(() -> PlanStep.builder("x").status(null).build())
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("status");
  }

  @Test
  void lists_areCopied() {
    List<StepId> dependencies = new ArrayList<>(List.of(StepId.random()));
    PlanStep step = PlanStep.builder("x").dependencies(dependencies).build();
    dependencies.clear();
    assertThat(step.dependsOn()).hasSize(1);
    assertThatThrownBy(() -> step.dependsOn().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void changedCopies_keepTheRest() {
    Plan plan = Plan.builder(context, "t", "o").step("a", "r").build();
    Plan approved = plan.withStatus(PlanStatus.APPROVED);
    assertThat(approved.status()).isEqualTo(PlanStatus.APPROVED);
    assertThat(approved.withStatus(PlanStatus.DRAFT)).isEqualTo(plan);
    assertThat(plan.toBuilder().build()).isEqualTo(plan);
  }
}
