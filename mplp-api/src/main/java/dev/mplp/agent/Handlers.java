package dev.mplp.agent;

/**
 * What this process can do: handlers by role.
 *
 * <p>A step goes to a process that has a handler for its {@code agent_role}, or a default handler.
 * Until there is one it waits, and the {@link dev.mplp.observe.RuntimeListener} is told.
 */
public interface Handlers {

  /**
   * Registers the handler of a role.
   *
   * @param role a label or role id as plans name it, not empty
   * @return closes the registration: nothing more is claimed for it, running calls go on
   * @throws IllegalStateException if the role has a handler already
   */
  Registration register(String role, StepHandler handler);

  /**
   * Registers the handler of a role, and who undoes the steps that it completes.
   *
   * <p>That a step can be undone is recorded when it completes here. It is undone by any process
   * that has a compensator for the role by then; until there is one it waits, and the {@link
   * dev.mplp.observe.RuntimeListener} is told.
   *
   * @param role a label or role id as plans name it, not empty
   * @return closes the registration of both
   * @throws IllegalStateException if the role has a handler already
   */
  Registration register(String role, StepHandler handler, Compensator compensator);

  /**
   * Lets agents in other processes do the steps of a role, reached by the transport that the
   * runtime was given. Every process that is to see to such steps registers the role; agents need
   * no storage and know nothing of plans.
   *
   * <p>A step that was sent costs no thread and no place among those that run. Its replies are
   * taken by whichever process is there; the step is then settled as if a handler had answered.
   * What such a step completed is not undone: it has no compensator.
   *
   * @param role a label or role id as plans name it, 1 to 100 characters
   * @return closes the registration: nothing more is sent by this process, and what was answered
   *     waits for another
   * @throws IllegalArgumentException if the transport can have no queue for a role of this name
   * @throws IllegalStateException if the role has a handler already, or the runtime has no
   *     transport
   */
  Registration registerRemote(String role, RemoteOptions options);

  /** {@link #registerRemote(String, RemoteOptions)} with {@link RemoteOptions#DEFAULT}. */
  default Registration registerRemote(String role) {
    return registerRemote(role, RemoteOptions.DEFAULT);
  }

  /**
   * Registers the handler of every role that has none, and of steps without a role.
   *
   * @throws IllegalStateException if there is a default handler already
   */
  Registration registerDefault(StepHandler handler);

  /**
   * Registers the handler of every role that has none, and of steps without a role, and who undoes
   * the steps that it completes, as {@link #register(String, StepHandler, Compensator)} does.
   *
   * @throws IllegalStateException if there is a default handler already
   */
  Registration registerDefault(StepHandler handler, Compensator compensator);

  /** Ends a registration when closed; idempotent. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
