package dev.mplp.runtime.confirm;

import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.InboxCount;
import dev.mplp.confirm.Seat;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.runtime.approval.Course;
import dev.mplp.runtime.approval.Delegation;
import dev.mplp.runtime.approval.Seating;
import dev.mplp.runtime.object.Cursors;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits for whom: a document of the kind {@value Kinds#APPROVAL_TASK} for each approver who is
 * asked, under the index value {@code waiting_for}. An approval that asks the same person in
 * several ways is shown once: each entry names those that go before it.
 */
final class Inbox {

  /** Of several delegations to one person the one that ends last is filed. */
  private static final Comparator<Delegation> LAST_TO_END =
      Comparator.comparing(
          Delegation::until, Comparator.nullsFirst(Comparator.<Instant>reverseOrder()));

  private final Storage storage;
  private final String tenant;

  Inbox(Storage storage, String tenant) {
    this.storage = storage;
    this.tenant = tenant;
  }

  /** The index value under which an approver's entries are found. */
  static String key(Approver approver) {
    return (approver.kind() == Approver.Kind.ROLE ? "role:" : "subject:") + approver.name();
  }

  /** Makes the entries what they should be; the versions of those that stay are answered. */
  static Map<String, Long> file(ApprovalRecord record, Instant now, List<Change> changes) {
    Map<String, InboxEntry> wanted = record.open() ? entries(record, now) : Map.of();
    Map<String, Long> former = record.filed().inbox();
    String id = record.confirmId().value() + '/';
    former.forEach(
        (key, version) -> {
          if (!wanted.containsKey(key)) {
            changes.add(new Change.DeleteDocument(Kinds.APPROVAL_TASK, id + key, version));
          }
        });
    Map<String, Long> versions = new LinkedHashMap<>();
    wanted.forEach(
        (key, entry) -> {
          long version = former.getOrDefault(key, 0L);
          changes.add(
              new Change.PutDocument(
                  Kinds.APPROVAL_TASK,
                  id + key,
                  version,
                  Wire.bytes(entry.toJson()),
                  Map.of("waiting_for", key)));
          versions.put(key, version + 1);
        });
    return versions;
  }

  private static Map<String, InboxEntry> entries(ApprovalRecord record, Instant now) {
    Course course =
        record.course().rejected()
            ? record.course().nextRound(record.policy(), record.digest(), now)
            : record.course();
    ApprovalStage rule = course.rule(record.policy());
    Map<String, InboxEntry> entries = new LinkedHashMap<>();
    for (Seat seat : rule.seats()) {
      if (Seating.hasRoom(rule, course, seat.approver())) {
        put(entries, record, course, seat.approver(), null);
      }
    }
    course.delegations().stream()
        .filter(delegation -> delegation.holds(now))
        .filter(delegation -> isAsked(rule, course, delegation))
        .sorted(LAST_TO_END)
        .forEach(
            delegation ->
                put(entries, record, course, Approver.subject(delegation.to()), delegation));
    return entries;
  }

  /** Whether the decision that was handed on is still to be made. */
  private static boolean isAsked(ApprovalStage rule, Course course, Delegation delegation) {
    return course.votes().stream().noneMatch(vote -> vote.concerns(delegation.holder()))
        && rule.seats().stream()
            .map(Seat::approver)
            .filter(delegation.as()::contains)
            .anyMatch(approver -> Seating.hasRoom(rule, course, approver));
  }

  private static void put(
      Map<String, InboxEntry> entries,
      ApprovalRecord record,
      Course course,
      Approver approver,
      @Nullable Delegation delegation) {
    String key = key(approver);
    if (!entries.containsKey(key)) {
      List<String> before = List.copyOf(entries.keySet());
      entries.put(key, InboxEntry.of(record, course, approver, delegation, before));
    }
  }

  /** A page of what waits for somebody. */
  Page<ApprovalSummary> page(People.Looking who, Instant now, @Nullable Cursor after, int limit) {
    if (limit < 1 || limit > 100) {
      throw new IllegalArgumentException("limit must be 1 to 100 but is " + limit);
    }
    String list = tenant + " inbox " + who.subject();
    long from = Cursors.place(list, after);
    List<Document> found = waiting(who, from, limit + 1);
    boolean more = found.size() > limit;
    List<Document> looked = more ? found.subList(0, limit) : found;
    List<ApprovalSummary> shown = new ArrayList<>();
    for (Document document : looked) {
      InboxEntry entry = InboxEntry.of(document);
      if (entry.concerns(who, now)) {
        shown.add(entry.summary());
      }
    }
    Cursor next = more ? Cursors.of(list, looked.get(limit - 1).order()) : null;
    return new Page<>(shown, next);
  }

  /** How much waits for somebody. */
  InboxCount count(People.Looking who, Instant now) {
    List<Document> found = waiting(who, 0, InboxCount.MOST);
    int waiting = 0;
    Instant nextDue = null;
    for (Document document : found) {
      InboxEntry entry = InboxEntry.of(document);
      if (entry.concerns(who, now)) {
        waiting++;
        Instant due = entry.due();
        if (due != null && (nextDue == null || due.isBefore(nextDue))) {
          nextDue = due;
        }
      }
    }
    return new InboxCount(waiting, found.size() == InboxCount.MOST, nextDue);
  }

  /** The first of all entries under the keys of a person. */
  private List<Document> waiting(People.Looking who, long from, int limit) {
    List<Document> found = new ArrayList<>();
    for (String key : InboxEntry.keys(who.anywhere())) {
      found.addAll(
          storage.list(
              new DocumentQuery(
                  tenant, Kinds.APPROVAL_TASK, Map.of("waiting_for", key), from, limit)));
      found.addAll(FirstForm.waiting(storage, tenant, key, from, limit));
    }
    found.sort(Comparator.comparingLong(Document::order));
    return found.size() > limit ? found.subList(0, limit) : found;
  }
}
