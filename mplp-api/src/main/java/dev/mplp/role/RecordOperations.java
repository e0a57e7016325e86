package dev.mplp.role;

/** What there is to be allowed of the log, journals, flows, administration and locks. */
final class RecordOperations {

  /** As {@link OperationTable} reads it. */
  static final String TABLE =
      """
      event.read: read and follow the log
        events.read events.poll events.ofRun events.watch
      event.record: record what the runtime cannot know
        events.record

      integration.record: record what an outside system reports
        integrations.record
      integration.read: see and follow integration events
        integrations.get integrations.watch
      integration.list: list integration events
        integrations.list
      integration.delete: delete old integration events
        integrations.deleteBefore

      learning.record: record learning samples
        learning.record
      learning.read: see and follow learning samples
        learning.get learning.watch
      learning.list: list learning samples
        learning.list
      learning.export: export learning samples
        learning.export
      learning.delete: delete learning samples
        learning.delete learning.deleteBefore

      flow.import: import objects from elsewhere
        flows.importFlow flows.importInto
      flow.export: export objects; takes reading them as well
        flows.exportContext flows.exportExecution

      administration.read: see what administrators did
        administration.acts
      administration.record: record what an administrator did
        administration.record
      administration.sweep: remove what is no longer to be kept
        administration.sweep administration.preview
      administration.erase: erase a person's data from what is stored
        administration.erase

      governance.override: change what governance locks, beside the capability for the change itself
      """;

  private RecordOperations() {}
}
