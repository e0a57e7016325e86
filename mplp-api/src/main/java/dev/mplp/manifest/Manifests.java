package dev.mplp.manifest;

import dev.mplp.event.Watch;
import dev.mplp.model.CoreId;
import dev.mplp.model.Cursor;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this runtime offers to a tenant: its manifests, one of them active at a time.
 *
 * <p>While a manifest is active, the services of a module that it does not list, or lists as
 * disabled, answer {@code MODULE_DISABLED}; the manifests themselves are always there. Without an
 * active manifest everything is offered. A switch counts at once in the process that made it and
 * within {@link #SWITCH_SECONDS} seconds in the others; what is being executed is not stopped by
 * it.
 *
 * <p>{@link CoreStatus} and {@link ModuleStatus} tell which status follows which, and by what.
 */
public interface Manifests {

  /** After so many seconds every process knows what is switched. */
  int SWITCH_SECONDS = 1;

  /**
   * Stores a manifest, which is a draft.
   *
   * @throws dev.mplp.ConflictException code {@code ALREADY_EXISTS}; {@code READ_ONLY_PART} when it
   *     is not a draft
   * @throws dev.mplp.ValidationException when it lists a module twice
   */
  CoreManifest create(CoreManifest manifest);

  /**
   * The manifest.
   *
   * @throws dev.mplp.NotFoundException code {@code CORE_NOT_FOUND}
   */
  CoreManifest get(CoreId coreId);

  /** The manifest with the version that {@link #update} takes. */
  Versioned<CoreManifest> read(CoreId coreId);

  /**
   * Replaces the content of a draft; the modules of one that is active are switched by {@link
   * #switchModule}.
   *
   * @throws dev.mplp.ConflictException code {@code VERSION_CONFLICT}, {@code LOCKED}, {@code
   *     READ_ONLY_PART}
   * @throws dev.mplp.ValidationException when it lists a module twice
   */
  Versioned<CoreManifest> update(CoreManifest manifest, long version);

  /**
   * Manifests, oldest first.
   *
   * @param after null for the first page
   * @param limit 1 to 500; a page may have fewer although there is a next one
   */
  Page<ManifestSummary> list(ManifestFilter filter, @Nullable Cursor after, int limit);

  /** The one that is active, empty when none is. */
  Optional<CoreManifest> active();

  /** draft to active; the one that was active until then is deprecated in the same commit. */
  CoreManifest activate(CoreId coreId);

  /** active to deprecated: from then on everything is offered, until another one is activated. */
  CoreManifest deprecate(CoreId coreId, @Nullable String reason);

  /** deprecated to archived. */
  CoreManifest archive(CoreId coreId);

  /**
   * Changes the status of a module that the active manifest lists.
   *
   * @throws dev.mplp.ConflictException code {@code NO_MANIFEST} when none is active, {@code
   *     NOT_LISTED} when it does not list the module, {@code REQUIRED_MODULE} when a module that is
   *     marked required, or the Core module, would be disabled
   */
  CoreManifest switchModule(ModuleName module, ModuleStatus status, @Nullable String reason);

  /** Whether what is offered to the tenant now is enough for a profile. */
  ProfileReport check(Profile profile);

  /** Removes an archived manifest for good. */
  void purge(CoreId coreId);

  /**
   * Follows what happens to a manifest.
   *
   * @param after 0 for the beginning, else where a former watch had come to
   */
  Watch watch(CoreId coreId, long after);
}
