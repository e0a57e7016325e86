package dev.mplp.runtime.json;

import static dev.mplp.runtime.json.Kinds.COUNT;
import static dev.mplp.runtime.json.Kinds.EMAIL;
import static dev.mplp.runtime.json.Kinds.INTEGER;
import static dev.mplp.runtime.json.Kinds.NON_EMPTY;
import static dev.mplp.runtime.json.Kinds.TEXT;
import static dev.mplp.runtime.json.Kinds.TIME;
import static dev.mplp.runtime.json.Kinds.URI;
import static dev.mplp.runtime.json.Kinds.id;
import static dev.mplp.runtime.json.Kinds.listOf;
import static dev.mplp.runtime.json.Kinds.oneOf;

import dev.mplp.event.CiEvent;
import dev.mplp.event.CiStage;
import dev.mplp.event.CiStageStatus;
import dev.mplp.event.CiTrigger;
import dev.mplp.event.FileChange;
import dev.mplp.event.FileUpdateEvent;
import dev.mplp.event.GitEvent;
import dev.mplp.event.GitEventKind;
import dev.mplp.event.InvocationStatus;
import dev.mplp.event.ToolEvent;
import dev.mplp.event.ToolKind;
import dev.mplp.model.InvocationId;

/** What outside systems report. */
final class IntegrationTables {

  static final Table<ToolEvent> TOOL = tool();
  static final Table<FileUpdateEvent> FILE_UPDATE = fileUpdate();
  static final Table<GitEvent> GIT = git();
  static final Table<CiStage> STAGE = stage();
  static final Table<CiEvent> CI = ci();

  private IntegrationTables() {}

  private static Table<ToolEvent> tool() {
    Table.Builder<ToolEvent> shape = Table.of("mplp-tool-event", ToolEvent.class);
    var toolId = shape.required("tool_id", NON_EMPTY, ToolEvent::toolId);
    var toolKind = shape.required("tool_kind", oneOf(ToolKind.values()), ToolEvent::toolKind);
    var invocationId =
        shape.required("invocation_id", id(InvocationId::new), ToolEvent::invocationId);
    var status = shape.required("status", oneOf(InvocationStatus.values()), ToolEvent::status);
    var startedAt = shape.optional("started_at", TIME, ToolEvent::startedAt);
    var completedAt = shape.optional("completed_at", TIME, ToolEvent::completedAt);
    var exitCode = shape.optional("exit_code", INTEGER, ToolEvent::exitCode);
    var outputSummary = shape.optional("output_summary", TEXT, ToolEvent::outputSummary);
    var args = shape.optional("args", listOf(TEXT), ToolEvent::args);
    var workingDirectory = shape.optional("working_directory", TEXT, ToolEvent::workingDirectory);
    return shape.build(
        in ->
            new ToolEvent(
                in.get(toolId),
                in.get(toolKind),
                in.get(invocationId),
                in.get(status),
                in.find(startedAt),
                in.find(completedAt),
                in.find(exitCode),
                in.find(outputSummary),
                in.find(args),
                in.find(workingDirectory)));
  }

  private static Table<FileUpdateEvent> fileUpdate() {
    Table.Builder<FileUpdateEvent> shape =
        Table.of("mplp-file-update-event", FileUpdateEvent.class);
    var filePath = shape.required("file_path", NON_EMPTY, FileUpdateEvent::filePath);
    var changeType =
        shape.required("change_type", oneOf(FileChange.values()), FileUpdateEvent::changeType);
    var workspaceRoot = shape.optional("workspace_root", TEXT, FileUpdateEvent::workspaceRoot);
    var changeSummary = shape.optional("change_summary", TEXT, FileUpdateEvent::changeSummary);
    var timestamp = shape.required("timestamp", TIME, FileUpdateEvent::timestamp);
    var linesAdded = shape.optional("lines_added", COUNT, FileUpdateEvent::linesAdded);
    var linesRemoved = shape.optional("lines_removed", COUNT, FileUpdateEvent::linesRemoved);
    var previousPath = shape.optional("previous_path", TEXT, FileUpdateEvent::previousPath);
    var encoding = shape.optional("encoding", TEXT, FileUpdateEvent::encoding);
    var language = shape.optional("language", TEXT, FileUpdateEvent::language);
    return shape.build(
        in ->
            new FileUpdateEvent(
                in.get(filePath),
                in.get(changeType),
                in.find(workspaceRoot),
                in.find(changeSummary),
                in.get(timestamp),
                in.find(linesAdded),
                in.find(linesRemoved),
                in.find(previousPath),
                in.find(encoding),
                in.find(language)));
  }

