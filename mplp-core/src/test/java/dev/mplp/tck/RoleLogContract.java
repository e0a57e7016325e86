package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Root;
import dev.mplp.context.Verification;
import dev.mplp.flow.Flow;
import dev.mplp.model.AssignmentId;
import dev.mplp.model.ContextId;
import dev.mplp.model.Principal;
import dev.mplp.model.Versioned;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.AssignmentFilter;
import dev.mplp.role.DelegationDraft;
import dev.mplp.role.Role;
import dev.mplp.role.Scope;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is stored of roles, of what ties them and of who holds them is what the log of the tenant
 * tells, and whatever is altered behind its back is found and named.
 */
public abstract class RoleLogContract extends RoleKit {

  private static final String ROLE = "role";
  private static final String TIES = "role-ties";
  private static final String HEIR = "role-heir";
  private static final String NAME = "role-name";
  private static final String ASSIGNMENT = "role-assignment";

  private Mplp mplp;
  private Storage storage;
  private Role base;
  private Role clerk;
  private Role auditor;
  private Assignment held;

  /** For the storages. */
  protected RoleLogContract() {}

  @BeforeEach
  void live() {
    mplp = open(true);
    storage = fixture().open();
    base = role(mplp, "base", "plan.read");
    clerk = role(mplp, "clerk", "plan.create");
    auditor = role(mplp, "auditor", "trace.read");
    mplp.roles().inherit(clerk.roleId(), base.roleId());
    mplp.roles().exclude(clerk.roleId(), auditor.roleId(), "nobody audits himself");
    held = assignments(mplp).assign(AssignmentDraft.of("ada", clerk.roleId()).delegable(1));
  }

  private List<Verification.Finding> findings() {
    return mplp.contexts().verify(mplp.contexts().system().contextId()).findings();
  }

