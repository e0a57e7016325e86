package dev.mplp.event;

/** What an outside system reports: tools, files, repositories, builds. */
public sealed interface IntegrationEvent permits ToolEvent, FileUpdateEvent, GitEvent, CiEvent {}
