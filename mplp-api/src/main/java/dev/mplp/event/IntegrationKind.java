package dev.mplp.event;

import dev.mplp.model.WireName;

/** What an {@link IntegrationEvent} tells of, named as its observability event is. */
public enum IntegrationKind implements WireName {
  /** A tool was called: {@link ToolEvent}. */
  TOOL("tool_execution"),
  /** A file was changed: {@link FileUpdateEvent}. */
  FILE_UPDATE("file_update"),
  /** A repository was changed: {@link GitEvent}. */
  GIT("git_operation"),
  /** A build went on: {@link CiEvent}. */
  CI("ci_pipeline");

  private static final IntegrationKind[] ALL = values();

  private final String wire;

  IntegrationKind(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static IntegrationKind of(String wire) {
    return WireName.of(ALL, wire, "a kind of integration event");
  }

  /** The kind of an event. */
  public static IntegrationKind of(IntegrationEvent event) {
    if (event instanceof ToolEvent) {
      return TOOL;
    } else if (event instanceof FileUpdateEvent) {
      return FILE_UPDATE;
    }
    return event instanceof GitEvent ? GIT : CI;
  }

  @Override
  public String wire() {
    return wire;
  }
}