  @Test
  void everythingThatHappensToRoles_isToldByTheLog() {
    Versioned<Role> read = mplp.roles().read(base.roleId());
    mplp.roles().update(read.value().toBuilder().name("ground").build(), read.version());
    mplp.roles().grant(clerk.roleId(), "plan.update");
    mplp.roles().revoke(clerk.roleId(), "plan.create");
    Role other = role(mplp, "other");
    mplp.roles().inherit(other.roleId(), base.roleId());
    mplp.roles().inherit(other.roleId(), auditor.roleId());
    mplp.roles().disinherit(other.roleId(), base.roleId());
    Role gone = role(mplp, "gone");
    mplp.roles().inherit(gone.roleId(), base.roleId());
    mplp.roles().exclude(gone.roleId(), auditor.roleId(), "for a while");
    mplp.roles().purge(gone.roleId());
    role(mplp, "gone", "trace.read");
    mplp.roles().archive(role(mplp, "away").roleId());
    mplp.roles().exclude(base.roleId(), auditor.roleId(), "first reason");
    mplp.roles().endExclusion(auditor.roleId(), base.roleId());
    mplp.roles().exclude(auditor.roleId(), base.roleId(), "second reason");
    ContextId loan = mplp.contexts().open("Loan", Root.of("finance", "staging")).contextId();
    Assignment inLoan =
        assignments(mplp)
            .assign(AssignmentDraft.of("cid", clerk.roleId()).within(Scope.context(loan)));
    assignments(mplp)
        .assign(
            AssignmentDraft.of("dan", clerk.roleId())
                .within(Scope.object(loan))
                .until(storage.now().plus(Duration.ofHours(1)))
                .because("for an hour"));
    assignments(mplp.as(Principal.of("ada")))
        .delegate(held.assignmentId(), DelegationDraft.to("bob"));
    assignments(mplp).revoke(inLoan.assignmentId(), "she left");
    Context elsewhere =
        Context.builder(Root.of("a", "b"), "Imported").status(ContextStatus.ACTIVE).build();
    Role sameName = Role.builder("clerk").capabilities(List.of("*")).build();
    mplp.flows().importFlow(new Flow(List.of(elsewhere, sameName)));
    assertThat(findings()).isEmpty();
    assignments(mplp).revoke(held.assignmentId(), "she left, too");
    fixture().advance(Duration.ofHours(2));
    await(
        "nobody holds anything",
        () -> assignments(mplp).list(AssignmentFilter.all(), null, 10).items().isEmpty());
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatIsAltered_isFoundAndNamed() {
    assertThat(findings()).isEmpty();
    String clerkId = clerk.roleId().value();
    String role = "role " + clerkId;
    String assignment = "assignment " + held.assignmentId();
    altered(ROLE, clerkId, "plan.create", "role.assign", role, "tells another capabilities");
    altered(
        TIES,
        clerkId,
        base.roleId().value(),
        auditor.roleId().value(),
        role,
        "the log tells another inheritance");
    altered(TIES, clerkId, "nobody audits", "everybody is", role, "the log tells other exclusions");
    altered(
        ASSIGNMENT,
        held.assignmentId().value(),
        "\"ada\"",
        "\"eve\"",
        assignment,
        "the log tells another subject");
    altered(
        ASSIGNMENT,
        held.assignmentId().value(),
        "\"delegable\":1",
        "\"delegable\":5",
        assignment,
        "the log tells another delegable");
    altered(
        NAME,
        "clerk",
        clerkId,
        auditor.roleId().value(),
        "role " + auditor.roleId(),
        "it is found by the name \"clerk\", which it has not");
    assertThat(findings()).isEmpty();
  }

  /** Alters a document, looks whether that is found, and sets it right. */
  private void altered(
      String kind, String id, String from, String to, String object, String message) {
    Document stored = stored(kind, id);
    put(stored, body -> body.replace(from, to), stored.index());
    assertThat(findings())
        .as(kind)
        .anySatisfy(
            finding -> {
              assertThat(finding.rule()).isEqualTo("log");
              assertThat(finding.object()).isEqualTo(object);
              assertThat(finding.message()).contains(message);
              assertThat(finding.isError()).isTrue();
            });
    put(stored(kind, id), body -> text(stored), stored.index());
  }

  private Document stored(String kind, String id) {
    return storage.get(new DocumentKey("default", kind, id)).orElseThrow();
  }

  private static String text(Document document) {
    return new String(document.body(), StandardCharsets.UTF_8);
  }

  private void put(Document over, UnaryOperator<String> edit, Map<String, String> index) {
    String body = edit.apply(text(over));
    commit(
        new Change.PutDocument(
            over.key().kind(),
            over.key().id(),
            over.version(),
            body.getBytes(StandardCharsets.UTF_8),
            index));
  }

  private void commit(Change change) {
    assertThat(storage.commit(ChangeSet.builder("default").add(change).build()).isCommitted())
        .isTrue();
  }

  private void found(String object, String message) {
    assertThat(findings())
        .filteredOn(finding -> finding.object().equals(object))
        .extracting(Verification.Finding::message)
        .contains(message);
  }

  @Test
  void whatAnAssignmentIsListedBy_isWhatItSays() {
    Document stored = stored(ASSIGNMENT, held.assignmentId().value());
    Map<String, String> index = new HashMap<>(stored.index());
    index.put("subject", "eve");
    put(stored, body -> body, index);
    found("assignment " + held.assignmentId(), "it is not listed by what it says");
  }

  @Test
  void assignmentThatWasForged_orTakenAway_isFound() {
    Document stored = stored(ASSIGNMENT, held.assignmentId().value());
    AssignmentId forged = AssignmentId.random();
    commit(
        new Change.PutDocument(
            ASSIGNMENT,
            forged.value(),
            0,
            text(stored)
                .replace(held.assignmentId().value(), forged.value())
                .getBytes(StandardCharsets.UTF_8),
            stored.index()));
    found("assignment " + forged, "the log does not tell of it");
    commit(new Change.DeleteDocument(ASSIGNMENT, held.assignmentId().value(), 1));
    found("assignment " + held.assignmentId(), "the log tells of it, and it is not stored");
  }

  @Test
  void tiesThatWereTakenAway_areFound() {
    String id = clerk.roleId().value();
    commit(new Change.DeleteDocument(TIES, id, stored(TIES, id).version()));
    found("role " + id, "the log tells another inheritance");
    found("role " + id, "the log tells other exclusions");
    String heir = base.roleId() + "/" + id;
    commit(new Change.DeleteDocument(HEIR, heir, 1));
    found("role " + id, "it is not listed as an heir of role " + base.roleId());
  }

  @Test
  void roleThatWasTakenAway_andThePosition_areFound() {
    String id = auditor.roleId().value();
    commit(new Change.DeleteDocument(ROLE, id, stored(ROLE, id).version()));
    commit(new Change.DeleteDocument(NAME, "clerk", stored(NAME, "clerk").version()));
    Document position = stored("role-position", "position");
    commit(new Change.DeleteDocument("role-position", "position", position.version()));
    found("role " + id, "the log tells of it, and it is not stored");
    found("role " + clerk.roleId(), "it is not found by its name");
    found("roles", "the log tells position " + position.version() + ", stored is 0");
  }
}
