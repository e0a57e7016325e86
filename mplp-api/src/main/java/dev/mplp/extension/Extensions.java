package dev.mplp.extension;

import dev.mplp.event.Watch;
import dev.mplp.model.Cursor;
import dev.mplp.model.ExtensionId;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * Extensions: what a Context is extended by, and whether it is in use.
 *
 * <p>{@link ExtensionStatus} tells which status follows which, and by what.
 */
public interface Extensions {

  /**
   * Registers an extension as given.
   *
   * @throws dev.mplp.NotFoundException code {@code CONTEXT_NOT_FOUND}
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS}; {@code CONTEXT_NOT_ACTIVE} when
   *     the Context is closed or archived
   * @throws dev.mplp.ValidationException when it is not valid
   */
  Extension create(Extension extension);

  /**
   * The extension.
   *
   * @throws dev.mplp.NotFoundException code {@code EXTENSION_NOT_FOUND}
   */
  Extension get(ExtensionId extensionId);

  /** As {@link #get}, with the version that {@link #update} takes. */
  Versioned<Extension> read(ExtensionId extensionId);

  /**
   * Replaces everything but identifier, Context, status, creation and events.
   *
   * @param version under which the caller read it
   * @throws dev.mplp.ConflictException code {@code VERSION_CONFLICT} when it was changed since,
   *     {@code LOCKED} when its governance forbids changes, {@code READ_ONLY_PART} when status or
   *     Context are others than the stored
   * @throws dev.mplp.ValidationException when it is not valid
   */
  Versioned<Extension> update(Extension extension, long version);

  /** registered or inactive to active: it is in use. */
  Extension activate(ExtensionId extensionId);

  /** active to inactive. */
  Extension deactivate(ExtensionId extensionId, @Nullable String reason);

  /** registered, active or inactive to deprecated: ends here. */
  Extension deprecate(ExtensionId extensionId, @Nullable String reason);

  /**
   * Extensions, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500; a page may have fewer although there is a next one
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  Page<ExtensionSummary> list(ExtensionFilter filter, @Nullable Cursor after, int limit);

  /**
   * Puts an extension away that is deprecated: lists leave it out unless asked for it, and it is
   * not changed any more, with the code {@code ARCHIVED}; its wire form stays as it is. Nothing
   * happens when it is archived.
   *
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} when it is not; {@code LOCKED}
   * @throws dev.mplp.NotFoundException code {@code EXTENSION_NOT_FOUND}
   */
  void archive(ExtensionId extensionId);

  /**
   * Removes an extension that is deprecated for good. The log keeps its records, and one that tells
   * of the removal.
   *
   * @throws dev.mplp.ConflictException code {@code NOT_OVER} when it is not deprecated; {@code
   *     LOCKED}
   * @throws dev.mplp.NotFoundException code {@code EXTENSION_NOT_FOUND}
   */
  void purge(ExtensionId extensionId);

  /**
   * Follows what happens to it.
   *
   * @param after 0 for the beginning, else where a former watch had come to
   * @throws dev.mplp.NotFoundException code {@code EXTENSION_NOT_FOUND}
   */
  Watch watch(ExtensionId extensionId, long after);
}
