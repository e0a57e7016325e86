package dev.mplp.administration;

/** What a {@link RetentionPolicy} limits, in the order in which a sweep goes through it. */
public enum Retained {

  /**
   * Archived Plans, each with its executions, their Traces and the Confirms about it. The age
   * counts from the last change of the Plan's status.
   */
  PLANS("plans"),

  /**
   * Executions that have ended, with their steps, results and gates; the age counts from the end.
   * The Plan stays and tells how its steps ended; a failed execution cannot be resumed any more,
   * and a fork of its Plan begins with nothing done. Traces stay.
   */
  EXECUTIONS("executions"),

  /** Traces of runs that have ended; the age counts from the end. */
  TRACES("traces"),

  /**
   * Confirms that are decided or withdrawn, with their acts and the contents of their rounds, none
   * whose execution has not ended; from their last change. A step that is resumed asks anew.
   */
  CONFIRMS("confirms"),

  /** Dialogs that are completed or cancelled, with their messages; from their last change. */
  DIALOGS("dialogs"),

  /** Collabs that are completed or cancelled; from their last change. */
  COLLABS("collabs"),

  /** Deprecated Extensions; from their last change. */
  EXTENSIONS("extensions"),

  /** Retired Networks, with their nodes; from their last change. */
  NETWORKS("networks"),

  /** Archived manifests of module Core; from their last change. */
  MANIFESTS("manifests"),

  /** Learning samples, whatever their family; the age counts from when they were recorded. */
  SAMPLES("samples"),

  /** Integration events; the age counts from when they were recorded. */
  INTEGRATIONS("integrations"),

  /** Archived Contexts to which no object belongs any more; from their last change. */
  CONTEXTS("contexts"),

  /**
   * Records of the log, the oldest first, but none that is as old as an execution which has not
   * ended. Who reads from before gets {@link dev.mplp.spi.LogTruncatedException}. Traces tell what
   * steps did from the log: keep it at least as long as them.
   */
  LOG("log");

  private final String label;

  Retained(String label) {
    this.label = label;
  }

  /** Its name in records of administrative acts. */
  public String label() {
    return label;
  }
}
