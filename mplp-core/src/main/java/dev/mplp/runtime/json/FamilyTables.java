package dev.mplp.runtime.json;

import static dev.mplp.runtime.json.Kinds.BOOL;
import static dev.mplp.runtime.json.Kinds.COUNT;
import static dev.mplp.runtime.json.Kinds.OBJECT;
import static dev.mplp.runtime.json.Kinds.TEXT;
import static dev.mplp.runtime.json.Kinds.TIME;
import static dev.mplp.runtime.json.Kinds.UUID_TEXT;
import static dev.mplp.runtime.json.Kinds.listOf;
import static dev.mplp.runtime.json.Kinds.number;
import static dev.mplp.runtime.json.Kinds.oneOf;
import static dev.mplp.runtime.json.Kinds.only;

import dev.mplp.learning.CoreSample;
import dev.mplp.learning.DeltaInput;
import dev.mplp.learning.DeltaMeta;
import dev.mplp.learning.DeltaOutput;
import dev.mplp.learning.DeltaSample;
import dev.mplp.learning.DeltaState;
import dev.mplp.learning.DeltaType;
import dev.mplp.learning.FeedbackLabel;
import dev.mplp.learning.ImpactScope;
import dev.mplp.learning.IntentInput;
import dev.mplp.learning.IntentMeta;
import dev.mplp.learning.IntentOutput;
import dev.mplp.learning.IntentSample;
import dev.mplp.learning.IntentState;
import dev.mplp.learning.PredictionAccuracy;
import dev.mplp.learning.ResolutionQuality;
import dev.mplp.learning.RiskLevel;
import dev.mplp.learning.SampleMeta;

/** Learning samples by family. */
final class FamilyTables {

  static final Table<SampleMeta> SAMPLE_META = sampleMeta();
  static final Table<CoreSample> CORE = core();
  static final Table<IntentInput> INTENT_INPUT = intentInput();
  static final Table<IntentState> INTENT_STATE = intentState();
  static final Table<IntentOutput> INTENT_OUTPUT = intentOutput();
  static final Table<IntentMeta> INTENT_META = intentMeta();
  static final Table<IntentSample> INTENT = intent();
  static final Table<DeltaInput> DELTA_INPUT = deltaInput();
  static final Table<DeltaState> DELTA_STATE = deltaState();
  static final Table<DeltaOutput> DELTA_OUTPUT = deltaOutput();
  static final Table<DeltaMeta> DELTA_META = deltaMeta();
  static final Table<DeltaSample> DELTA = delta();

  private FamilyTables() {}

  private static Table<SampleMeta> sampleMeta() {
    Table.Builder<SampleMeta> shape = Table.of("meta", SampleMeta.class);
    var sourceFlowId = shape.optional("source_flow_id", TEXT, SampleMeta::sourceFlowId);
    var sourceEventIds =
        shape.optional("source_event_ids", listOf(UUID_TEXT), SampleMeta::sourceEventIds);
    var projectId = shape.optional("project_id", UUID_TEXT, SampleMeta::projectId);
    var humanFeedbackLabel =
        shape.optional(
            "human_feedback_label", oneOf(FeedbackLabel.values()), SampleMeta::humanFeedbackLabel);
    var qualityScore = shape.optional("quality_score", number(0, 1), SampleMeta::qualityScore);
    shape.open(SampleMeta::extra);
    return shape.build(
        in ->
            new SampleMeta(
                in.find(sourceFlowId),
                in.find(sourceEventIds),
                in.find(projectId),
                in.find(humanFeedbackLabel),
                in.find(qualityScore),
                in.extra()));
  }

  private static Table<CoreSample> core() {
    Table.Builder<CoreSample> shape = Table.of("mplp-learning-sample-core", CoreSample.class);
    var sampleId = shape.required("sample_id", UUID_TEXT, CoreSample::sampleId);
    var sampleFamily = shape.required("sample_family", TEXT, CoreSample::sampleFamily);
    var createdAt = shape.required("created_at", TIME, CoreSample::createdAt);
    var input = shape.required("input", OBJECT, CoreSample::input);
    var state = shape.optional("state", OBJECT, CoreSample::state);
    var output = shape.required("output", OBJECT, CoreSample::output);
    var meta = shape.optional("meta", SAMPLE_META, CoreSample::meta);
    shape.open(CoreSample::extra);
    return shape.build(
        in ->
            new CoreSample(
                in.get(sampleId),
                in.get(sampleFamily),
                in.get(createdAt),
                in.get(input),
                in.find(state),
                in.get(output),
                in.find(meta),
                in.extra()));
  }

