/** The tests on a server in a container, by the profile {@code containers}. */
@NullMarked
package dev.mplp.redis.containers;

import org.jspecify.annotations.NullMarked;
