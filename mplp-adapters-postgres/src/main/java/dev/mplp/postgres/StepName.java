package dev.mplp.postgres;

/** Names a step. */
record StepName(ExecutionKey execution, int index) {}
