// node agent.mjs ROLE HANDLER.mjs: an agent that does the steps of a role until it is told to stop.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RemoteAgent } from './lib/remote-agent.mjs';

const [role, file] = process.argv.slice(2);
if (!role || !file) {
  console.error('usage: node agent.mjs ROLE HANDLER.mjs');
  process.exit(2);
}

/** One URL for each host of amqp://user@host:port,host:port/virtual-host. */
function urls(text) {
  const [, scheme, user = '', hosts, rest] = /^(amqps?:\/\/)([^/]*@)?([^/?]*)(.*)$/.exec(text)
    ?? (() => { throw new Error('RABBITMQ_URL begins with amqp:// or amqps://'); })();
  return hosts.split(',').map((host) => {
    const url = new URL(scheme + user + host + rest);
    const { RABBITMQ_USER, RABBITMQ_PASSWORD, MQ_PASSWORD } = process.env; // they win over the URL
    url.username = encodeURIComponent(RABBITMQ_USER ?? '') || url.username || 'guest';
    url.password = encodeURIComponent(RABBITMQ_PASSWORD ?? MQ_PASSWORD ?? '') || url.password || 'guest';
    if (!url.searchParams.has('heartbeat')) url.searchParams.set('heartbeat', '10');
    return url.href;
  });
}

const { default: handler } = await import(pathToFileURL(resolve(file)));
const agent = new RemoteAgent({
  urls: urls(process.env.RABBITMQ_URL ?? 'amqp://localhost'),
  role,
  handler,
  concurrency: Number(process.env.MPLP_AGENT_CONCURRENCY ?? 4),
});
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => agent.stop());
await agent.run();