  private static Table<GitEvent> git() {
    Table.Builder<GitEvent> shape = Table.of("mplp-git-event", GitEvent.class);
    var repoUrl = shape.required("repo_url", NON_EMPTY, GitEvent::repoUrl);
    var commitId = shape.required("commit_id", NON_EMPTY, GitEvent::commitId);
    var refName = shape.required("ref_name", NON_EMPTY, GitEvent::refName);
    var eventKind = shape.required("event_kind", oneOf(GitEventKind.values()), GitEvent::eventKind);
    var authorName = shape.optional("author_name", TEXT, GitEvent::authorName);
    var authorEmail = shape.optional("author_email", EMAIL, GitEvent::authorEmail);
    var commitMessage = shape.optional("commit_message", TEXT, GitEvent::commitMessage);
    var timestamp = shape.required("timestamp", TIME, GitEvent::timestamp);
    var filesChanged = shape.optional("files_changed", COUNT, GitEvent::filesChanged);
    var insertions = shape.optional("insertions", COUNT, GitEvent::insertions);
    var deletions = shape.optional("deletions", COUNT, GitEvent::deletions);
    var parentCommits = shape.optional("parent_commits", listOf(TEXT), GitEvent::parentCommits);
    return shape.build(
        in ->
            new GitEvent(
                in.get(repoUrl),
                in.get(commitId),
                in.get(refName),
                in.get(eventKind),
                in.find(authorName),
                in.find(authorEmail),
                in.find(commitMessage),
                in.get(timestamp),
                in.find(filesChanged),
                in.find(insertions),
                in.find(deletions),
                in.find(parentCommits)));
  }

  private static Table<CiStage> stage() {
    Table.Builder<CiStage> shape = Table.of("stage", CiStage.class);
    var stageName = shape.required("stage_name", TEXT, CiStage::stageName);
    var status = shape.required("status", oneOf(CiStageStatus.values()), CiStage::status);
    var durationMs = shape.optional("duration_ms", COUNT, CiStage::durationMs);
    return shape.build(in -> new CiStage(in.get(stageName), in.get(status), in.find(durationMs)));
  }

  private static Table<CiEvent> ci() {
    Table.Builder<CiEvent> shape = Table.of("mplp-ci-event", CiEvent.class);
    var ciProvider = shape.required("ci_provider", NON_EMPTY, CiEvent::ciProvider);
    var pipelineId = shape.required("pipeline_id", NON_EMPTY, CiEvent::pipelineId);
    var runId = shape.required("run_id", NON_EMPTY, CiEvent::runId);
    var status = shape.required("status", oneOf(InvocationStatus.values()), CiEvent::status);
    var startedAt = shape.optional("started_at", TIME, CiEvent::startedAt);
    var completedAt = shape.optional("completed_at", TIME, CiEvent::completedAt);
    var branchName = shape.optional("branch_name", TEXT, CiEvent::branchName);
    var commitId = shape.optional("commit_id", TEXT, CiEvent::commitId);
    var runUrl = shape.optional("run_url", URI, CiEvent::runUrl);
    var durationMs = shape.optional("duration_ms", COUNT, CiEvent::durationMs);
    var stages = shape.optional("stages", listOf(STAGE), CiEvent::stages);
    var triggerKind =
        shape.optional("trigger_kind", oneOf(CiTrigger.values()), CiEvent::triggerKind);
    return shape.build(
        in ->
            new CiEvent(
                in.get(ciProvider),
                in.get(pipelineId),
                in.get(runId),
                in.get(status),
                in.find(startedAt),
                in.find(completedAt),
                in.find(branchName),
                in.find(commitId),
                in.find(runUrl),
                in.find(durationMs),
                in.find(stages),
                in.find(triggerKind)));
  }
}
