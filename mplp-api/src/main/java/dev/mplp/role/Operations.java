package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The one table of what there is to be allowed: each capability of this library, what it is for,
 * and which calls ask for it before they do anything. The page {@code docs/permissions.md} shows
 * it.
 *
 * <p>Some calls ask for a second one on their way: copying a Plan for {@code plan.create},
 * importing Roles for {@code role.create}, taking back what one delegated for {@code role.delegate}
 * instead, and changing what is locked for {@code governance.override}.
 */
public final class Operations {

  private static final List<Operation> ALL =
      OperationTable.read(WorkOperations.TABLE, TeamOperations.TABLE, RecordOperations.TABLE);

  private Operations() {}

  /**
   * Something that can be allowed.
   *
   * @param capability as {@code module.action}
   * @param meaning what it lets somebody do, for people
   * @param calls the calls that ask for it, as {@code plans.create}; empty when none does so first
   */
  public record Operation(String capability, String meaning, List<String> calls) {
    /** Copies the list. */
    public Operation {
      requireNonNull(capability, "capability");
      requireNonNull(meaning, "meaning");
      calls = List.copyOf(calls);
    }
  }

  /** All of them, by module. */
  public static List<Operation> all() {
    return ALL;
  }
}
