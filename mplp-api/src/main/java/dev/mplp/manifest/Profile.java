package dev.mplp.manifest;

import dev.mplp.model.ModuleName;
import dev.mplp.model.WireName;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a runtime must offer to be of a profile of the protocol. */
public enum Profile implements WireName {
  /** One agent works. */
  SA("sa"),
  /** Several agents work together. */
  MAP("map");

  private static final Set<ModuleName> OF_SA =
      Collections.unmodifiableSet(
          EnumSet.of(
              ModuleName.CONTEXT,
              ModuleName.PLAN,
              ModuleName.TRACE,
              ModuleName.ROLE,
              ModuleName.CORE));

  private static final Set<ModuleName> OF_MAP =
      Collections.unmodifiableSet(
          EnumSet.of(
              ModuleName.CONTEXT,
              ModuleName.PLAN,
              ModuleName.TRACE,
              ModuleName.ROLE,
              ModuleName.CORE,
              ModuleName.COLLAB,
              ModuleName.DIALOG,
              ModuleName.NETWORK));

  private static final Profile[] ALL = values();

  private final String wire;

  Profile(String wire) {
    this.wire = wire;
  }

  /**
   * The profile of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Profile of(String wire) {
    return WireName.of(ALL, wire, "a profile");
  }

  /** The modules that it asks for. */
  public Set<ModuleName> modules() {
    return this == SA ? OF_SA : OF_MAP;
  }

  @Override
  public String wire() {
    return wire;
  }
}
