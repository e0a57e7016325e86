package dev.mplp.runtime.json;

import static dev.mplp.runtime.json.Kinds.BOOL;
import static dev.mplp.runtime.json.Kinds.OBJECT;
import static dev.mplp.runtime.json.Kinds.TEXT;
import static dev.mplp.runtime.json.Kinds.TIME;
import static dev.mplp.runtime.json.Kinds.id;
import static dev.mplp.runtime.json.Kinds.listOf;
import static dev.mplp.runtime.json.Kinds.number;
import static dev.mplp.runtime.json.Kinds.oneOf;

import dev.mplp.learning.AgentTokens;
import dev.mplp.learning.ErrorInfo;
import dev.mplp.learning.FeedbackDecision;
import dev.mplp.learning.LearningSample;
import dev.mplp.learning.Timestamps;
import dev.mplp.learning.TokenUsage;
import dev.mplp.learning.UserFeedback;
import dev.mplp.model.SampleId;

/** The learning sample that tells of a whole execution. */
final class LearningTables {

  static final Table<ErrorInfo> ERROR = error();
  static final Table<AgentTokens> AGENT_TOKENS = agentTokens();
  static final Table<TokenUsage> TOKEN_USAGE = tokenUsage();
  static final Table<UserFeedback> FEEDBACK = feedback();
  static final Table<Timestamps> TIMESTAMPS = timestamps();
  static final Table<LearningSample> SAMPLE = sample();

  private LearningTables() {}

  private static Table<ErrorInfo> error() {
    Table.Builder<ErrorInfo> shape = Table.of("error", ErrorInfo.class);
    var errorCode = shape.optional("error_code", TEXT, ErrorInfo::errorCode);
    var errorMessage = shape.optional("error_message", TEXT, ErrorInfo::errorMessage);
    var stackTrace = shape.optional("stack_trace", TEXT, ErrorInfo::stackTrace);
    return shape.build(
        in -> new ErrorInfo(in.find(errorCode), in.find(errorMessage), in.find(stackTrace)));
  }

  private static Table<AgentTokens> agentTokens() {
    Table.Builder<AgentTokens> shape = Table.of("agent tokens", AgentTokens.class);
    var agentId = shape.required("agent_id", TEXT, AgentTokens::agentId);
    var role = shape.optional("role", TEXT, AgentTokens::role);
    var tokens = shape.required("tokens", number(0, null), AgentTokens::tokens);
    return shape.build(in -> new AgentTokens(in.get(agentId), in.find(role), in.get(tokens)));
  }

  private static Table<TokenUsage> tokenUsage() {
    Table.Builder<TokenUsage> shape = Table.of("token usage", TokenUsage.class);
    var totalTokens = shape.optional("total_tokens", number(0, null), TokenUsage::totalTokens);
    var promptTokens = shape.optional("prompt_tokens", number(0, null), TokenUsage::promptTokens);
    var completionTokens =
        shape.optional("completion_tokens", number(0, null), TokenUsage::completionTokens);
    var byAgent = shape.optional("by_agent", listOf(AGENT_TOKENS), TokenUsage::byAgent);
    return shape.build(
        in ->
            new TokenUsage(
                in.find(totalTokens),
                in.find(promptTokens),
                in.find(completionTokens),
                in.find(byAgent)));
  }

  private static Table<UserFeedback> feedback() {
    Table.Builder<UserFeedback> shape = Table.of("feedback", UserFeedback.class);
    var decision =
        shape.optional("decision", oneOf(FeedbackDecision.values()), UserFeedback::decision);
    var comment = shape.optional("comment", TEXT, UserFeedback::comment);
    var rating = shape.optional("rating", number(0, 5), UserFeedback::rating);
    return shape.build(
        in -> new UserFeedback(in.find(decision), in.find(comment), in.find(rating)));
  }

  private static Table<Timestamps> timestamps() {
    Table.Builder<Timestamps> shape = Table.of("timestamps", Timestamps.class);
    var startedAt = shape.required("started_at", TIME, Timestamps::startedAt);
    var completedAt = shape.optional("completed_at", TIME, Timestamps::completedAt);
    return shape.build(in -> new Timestamps(in.get(startedAt), in.find(completedAt)));
  }

  private static Table<LearningSample> sample() {
    Table.Builder<LearningSample> shape = Table.of("mplp-learning-sample", LearningSample.class);
    var sampleId = shape.required("sample_id", id(SampleId::new), LearningSample::sampleId);
    var projectId = shape.required("project_id", TEXT, LearningSample::projectId);
    var intentBefore = shape.optional("intent_before", OBJECT, LearningSample::intentBefore);
    var plan = shape.optional("plan", OBJECT, LearningSample::plan);
    var deltaIntents =
        shape.optional("delta_intents", listOf(OBJECT), LearningSample::deltaIntents);
    var graphBefore = shape.optional("graph_before", OBJECT, LearningSample::graphBefore);
    var graphAfter = shape.optional("graph_after", OBJECT, LearningSample::graphAfter);
    var pipelinePath = shape.optional("pipeline_path", listOf(TEXT), LearningSample::pipelinePath);
    var successFlag = shape.required("success_flag", BOOL, LearningSample::successFlag);
    var errorInfo = shape.optional("error_info", ERROR, LearningSample::errorInfo);
    var tokenUsage = shape.optional("token_usage", TOKEN_USAGE, LearningSample::tokenUsage);
    var executionTimeMs =
        shape.optional("execution_time_ms", number(0, null), LearningSample::executionTimeMs);
    var impactScore = shape.optional("impact_score", number(0, 1), LearningSample::impactScore);
    var userFeedback = shape.optional("user_feedback", FEEDBACK, LearningSample::userFeedback);
    var governanceDecisions =
        shape.optional("governance_decisions", listOf(OBJECT), LearningSample::governanceDecisions);
    var timestamps = shape.required("timestamps", TIMESTAMPS, LearningSample::timestamps);
    var metadata = shape.optional("metadata", OBJECT, LearningSample::metadata);
    var vendorExtensions =
        shape.optional("vendor_extensions", OBJECT, LearningSample::vendorExtensions);
    return shape.build(
        in ->
            new LearningSample(
                in.get(sampleId),
                in.get(projectId),
                in.find(intentBefore),
                in.find(plan),
                in.find(deltaIntents),
                in.find(graphBefore),
                in.find(graphAfter),
                in.find(pipelinePath),
                in.get(successFlag),
                in.find(errorInfo),
                in.find(tokenUsage),
                in.find(executionTimeMs),
                in.find(impactScore),
                in.find(userFeedback),
                in.find(governanceDecisions),
                in.get(timestamps),
                in.find(metadata),
                in.find(vendorExtensions)));
  }
}
