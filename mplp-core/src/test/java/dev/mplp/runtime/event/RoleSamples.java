package dev.mplp.runtime.event;

import static dev.mplp.runtime.event.RecordSamples.CONTEXT;
import static dev.mplp.runtime.event.RecordSamples.TIME;
import static dev.mplp.runtime.event.RecordSamples.uuid;

import dev.mplp.model.AssignmentId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.RoleId;
import dev.mplp.role.Assignment;
import dev.mplp.role.Exclusion;
import dev.mplp.role.Scope;
import dev.mplp.runtime.event.RoleRecords.End;
import dev.mplp.spi.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** Records of inheritance, exclusions, assignments and denials. */
final class RoleSamples {

  private static final RoleId CLERK = new RoleId(uuid(50));
  private static final RoleId AUDITOR = new RoleId(uuid(51));
  private static final AssignmentId HELD = new AssignmentId(uuid(52));

  private RoleSamples() {}

  static List<LogEntry> all() {
    List<LogEntry> all = new ArrayList<>();
    all.add(RoleRecords.inheritance(CLERK, AUDITOR, List.of(AUDITOR), "root", 3));
    all.add(RoleRecords.inheritance(CLERK, AUDITOR, List.of(), "root", 4));
    Exclusion exclusion = new Exclusion(CLERK, AUDITOR, "nobody audits himself", "root", TIME);
    all.add(RoleRecords.exclusion(exclusion, true, "root", 5));
    all.add(RoleRecords.exclusion(exclusion, false, "ro\u0000ot", 6));
    Assignment assigned =
        new Assignment(
            HELD, "ada", CLERK, Scope.everywhere(), TIME, 1, null, "root", TIME, "head of desk");
    Assignment delegated =
        new Assignment(
            new AssignmentId(uuid(53)),
            "bob",
            CLERK,
            Scope.context(CONTEXT),
            null,
            0,
            HELD,
            "ada",
            TIME,
            null);
    all.add(RoleRecords.given(assigned, JsonObject.of("subject", "ada"), 7));
    all.add(RoleRecords.given(delegated, JsonObject.of("subject", "bob"), 8));
    all.add(RoleRecords.ended(delegated, End.SOURCE_GONE, "it is gone", "system", 9));
    all.add(RoleRecords.ended(assigned, End.EXPIRED, "its time is over", "system", 10));
    all.add(RoleRecords.ended(assigned, End.REVOKED, "she left", "root", 11));
    all.add(RoleRecords.denied("eve", "plan.create", HELD.value(), "eve holds no role", 1, 0));
    all.add(RoleRecords.denied("eve", "plan.list", null, "eve holds no role", 12, 40));
    return all;
  }
}
