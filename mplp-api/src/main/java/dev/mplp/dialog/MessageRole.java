package dev.mplp.dialog;

import dev.mplp.model.WireName;

/** Who speaks in a {@link DialogMessage}. */
public enum MessageRole implements WireName {
  /** A person. */
  USER("user"),
  /** A model that answers. */
  ASSISTANT("assistant"),
  /** The system that sets the scene. */
  SYSTEM("system"),
  /** An agent. */
  AGENT("agent");

  private static final MessageRole[] ALL = values();

  private final String wire;

  MessageRole(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static MessageRole of(String wire) {
    return WireName.of(ALL, wire, "a message role");
  }

  @Override
  public String wire() {
    return wire;
  }
}
