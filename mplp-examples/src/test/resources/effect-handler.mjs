// Has its effect at a server that counts, once a key; takes long enough to be killed meanwhile.

import { setTimeout as sleep } from 'node:timers/promises';

const by = `node-${process.pid}`;
const millis = Number(process.env.STEP_MILLIS);

export default async function effect(request, { signal }) {
  const key = encodeURIComponent(request.idempotency_key);
  const url = `${process.env.EFFECT_URL}${key}?attempt=${request.attempt}&by=${by}`;
  const answer = await fetch(url, { method: 'POST', signal });
  if (answer.status !== 204) throw new Error(`the effect was refused: ${answer.status}`);
  await sleep(millis, null, { signal });
  return { by };
}
