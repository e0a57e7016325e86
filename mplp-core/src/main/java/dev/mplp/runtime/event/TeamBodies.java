package dev.mplp.runtime.event;

import dev.mplp.collab.Collab;
import dev.mplp.collab.CollabParticipant;
import dev.mplp.collab.CollabStatus;
import dev.mplp.extension.Extension;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ProtocolObject;
import dev.mplp.network.Network;
import dev.mplp.role.Role;
import java.util.List;

/** What the records of some objects say beyond those of all, for the sake of their wire shapes. */
final class TeamBodies {

  private TeamBodies() {}

  /** What an update did: capabilities granted and revoked, the topology that there was. */
  static JsonObject.Builder updated(
      JsonObject.Builder body, ProtocolObject before, ProtocolObject after) {
    if (before instanceof Role former && after instanceof Role role) {
      capabilities(body, "granted", role, former);
      capabilities(body, "revoked", former, role);
    }
    if (before instanceof Network former
        && after instanceof Network network
        && former.topologyType() != network.topologyType()) {
      body.put("topology_before", former.topologyType().wire());
    }
    return body;
  }

  private static void capabilities(JsonObject.Builder body, String name, Role of, Role notOf) {
    List<String> all = of.capabilities() == null ? List.of() : of.capabilities();
    List<String> others = notOf.capabilities() == null ? List.of() : notOf.capabilities();
    List<String> found = all.stream().distinct().filter(one -> !others.contains(one)).toList();
    if (!found.isEmpty()) {
      body.put(name, found);
    }
  }

  /**
   * What moved, where the status alone does not tell: the type of an extension, the participants of
   * a session that begins.
   */
  static JsonObject.Builder moved(
      JsonObject.Builder body, ProtocolObject before, ProtocolObject after) {
    if (after instanceof Extension extension) {
      body.put("extension_type", extension.extensionType().wire());
    }
    if (before instanceof Collab draft
        && draft.status() == CollabStatus.DRAFT
        && after instanceof Collab session
        && session.status() == CollabStatus.ACTIVE) {
      body.put("mode", session.mode().wire());
      body.put(
          MapShape.PARTICIPANTS,
          session.participants().stream().map(TeamBodies::participant).toList());
    }
    return body;
  }

  private static JsonObject participant(CollabParticipant participant) {
    return JsonObject.builder()
        .put("participant_id", participant.participantId())
        .put("kind", participant.kind().wire())
        .putIfPresent("role_id", participant.roleId())
        .build();
  }
}
