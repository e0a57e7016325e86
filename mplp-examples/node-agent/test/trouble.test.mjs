// What is no request, and a broker that takes no replies: needs a broker of its own at RABBITMQ_URL, with the
// users guest and stranger.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'node:test';
import amqp from 'amqplib';
import * as queues from '../lib/queues.mjs';
import { RemoteAgent } from '../lib/remote-agent.mjs';

const URL_OF_BROKER = process.env.RABBITMQ_URL;
const ROLE = 'scorer';
const QUEUE = queues.requests(ROLE);

function request(description) {
  const id = randomUUID();
  return Buffer.from(JSON.stringify({
    type: 'step.request', version: 1, request_id: `default/${id}/0/1`, tenant: 'default', context_id: id, plan_id: id,
    execution_id: id, step_id: id, role: ROLE, attempt: 1, idempotency_key: id, description, inputs: {},
    sent_at: new Date().toISOString(), heartbeat_seconds: 15,
  }));
}

async function next(channel, queue) {
  for (let left = 300; left > 0; left--) {
    const message = await channel.get(queue, { noAck: true });
    if (message) return message;
    await sleep(100);
  }
  assert.fail(`nothing comes to ${queue}`);
}

test('poison and refused replies hold up nothing', { timeout: 60_000 }, async () => {
  const connection = await amqp.connect(URL_OF_BROKER);
  const other = await amqp.connect(Object.assign(new URL(URL_OF_BROKER), { username: 'stranger', password: 'secret' }).href);
  const json = { contentType: 'application/json' };
  let calls = 0;
  const handler = async (given) => { calls++; return { about: given.description }; };
  const agent = new RemoteAgent({ urls: [URL_OF_BROKER], role: ROLE, handler, concurrency: 1, log: () => {} });
  const running = agent.run();
  const done = () => {};
  try {
    await queues.declare(connection, ROLE);
    const channel = await connection.createChannel();

    const stranger = await other.createConfirmChannel();
    stranger.publish('', QUEUE, Buffer.from('of another user'), { ...json, userId: 'stranger' }, done);
    stranger.publish('', QUEUE, Buffer.from('with huge headers'), { ...json, headers: { note: 'n'.repeat(65_400) } }, done);
    stranger.publish('', QUEUE, request('first'), json, done);
    await stranger.waitForConfirms();
    const first = JSON.parse((await next(channel, queues.REPLIES)).content);
    assert.equal(first.output.about, 'first');
    for (const body of ['of another user', 'with huge headers']) {
      const dead = await next(channel, queues.dead(QUEUE));
      assert.equal(dead.content.toString(), body);
      assert.match(dead.properties.headers['mplp-reason'], /JSON/);
    }

    await channel.unbindQueue(queues.REPLIES, queues.REPLIES, queues.REPLIES);
    channel.publish('', QUEUE, request('second'), json);
    const second = JSON.parse((await next(channel, queues.REPLIES)).content);
    assert.equal(second.output.about, 'second');
    assert.equal(calls, 2);
    assert.equal((await channel.checkQueue(QUEUE)).messageCount, 0);
  } finally {
    await agent.stop();
    await running;
    await connection.close();
    await other.close();
  }
});