  private static Table<IntentInput> intentInput() {
    Table.Builder<IntentInput> shape = Table.of("input", IntentInput.class);
    var intentId = shape.required("intent_id", TEXT, IntentInput::intentId);
    var rawRequestSummary =
        shape.required("raw_request_summary", TEXT, IntentInput::rawRequestSummary);
    var constraintsSummary =
        shape.optional("constraints_summary", TEXT, IntentInput::constraintsSummary);
    var dialogTurnsCount =
        shape.optional("dialog_turns_count", COUNT, IntentInput::dialogTurnsCount);
    shape.open(IntentInput::extra);
    return shape.build(
        in ->
            new IntentInput(
                in.get(intentId),
                in.get(rawRequestSummary),
                in.find(constraintsSummary),
                in.find(dialogTurnsCount),
                in.extra()));
  }

  private static Table<IntentState> intentState() {
    Table.Builder<IntentState> shape = Table.of("state", IntentState.class);
    var projectPhase = shape.optional("project_phase", TEXT, IntentState::projectPhase);
    var psgNodeCount = shape.optional("psg_node_count", COUNT, IntentState::psgNodeCount);
    var existingPlanCount =
        shape.optional("existing_plan_count", COUNT, IntentState::existingPlanCount);
    shape.open(IntentState::extra);
    return shape.build(
        in ->
            new IntentState(
                in.find(projectPhase),
                in.find(psgNodeCount),
                in.find(existingPlanCount),
                in.extra()));
  }

  private static Table<IntentOutput> intentOutput() {
    Table.Builder<IntentOutput> shape = Table.of("output", IntentOutput.class);
    var finalIntentSummary =
        shape.required("final_intent_summary", TEXT, IntentOutput::finalIntentSummary);
    var planId = shape.optional("plan_id", UUID_TEXT, IntentOutput::planId);
    var planStepCount = shape.optional("plan_step_count", COUNT, IntentOutput::planStepCount);
    var resolutionQualityLabel =
        shape.optional(
            "resolution_quality_label",
            oneOf(ResolutionQuality.values()),
            IntentOutput::resolutionQualityLabel);
    shape.open(IntentOutput::extra);
    return shape.build(
        in ->
            new IntentOutput(
                in.get(finalIntentSummary),
                in.find(planId),
                in.find(planStepCount),
                in.find(resolutionQualityLabel),
                in.extra()));
  }

  private static Table<IntentMeta> intentMeta() {
    Table.Builder<IntentMeta> shape = Table.of("meta", IntentMeta.class);
    var sourceFlowId = shape.optional("source_flow_id", TEXT, meta -> meta.common().sourceFlowId());
    var sourceEventIds =
        shape.optional(
            "source_event_ids", listOf(UUID_TEXT), meta -> meta.common().sourceEventIds());
    var projectId = shape.optional("project_id", UUID_TEXT, meta -> meta.common().projectId());
    var humanFeedbackLabel =
        shape.optional(
            "human_feedback_label",
            oneOf(FeedbackLabel.values()),
            meta -> meta.common().humanFeedbackLabel());
    var qualityScore =
        shape.optional("quality_score", number(0, 1), meta -> meta.common().qualityScore());
    var clarificationRounds =
        shape.optional("clarification_rounds", COUNT, IntentMeta::clarificationRounds);
    var ambiguityFlags =
        shape.optional("ambiguity_flags", listOf(TEXT), IntentMeta::ambiguityFlags);
    shape.open(meta -> meta.common().extra());
    return shape.build(
        in ->
            new IntentMeta(
                new SampleMeta(
                    in.find(sourceFlowId),
                    in.find(sourceEventIds),
                    in.find(projectId),
                    in.find(humanFeedbackLabel),
                    in.find(qualityScore),
                    in.extra()),
                in.find(clarificationRounds),
                in.find(ambiguityFlags)));
  }

  private static Table<IntentSample> intent() {
    Table.Builder<IntentSample> shape = Table.of("mplp-learning-sample-intent", IntentSample.class);
    var sampleId = shape.required("sample_id", UUID_TEXT, IntentSample::sampleId);
    shape.required("sample_family", only(IntentSample.FAMILY), IntentSample::sampleFamily);
    var createdAt = shape.required("created_at", TIME, IntentSample::createdAt);
    var input = shape.required("input", INTENT_INPUT, IntentSample::input);
    var state = shape.optional("state", INTENT_STATE, IntentSample::state);
    var output = shape.required("output", INTENT_OUTPUT, IntentSample::output);
    var meta = shape.optional("meta", INTENT_META, IntentSample::meta);
    shape.open(IntentSample::extra);
    return shape.build(
        in ->
            new IntentSample(
                in.get(sampleId),
                in.get(createdAt),
                in.get(input),
                in.find(state),
                in.get(output),
                in.find(meta),
                in.extra()));
  }

