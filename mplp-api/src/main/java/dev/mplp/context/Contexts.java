package dev.mplp.context;

import dev.mplp.model.ContextId;
import org.jspecify.annotations.Nullable;

/** Contexts: the scopes that everything binds to. */
public interface Contexts {

  /** Creates a Context and activates it. */
  Context open(String title, Root root);

  /**
   * Creates a Context as given.
   *
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS}
   * @throws dev.mplp.ValidationException when it is not valid
   */
  Context create(Context context);

  /**
   * The Context.
   *
   * @throws dev.mplp.NotFoundException code {@code CONTEXT_NOT_FOUND}
   */
  Context get(ContextId contextId);

  /** draft or suspended to active; what was parked by {@link #suspend} goes on. */
  Context activate(ContextId contextId);

  /** active to suspended: executions park what is not yet running. */
  Context suspend(ContextId contextId, @Nullable String reason);

  /** To closed: executions are cancelled. */
  Context close(ContextId contextId, @Nullable String reason);

  /** closed to archived. */
  Context archive(ContextId contextId);
}
