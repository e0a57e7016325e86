// Does the steps of one role: takes requests from the role's queue, calls the handler, sends the
// reply, and only when the broker has the reply for good, acknowledges the request. Whatever breaks
// in between, the broker hands the request out again, here or to another agent.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import amqp from 'amqplib';
import * as queues from './queues.mjs';
import * as wire from './wire.mjs';

const LONGEST_PAUSE = 5_000;
const CONNECT_TIMEOUT = 5_000;
const PROGRESS_EVERY = 1_000;
const TRIES = 5; // to send what the broker refuses
const TRY_EVERY = 1_000;

const returned = new Set(); // ids of messages that no queue took

export class RemoteAgent {
  #urls; #role; #handler; #concurrency; #log;
  #calls = new Map(); // by request id, until their request is acknowledged
  #stopping = new AbortController();
  #visit = null;

  /** handler(request, { signal, progress }) answers with the output, or throws. */
  constructor({ urls, role, handler, concurrency = 4, log = console.error }) {
    this.#urls = urls;
    this.#role = role;
    this.#handler = handler;
    this.#concurrency = concurrency;
    this.#log = log;
  }

  /** Works until it is stopped; connects again whenever the connection breaks. */
  async run() {
    const stopped = this.#stopping.signal;
    for (let attempt = 0, pause = 100; !stopped.aborted; attempt++) {
      try {
        const url = this.#urls[attempt % this.#urls.length];
        const connection = await amqp.connect(url, { timeout: CONNECT_TIMEOUT });
        const end = ended(connection);
        await this.#begin(connection);
        if (stopped.aborted) await connection.close(); // it was stopped meanwhile
        pause = 100;
        this.#log(`ready: takes steps of role ${this.#role}`);
        throw await end;
      } catch (error) {
        this.#visit = null;
        if (stopped.aborted) break;
        this.#log(`no connection to the broker, which is tried again: ${error.message}`);
        await sleep(pause * (0.5 + Math.random() / 2), null, { signal: stopped }).catch(() => {});
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
  }

  async #begin(connection) {
    try {
      await queues.declare(connection, this.#role);
      const channel = await connection.createConfirmChannel();
      channel.on('error', () => {}); // its close says it
      channel.on('close', () => connection.close().catch(() => {}));
      channel.on('return', (message) => returned.add(message.properties.messageId));
      await channel.prefetch(this.#concurrency);
      const { queue } = await channel.assertQueue('', { exclusive: true });
      await channel.bindQueue(queue, queues.CANCELLATIONS, '');
      await channel.consume(queue, (message) => this.#cancel(message), { noAck: true });
      const { consumerTag } = await channel.consume(queues.requests(this.#role), (message) =>
        message === null // the queue was deleted: begin anew
          ? connection.close().catch(() => {})
          : this.#take(channel, message).catch((error) => this.#log(`the broker gets no answer: ${error.message}`)));
      this.#visit = { connection, channel, consumerTag };
    } catch (error) {
      await connection.close().catch(() => {});
      throw error;
    }
  }

  async #take(channel, message) {
    let request;
    try {
      request = wire.readRequest(message, this.#role);
    } catch (error) {
      this.#log(`a message is a dead letter: ${error.message}`);
      const bury = wire.bury(message, queues.requests(this.#role), error.message);
      await surely(channel, () => publish(channel, ...bury));
      channel.ack(message);
      return;
    }
    const call = this.#calls.get(request.request_id) ?? this.#call(request, channel);
    call.channel = channel; // that on which the request came last
    const reply = await call.reply;
    if (reply !== null) await surely(channel, () => this.#send(channel, reply));
    channel.ack(message);
    this.#calls.delete(request.request_id);
  }

  /** Begins a call. Should the request come again meanwhile, it joins this one. */
  #call(request, channel) {
    const abort = new AbortController();
    const call = { request, abort, channel, done: false };
    const tell = (body) => this.#send(call.channel, body).catch(() => {});
    let told = 0;
    const progress = (fraction, text) => {
      if (Date.now() - told < PROGRESS_EVERY) return;
      told = Date.now();
      tell(wire.progress(request, fraction, text));
    };
    const beat = setInterval(() => tell(wire.heartbeat(request)), request.heartbeat_seconds * 1000);
    call.reply = (async () => this.#handler(request, { signal: abort.signal, progress }))()
        .then((output) => wire.completed(request, output), (error) => wire.failed(request, error))
        .then((reply) => (abort.signal.aborted ? null : reply))
        .finally(() => {
          clearInterval(beat);
          call.done = true;
        });
    this.#calls.set(request.request_id, call);
    this.#forget();
    return call;
  }

  /** Replies that could not be sent are kept for when their request comes again; not for ever. */
  #forget() {
    for (const [id, call] of this.#calls) {
      if (this.#calls.size <= 4 * this.#concurrency) return;
      if (call.done) this.#calls.delete(id);
    }
  }

  #cancel(message) {
    if (message === null) return;
    try {
      const isMeant = wire.readCancellation(message);
      for (const call of this.#calls.values()) if (isMeant(call.request)) call.abort.abort();
    } catch (error) {
      this.#log(`a cancellation is passed over: ${error.message}`);
    }
  }

  #send(channel, reply) {
    return publish(channel, queues.REPLIES, queues.REPLIES, Buffer.from(JSON.stringify(reply)), {
      contentType: 'application/json',
      correlationId: reply.request_id,
      type: reply.type,
      headers: { 'mplp-role': this.#role },
      persistent: true,
    });
  }

  /** Takes no more steps, waits for those at hand, then ends the connection. */
  async stop(patience = 20_000) {
    const visit = this.#visit;
    if (visit !== null) {
      await visit.channel.cancel(visit.consumerTag).catch(() => {});
      const end = Date.now() + patience;
      while (this.#visit === visit && this.#calls.size > 0 && Date.now() < end) await sleep(20);
    }
    this.#stopping.abort();
    await visit?.connection.close().catch(() => {});
  }
}

/**
 * Sends what a request waits for. Where the broker refuses it again and again, the channel is ended:
 * the request comes again, and the next channel begins with declaring what is missing.
 */
async function surely(channel, send) {
  for (let left = TRIES; ; left--) {
    try {
      return await send();
    } catch (error) {
      if (left > 1) {
        await sleep(TRY_EVERY);
      } else {
        await channel.close().catch(() => {}); // rejects when it ended by itself
        throw error;
      }
    }
  }
}

/** Sends to a queue; fulfilled when the broker has it there for good. */
function publish(channel, exchange, key, content, options) {
  const messageId = randomUUID();
  return new Promise((resolve, reject) => {
    channel.publish(exchange, key, content, { ...options, messageId, mandatory: true }, (error) => {
      const why = returned.delete(messageId) ? new Error(`no queue takes it from ${exchange}`) : error;
      if (why) reject(why);
      else resolve();
    });
  });
}

/** Why a connection ended, once it did. */
function ended(connection) {
  return new Promise((resolve) => {
    let why = new Error('it was closed');
    connection.on('error', (error) => { why = error; });
    connection.on('close', (error) => resolve(error ?? why));
  });
}
