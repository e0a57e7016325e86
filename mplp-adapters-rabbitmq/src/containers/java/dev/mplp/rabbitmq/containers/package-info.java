/** The tests on a broker in a container, by the profile {@code containers}. */
@NullMarked
package dev.mplp.rabbitmq.containers;

import org.jspecify.annotations.NullMarked;
