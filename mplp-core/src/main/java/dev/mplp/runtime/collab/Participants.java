package dev.mplp.runtime.collab;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.Collabs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who takes part in a session: each once, not too many, and never nobody. */
final class Participants {

  private Participants() {}

  /** Refuses two of one name, and too many; all that is wrong is told. */
  static void check(List<CollabParticipant> participants) {
    List<Violation> violations = new ArrayList<>();
    if (participants.size() > Collabs.MOST_PARTICIPANTS) {
      violations.add(
          limit(
              "/participants",
              "maxItems",
              "must not have more than "
                  + Collabs.MOST_PARTICIPANTS
                  + " participants, but has "
                  + participants.size()));
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < participants.size(); i++) {
      String name = participants.get(i).participantId();
      if (!names.add(name)) {
        violations.add(
            limit(
                "/participants/" + i + "/participant_id",
                "unique",
                "must be the name of one participant only, but there is another \"" + name + '"'));
      }
    }
    if (!violations.isEmpty()) {
      throw new ValidationException("collab", violations);
    }
  }

  private static Violation limit(String pointer, String rule, String message) {
    return new Violation(pointer, Violation.Layer.LIMIT, rule, message);
  }

  static Collab join(Collab collab, CollabParticipant participant) {
    checkGoesOn(collab);
    if (find(collab, participant.participantId()) >= 0) {
      throw new ConflictException(
          "ALREADY_EXISTS",
          participant.participantId()
              + " takes part in collab "
              + collab.collabId()
              + " already; give the other one a participant_id of its own");
    }
    List<CollabParticipant> all = new ArrayList<>(collab.participants());
    all.add(participant);
    check(all);
    return collab.toBuilder().participants(all).build();
  }

  static Collab leave(Collab collab, String participantId) {
    checkGoesOn(collab);
    int index = find(collab, participantId);
    if (index < 0) {
      throw new NotFoundException("participant", participantId + " of collab " + collab.collabId());
    }
    if (collab.participants().size() == 1) {
      throw new ConflictException(
          "LAST_PARTICIPANT",
          participantId
              + " is the last participant of collab "
              + collab.collabId()
              + "; cancel the session instead");
    }
    List<CollabParticipant> others = new ArrayList<>(collab.participants());
    others.remove(index);
    return collab.toBuilder().participants(others).build();
  }

  private static int find(Collab collab, String participantId) {
    List<CollabParticipant> all = collab.participants();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).participantId().equals(participantId)) {
        return i;
      }
    }
    return -1;
  }

  private static void checkGoesOn(Collab collab) {
    if (collab.status().isTerminal()) {
      throw new ConflictException(
          "COLLAB_ENDED",
          "collab "
              + collab.collabId()
              + " is "
              + collab.status().wire()
              + " and its participants stay as they are");
    }
  }
}
