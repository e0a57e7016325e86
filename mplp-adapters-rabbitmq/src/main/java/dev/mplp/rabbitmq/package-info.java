/** Events out and remote steps over RabbitMQ; the adapter arrives in a later release. */
@NullMarked
package dev.mplp.rabbitmq;

import org.jspecify.annotations.NullMarked;
