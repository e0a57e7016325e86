/** Requests with an {@code Idempotency-Key}: carried out once, answered as often as they come. */
@org.jspecify.annotations.NullMarked
package dev.mplp.examples.server.idempotency;
