package dev.mplp;

import dev.mplp.model.ModuleName;

/** The tenant's active manifest does not offer a module; code {@code MODULE_DISABLED}. */
public final class ModuleDisabledException extends MplpException {

  private static final long serialVersionUID = 1L;

  /** A call of a service whose module is switched off. */
  public ModuleDisabledException(ModuleName module) {
    super(
        "MODULE_DISABLED",
        false,
        "module "
            + module.wire()
            + " is not offered by this tenant's active manifest; enable it there with"
            + " manifests().switchModule",
        null);
  }
}
