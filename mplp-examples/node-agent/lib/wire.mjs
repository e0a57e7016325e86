// The messages of remote steps: JSON in UTF-8. docs/remote-agents.md has their schemas.

import { DEAD_LETTERS, dead } from './queues.mjs';

const VERSION = 1;
const MAX_BYTES = 8 * 1024 * 1024;
const MOST_DELIVERIES = 20; // then it is put aside: agents died of it

/** The request in a message; throws with the reason when it is none for this role. */
export function readRequest(message, role) {
  const before = message.properties.headers?.['x-delivery-count'] ?? 0;
  if (before >= MOST_DELIVERIES) throw new Error(`it was handed out ${before} times, and never done`);
  const request = read(message, 'step.request');
  for (const name of ['request_id', 'execution_id', 'step_id', 'idempotency_key', 'description']) {
    if (typeof request[name] !== 'string') throw new Error(`its ${name} is no text`);
  }
  if (!(Number.isInteger(request.attempt) && request.attempt >= 1)) throw new Error('its attempt is no number from 1');
  if (!(request.heartbeat_seconds >= 1)) throw new Error('its heartbeat_seconds is no number from 1');
  if (request.role !== role) throw new Error(`it is for role ${JSON.stringify(request.role)}, not for ${role}`);
  return request;
}

/** Answers for a request whether the cancellation in a message means it. */
export function readCancellation(message) {
  const cancel = read(message, 'step.cancel');
  const until = Date.parse(cancel.sent_at);
  const named = cancel.request_id === undefined ? 'execution_id' : 'request_id';
  return (request) => request[named] === cancel[named] && Date.parse(request.sent_at) <= until;
}

function read(message, type) {
  if (message.content.length > MAX_BYTES) {
    throw new Error(`it has ${message.content.length} bytes; a message has at most ${MAX_BYTES}`);
  }
  if (message.properties.contentType !== 'application/json') {
    throw new Error(`its content type is ${message.properties.contentType}, not application/json; an`
        + ' encrypting runtime sends readable steps when it is told to');
  }
  const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(message.content));
  if (value === null || typeof value !== 'object' || value.type !== type || value.version !== VERSION) {
    throw new Error(`it is no ${type} of version ${VERSION}`);
  }
  return value;
}

export function completed(request, output) {
  const reply = answer(request, 'step.completed', { output: output ?? {} });
  return Buffer.byteLength(JSON.stringify(reply)) <= MAX_BYTES
    ? reply
    : failed(request, { code: 'OUTPUT_TOO_LARGE', message: `more than ${MAX_BYTES} bytes`, retryable: false });
}

/** What a handler threw; it may say code and retryable itself. */
export function failed(request, error) {
  return answer(request, 'step.failed', {
    error: {
      code: String(error?.code ?? 'AGENT_FAILED').slice(0, 100),
      message: String(error?.message ?? error).slice(0, 2000),
      retryable: error?.retryable ?? true,
    },
  });
}

export const heartbeat = (request) => answer(request, 'step.heartbeat', {});

export const progress = (request, fraction, message) =>
  answer(request, 'step.progress', { fraction, message: message?.slice(0, 500) });

function answer(request, type, more) {
  return { type, version: VERSION, request_id: request.request_id, attempt: request.attempt, ...more };
}

/**
 * Puts a message aside for people, with the reason. Its properties are made anew: those that somebody
 * else gave may name another user, or fill a frame, and the broker would take no copy.
 */
export function bury(message, queue, reason) {
  const { contentType, correlationId, headers = {} } = message.properties;
  return [DEAD_LETTERS, dead(queue), message.content, {
    contentType,
    correlationId,
    headers: { 'mplp-reason': reason.slice(0, 1000), 'mplp-headers': JSON.stringify(headers).slice(0, 2000) },
    persistent: true,
  }];
}
