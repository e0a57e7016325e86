package dev.mplp.model;

import dev.mplp.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object of one of the ten modules.
 *
 * <p>All of them are immutable records that hold exactly what their schema allows: what exists is
 * valid. Optional parts are null when absent, which is not the same as empty.
 */
public interface ProtocolObject {

  /** The module it belongs to. */
  ModuleName module();

  /** Its identifier. */
  MplpId id();

  /** Versions of protocol and schema, and who created and changed it when. */
  Metadata meta();

  /** Lifecycle phase, truth domain and lock, if given; a Plan never has it. */
  default @Nullable Governance governance() {
    return null;
  }

  /** The span in which it was made, if given; a Trace never has it. */
  default @Nullable TraceBase trace() {
    return null;
  }

  /** What happened to it, oldest first, if given. */
  @Nullable List<Event> events();

  /** True when changes are refused except by a recorded override. */
  default boolean isLocked() {
    Governance governance = governance();
    return governance != null && governance.isLocked();
  }
}
