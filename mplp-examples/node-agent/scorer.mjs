// An example handler: scores an applicant. What it returns is the step's output; what it throws
// fails the attempt, unless the plan says otherwise to be tried again.

import { setTimeout as sleep } from 'node:timers/promises';

export default async function score(request, { signal, progress }) {
  progress(0.1, 'looking at the applicant');
  await sleep(50, null, { signal }); // stands for a model that is asked; cancelled with the step
  return { by: `node-${process.pid}`, score: 300 + (request.description.length * 37) % 550 };
}
