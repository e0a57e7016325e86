/**
 * Events to other systems over RabbitMQ: {@link dev.mplp.rabbitmq.RabbitMqBroker}. See the page
 * {@code docs/rabbitmq.md}.
 */
@NullMarked
package dev.mplp.rabbitmq;

import org.jspecify.annotations.NullMarked;
