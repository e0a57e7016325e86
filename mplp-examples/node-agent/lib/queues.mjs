// The exchanges and queues of remote steps, as every runtime and every agent declares them. What is
// there already stays as it is, so whoever runs the broker may set it up otherwise.

const PREFIX = process.env.RABBITMQ_STEPS_PREFIX || 'mplp';
const REQUESTS = `${PREFIX}.steps`;
const MOST_DELIVERIES = 1_000_000; // out of reach: beyond it the broker drops a message
const MOST_DEAD = 10_000;

export const REPLIES = `${PREFIX}.replies`;
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
  await unlessThere(connection, (channel) => channel.checkExchange(REQUESTS), (channel) =>
    channel.assertExchange(REQUESTS, 'direct', { durable: true }));
  await unlessThere(connection, (channel) => channel.checkExchange(CANCELLATIONS), (channel) =>
    channel.assertExchange(CANCELLATIONS, 'fanout', { durable: true }));
  await declareQueue(connection, queue);
  await declareQueue(connection, REPLIES);
  await on(connection, (channel) => channel.bindQueue(queue, REQUESTS, word(role)));
}

async function declareQueue(connection, queue) {
  await unlessThere(connection, (channel) => channel.checkQueue(dead(queue)), (channel) =>
    channel.assertQueue(dead(queue), {
      durable: true, arguments: { 'x-max-length': MOST_DEAD, 'x-overflow': 'drop-head' },
    }));
  await unlessThere(connection, (channel) => channel.checkQueue(queue), (channel) =>
    channel.assertQueue(queue, {
      durable: true,
      arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': MOST_DELIVERIES },
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
