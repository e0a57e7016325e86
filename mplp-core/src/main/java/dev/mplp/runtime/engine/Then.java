package dev.mplp.runtime.engine;

import org.jspecify.annotations.Nullable;

/**
 * What is done once the settlement of an attempt was answered, on the thread that commits: it must
 * be quick. Whoever is told that it was not stored may settle the attempt anew.
 *
 * @param stopping instead, when its execution is stopping; null to let it be refused
 * @param conflict instead, when something else that was to be stored with it is not as it was; null
 *     where nothing else is
 * @param committed after it was stored; null for nothing
 */
record Then(
    @Nullable Runnable stopping, @Nullable Runnable conflict, @Nullable Runnable committed) {

  static final Then NOTHING = new Then(null, null, null);

  static Then whenStopping(Runnable instead) {
    return new Then(instead, null, null);
  }
}
