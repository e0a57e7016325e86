package dev.mplp.postgres;

import java.util.UUID;

/** Names an execution. */
record ExecutionKey(String tenant, UUID id) {}