  private static Table<DeltaInput> deltaInput() {
    Table.Builder<DeltaInput> shape = Table.of("input", DeltaInput.class);
    var deltaId = shape.required("delta_id", TEXT, DeltaInput::deltaId);
    var intentId = shape.required("intent_id", TEXT, DeltaInput::intentId);
    var deltaType = shape.optional("delta_type", oneOf(DeltaType.values()), DeltaInput::deltaType);
    var changeSummary = shape.required("change_summary", TEXT, DeltaInput::changeSummary);
    shape.open(DeltaInput::extra);
    return shape.build(
        in ->
            new DeltaInput(
                in.get(deltaId),
                in.get(intentId),
                in.find(deltaType),
                in.get(changeSummary),
                in.extra()));
  }

  private static Table<DeltaState> deltaState() {
    Table.Builder<DeltaState> shape = Table.of("state", DeltaState.class);
    var affectedArtifactCount =
        shape.optional("affected_artifact_count", COUNT, DeltaState::affectedArtifactCount);
    var riskLevel = shape.optional("risk_level", oneOf(RiskLevel.values()), DeltaState::riskLevel);
    var psgComplexityScore =
        shape.optional("psg_complexity_score", number(0, null), DeltaState::psgComplexityScore);
    shape.open(DeltaState::extra);
    return shape.build(
        in ->
            new DeltaState(
                in.find(affectedArtifactCount),
                in.find(riskLevel),
                in.find(psgComplexityScore),
                in.extra()));
  }

  private static Table<DeltaOutput> deltaOutput() {
    Table.Builder<DeltaOutput> shape = Table.of("output", DeltaOutput.class);
    var actualImpactSummary =
        shape.required("actual_impact_summary", TEXT, DeltaOutput::actualImpactSummary);
    var impactScope =
        shape.required("impact_scope", oneOf(ImpactScope.values()), DeltaOutput::impactScope);
    var compPlanRequired =
        shape.optional("comp_plan_required", BOOL, DeltaOutput::compPlanRequired);
    var compPlanApplied = shape.optional("comp_plan_applied", BOOL, DeltaOutput::compPlanApplied);
    var rollbackUsed = shape.optional("rollback_used", BOOL, DeltaOutput::rollbackUsed);
    shape.open(DeltaOutput::extra);
    return shape.build(
        in ->
            new DeltaOutput(
                in.get(actualImpactSummary),
                in.get(impactScope),
                in.find(compPlanRequired),
                in.find(compPlanApplied),
                in.find(rollbackUsed),
                in.extra()));
  }

  private static Table<DeltaMeta> deltaMeta() {
    Table.Builder<DeltaMeta> shape = Table.of("meta", DeltaMeta.class);
    var sourceFlowId = shape.optional("source_flow_id", TEXT, meta -> meta.common().sourceFlowId());
    var sourceEventIds =
        shape.optional(
            "source_event_ids", listOf(UUID_TEXT), meta -> meta.common().sourceEventIds());
    var projectId = shape.optional("project_id", UUID_TEXT, meta -> meta.common().projectId());
    var humanFeedbackLabel =
        shape.optional(
            "human_feedback_label",
            oneOf(FeedbackLabel.values()),
            meta -> meta.common().humanFeedbackLabel());
    var qualityScore =
        shape.optional("quality_score", number(0, 1), meta -> meta.common().qualityScore());
    var impactAnalysisDurationMs =
        shape.optional("impact_analysis_duration_ms", COUNT, DeltaMeta::impactAnalysisDurationMs);
    var predictedVsActualAccuracy =
        shape.optional(
            "predicted_vs_actual_accuracy",
            oneOf(PredictionAccuracy.values()),
            DeltaMeta::predictedVsActualAccuracy);
    shape.open(meta -> meta.common().extra());
    return shape.build(
        in ->
            new DeltaMeta(
                new SampleMeta(
                    in.find(sourceFlowId),
                    in.find(sourceEventIds),
                    in.find(projectId),
                    in.find(humanFeedbackLabel),
                    in.find(qualityScore),
                    in.extra()),
                in.find(impactAnalysisDurationMs),
                in.find(predictedVsActualAccuracy)));
  }

  private static Table<DeltaSample> delta() {
    Table.Builder<DeltaSample> shape = Table.of("mplp-learning-sample-delta", DeltaSample.class);
    var sampleId = shape.required("sample_id", UUID_TEXT, DeltaSample::sampleId);
    shape.required("sample_family", only(DeltaSample.FAMILY), DeltaSample::sampleFamily);
    var createdAt = shape.required("created_at", TIME, DeltaSample::createdAt);
    var input = shape.required("input", DELTA_INPUT, DeltaSample::input);
    var state = shape.optional("state", DELTA_STATE, DeltaSample::state);
    var output = shape.required("output", DELTA_OUTPUT, DeltaSample::output);
    var meta = shape.optional("meta", DELTA_META, DeltaSample::meta);
    shape.open(DeltaSample::extra);
    return shape.build(
        in ->
            new DeltaSample(
                in.get(sampleId),
                in.get(createdAt),
                in.get(input),
                in.find(state),
                in.get(output),
                in.find(meta),
                in.extra()));
  }
}
