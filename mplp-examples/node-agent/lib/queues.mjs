// The exchanges and queues of remote steps, as every runtime and every agent declares them. What is
// there already stays as it is, so whoever runs the broker may set it up otherwise.

const PREFIX = process.env.RABBITMQ_STEPS_PREFIX || 'mplp';
const REQUESTS = `${PREFIX}.steps`;
const MOST_DELIVERIES = 1_000_000; // out of reach: beyond it the broker drops a message
const MOST_DEAD = 10_000;
const LONGEST_STEP = 31 * 24 * 3600 * 1000; // longer than any step: beyond it the broker gives it to another

export const REPLIES = `${PREFIX}.replies`; // the exchange, its routing key and the queue
export const DEAD_LETTERS = `${PREFIX}.dead`;
export const CANCELLATIONS = `${PREFIX}.steps.cancel`;

/** The word for a role in the names of queues: letters, digits, _ and - stay, all else is %XX. */
export function word(role) {
  return encodeURIComponent(role).replace(
      /[.!~*'()]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());
}

export const requests = (role) => `${REQUESTS}.${word(role)}`;
export const dead = (queue) => `${queue}.dead`;

/** Declares what is missing for the agents of a role. */
export async function declare(connection, role) {
  const queue = requests(role);
  await declareExchange(connection, REQUESTS, 'direct');
  await declareExchange(connection, REPLIES, 'direct');
  await declareExchange(connection, DEAD_LETTERS, 'direct');
  await declareExchange(connection, CANCELLATIONS, 'fanout');
  await declareQueue(connection, queue);
  await declareQueue(connection, REPLIES);
  await bind(connection, queue, REQUESTS, word(role));
  await bind(connection, REPLIES, REPLIES, REPLIES);
}

async function declareExchange(connection, name, type) {
  await unlessThere(connection, (channel) => channel.checkExchange(name), (channel) =>
    channel.assertExchange(name, type, { durable: true }));
}

/** Who has no right to leaves that to whoever set up the broker. */
async function bind(connection, queue, exchange, key) {
  await on(connection, (channel) => channel.bindQueue(queue, exchange, key)).catch((error) => {
    if (error.code !== 403) throw error;
  });
}

async function declareQueue(connection, queue) {
  await unlessThere(connection, (channel) => channel.checkQueue(dead(queue)), (channel) =>
    channel.assertQueue(dead(queue), {
      durable: true, arguments: { 'x-max-length': MOST_DEAD, 'x-overflow': 'drop-head' },
    }));
  await bind(connection, dead(queue), DEAD_LETTERS, dead(queue));
  await unlessThere(connection, (channel) => channel.checkQueue(queue), (channel) =>
    channel.assertQueue(queue, {
      durable: true,
      arguments: {
        'x-queue-type': 'quorum', 'x-delivery-limit': MOST_DELIVERIES, 'x-consumer-timeout': LONGEST_STEP,
      },
    }));
}

async function unlessThere(connection, look, make) {
  try {
    await on(connection, look);
  } catch (error) {
    if (error.code === 403) return; // it is there for others, and set up by them
    if (error.code !== 404) throw error;
    await on(connection, make);
  }
}

/** Does something on a channel of its own, as an error ends the channel. */
async function on(connection, act) {
  const channel = await connection.createChannel();
  channel.on('error', () => {}); // the call fails with it
  await act(channel);
  await channel.close();
}
