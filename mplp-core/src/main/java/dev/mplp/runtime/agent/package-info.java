/** Agents: processes that do steps of plans without having a storage. */
@NullMarked
package dev.mplp.runtime.agent;

import org.jspecify.annotations.NullMarked;
