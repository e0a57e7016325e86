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
