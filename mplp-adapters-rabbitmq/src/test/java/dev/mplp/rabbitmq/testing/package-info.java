/** A RabbitMQ server for tests. */
@NullMarked
package dev.mplp.rabbitmq.testing;

import org.jspecify.annotations.NullMarked;
