package dev.mplp.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabMode;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Root;
import dev.mplp.event.CiEvent;
import dev.mplp.event.Event;
import dev.mplp.event.GitEvent;
import dev.mplp.event.GitEventKind;
import dev.mplp.event.GraphUpdateEvent;
import dev.mplp.event.InvocationStatus;
import dev.mplp.event.SaEvent;
import dev.mplp.event.SaEventType;
import dev.mplp.event.UpdateKind;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionType;
import dev.mplp.learning.LearningSample;
import dev.mplp.learning.SampleMeta;
import dev.mplp.learning.Timestamps;
import dev.mplp.plan.PlanStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A record that breaks its schema cannot be made; the message names the component. */
class RecordRulesTest {

  private static final Instant NOW = Instant.parse("2026-01-31T08:30:00Z");
  private static final String UUID_TEXT = UUID.randomUUID().toString();
  private static final Context CONTEXT = Context.builder(Root.of("finance", "test"), "t").build();

  static Stream<Arguments> refused() {
    return Stream.of(
        refused("title", () -> CONTEXT.toBuilder().title("").build()),
        refused("tags", () -> CONTEXT.toBuilder().tags(List.of("a", "")).build()),
        refused("domain", () -> new Root("a", "b", null, JsonObject.of("domain", 1))),
        refused("protocolVersion", () -> Metadata.builder().protocolVersion("1.0").build()),
        refused("tags", () -> Metadata.builder().tags(List.of("a", "a")).build()),
        refused(
            "participants",
            () ->
                Collab.builder(CONTEXT.contextId(), "t", "p", CollabMode.PAIR, List.of(), NOW)
                    .build()),
        refused(
            "version",
            () ->
                Extension.builder(CONTEXT.contextId(), "n", ExtensionType.POLICY, "01.0.0")
                    .build()),
        refused("eventType", () -> Event.builder("plan_created", "plan", NOW).build()),
        refused(
            "data", () -> Event.builder("plan.created", "plan", NOW).data(JsonValue.of(1)).build()),
        refused(
            "saId",
            () -> SaEvent.builder(UUID_TEXT, SaEventType.INITIALIZED, NOW, "not a uuid").build()),
        refused(
            "graph_id",
            () ->
                GraphUpdateEvent.builder(UUID_TEXT, "t", NOW, UUID_TEXT, UpdateKind.BULK, 1, 0)
                    .extra(JsonObject.of("graph_id", "x"))
                    .build()),
        refused(
            "runUrl",
            () ->
                CiEvent.builder("p", "q", "r", InvocationStatus.PENDING).runUrl("no uri").build()),
        refused(
            "authorEmail",
            () ->
                GitEvent.builder("u", "c", "r", GitEventKind.PUSH, NOW)
                    .authorEmail("no mail")
                    .build()),
        refused(
            "impactScore",
            () ->
                LearningSample.builder("p", true, new Timestamps(NOW, null))
                    .impactScore(new BigDecimal("1.01"))
                    .build()),
        refused("sourceEventIds", () -> SampleMeta.builder().sourceEventIds(List.of("x")).build()));
  }

  private static Arguments refused(String component, Supplier<?> maker) {
    return Arguments.of(component, maker);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void recordAgainstItsSchema_isRefusedByName(String component, Supplier<?> maker) {
    assertThatThrownBy(maker::get)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(component);
  }

  @Test
  void builder_withoutARequiredPart_namesIt() {
    assertThatThrownBy(() -> CONTEXT.toBuilder().root(null).build())
        .isInstanceOf(NullPointerException.class)
        .hasMessage("root");
  }

  @Test
  void absentAndEmptyLists_areKeptApart() {
    assertThat(CONTEXT.tags()).isNull();
    assertThat(CONTEXT.toBuilder().tags(List.of()).build()).isNotEqualTo(CONTEXT);
  }

  @Test
  void changedCopies_changeNothingElse() {
    Context active = CONTEXT.withStatus(ContextStatus.ACTIVE);
    assertThat(active.status()).isEqualTo(ContextStatus.ACTIVE);
    assertThat(active.withStatus(ContextStatus.DRAFT)).isEqualTo(CONTEXT);
    Governance locked = Governance.builder().locked(true).build();
    assertThat(active.withGovernance(locked).isLocked()).isTrue();
    assertThat(active.isLocked()).isFalse();
  }

  @Test
  void wireNames_areExact() {
    assertThat(PlanStatus.of("in_progress")).isEqualTo(PlanStatus.IN_PROGRESS);
    assertThat(SaEventType.of("SAStepStarted")).isEqualTo(SaEventType.STEP_STARTED);
    assertThat(CrossCutting.ERROR_HANDLING.wire()).isEqualTo("error-handling");
    assertThatThrownBy(() -> PlanStatus.of("Draft"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"Draft\"")
        .hasMessageContaining("draft, proposed");
  }

  @Test
  void tenant_hasACheckedName() {
    assertThat(Tenant.of("default")).isSameAs(Tenant.DEFAULT);
    assertThat(Tenant.of("acme-1.eu_west").name()).isEqualTo("acme-1.eu_west");
    for (String bad : List.of("", "Acme", "-a", "a/b", "a".repeat(65), "ä")) {
      assertThatThrownBy(() -> Tenant.of(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
