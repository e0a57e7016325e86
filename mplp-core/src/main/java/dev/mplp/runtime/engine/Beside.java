package dev.mplp.runtime.engine;

import dev.mplp.spi.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes with an attempt when it ends, in the same commit: completed, failed or to be repeated,
 * but not parked or handed back.
 *
 * @param changes what else is stored
 * @param conflict see {@link Then}
 * @param committed see {@link Then}
 */
record Beside(List<Change> changes, Runnable conflict, @Nullable Runnable committed) {}
