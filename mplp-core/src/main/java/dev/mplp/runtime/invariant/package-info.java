/**
 * Invariants: rules over the objects of a flow that no schema of one object can state.
 *
 * <p>{@link dev.mplp.runtime.invariant.InvariantSet} reads rules, {@link
 * dev.mplp.runtime.invariant.Scopes} holds what they are checked over, {@link
 * dev.mplp.runtime.invariant.InvariantEngine} checks.
 */
@NullMarked
package dev.mplp.runtime.invariant;

import org.jspecify.annotations.NullMarked;
