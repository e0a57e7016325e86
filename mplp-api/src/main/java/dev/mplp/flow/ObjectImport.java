package dev.mplp.flow;

import dev.mplp.model.ProtocolObject;

/**
 * Objects of one Context that are adopted one after the other, as {@link Flows#importFlow} adopts
 * those of a flow. Each is a commit of its own: when this returns, it is there for good, and what
 * comes after it changes nothing of that. There is nothing to close. Of one thread.
 */
public interface ObjectImport {

  /**
   * Adopts an object as it stands.
   *
   * @return false when it is stored already with the same content, and is left alone
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS} when an object of this id is
   *     stored with another content, whatever happened to it since not counted
   * @throws dev.mplp.FlowException when it belongs to another Context
   * @throws dev.mplp.NotFoundException code {@code CONTEXT_NOT_FOUND} when the Context is neither
   *     stored nor this object
   * @throws dev.mplp.PermissionDeniedException when it is a Role and the caller may not make Roles
   */
  boolean adopt(ProtocolObject object);
}
