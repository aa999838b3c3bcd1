import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A UUID, or a trace id of 32 hexadecimal digits. It is stored and logged in the clear, so nothing that could name a person is taken. */
const HARMLESS = /^(?:[\da-f]{32}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/** The id that ties together a request, its answer, its log lines and its events: the caller's own when it is harmless, else a new one. */
export function correlationIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-correlation-id'];
  return typeof given === 'string' && HARMLESS.test(given) ? given : randomUUID();
}
