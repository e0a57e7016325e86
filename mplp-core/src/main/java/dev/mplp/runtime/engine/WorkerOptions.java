package dev.mplp.runtime.engine;

import java.time.Duration;

/**
 * How a worker works.
 *
 * @param name for people
 * @param concurrency handlers at once
 * @param lease how long the storage believes in a worker that says nothing
 * @param poll how often to look for work that no hint told about
 */
public record WorkerOptions(String name, int concurrency, Duration lease, Duration poll) {}
