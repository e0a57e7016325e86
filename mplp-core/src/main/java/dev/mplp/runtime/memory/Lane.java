package dev.mplp.runtime.memory;

/** The claimable steps of one role of one execution; the end has a lane of its own. */
final class Lane extends Linked<Lane> {

  final Execution execution;
  final String role;
  final boolean ofEnd;
  final Chain<Step> steps = new Chain<>();

  Lane(Execution execution, String role, boolean ofEnd) {
    this.execution = execution;
    this.role = role;
    this.ofEnd = ofEnd;
  }
}
