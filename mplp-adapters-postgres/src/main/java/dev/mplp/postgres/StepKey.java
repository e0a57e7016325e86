package dev.mplp.postgres;

/**
 * Names a step row.
 *
 * @param execution the number of its execution
 */
record StepKey(long execution, int index) {}
