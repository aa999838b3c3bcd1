import type { FastifyReply, FastifyRequest } from 'fastify';
import { Socket } from 'node:net';
import { isUploadRoute } from './attachments/upload.js';
import { answerWithProblem } from './problems/problem-answer.js';
import { Problem } from './problems/problem.js';

/** Time for a body of at most a megabyte. */
const BODY_MS_MAX = 30_000;
/** Time for a file: one of ten megabytes arrives within it at 300 kilobits a second. */
export const UPLOAD_MS_MAX = 300_000;
/** A file holds memory that others wait for, so one that hardly moves is cut off long before. */
const LOOK_MS = 10_000;
const BYTES_PER_LOOK_MIN = 65_536;

/** Answers a body that does not arrive in time with 408 and closes its connection, so that stalled senders hold neither. */
export function cutSlowBody(request: FastifyRequest, reply: FastifyReply): void {
  const { raw } = request;
  // Kept, since a request that was answered has none any more.
  const { socket } = raw;
  // What was handed over within the process has no connection to hold.
  if (!(socket instanceof Socket)) return;
  if (raw.headers['content-length'] === undefined && raw.headers['transfer-encoding'] === undefined) return;
  const isUpload = isUploadRoute(request);
  const timers = [setTimeout(cut, isUpload ? UPLOAD_MS_MAX : BODY_MS_MAX)];
  if (isUpload) timers.push(watch(request, cut));
  for (const timer of timers) timer.unref();
  const stop = (): void => timers.forEach((timer) => clearTimeout(timer));
  raw.once('end', stop);

  function cut(): void {
    stop();
    if (raw.complete) return;
    // What was answered before its body came keeps the connection open for the rest.
    if (reply.sent) return void socket.destroy();
    reply.raw.once('finish', () => socket.destroy());
    void reply.header('connection', 'close');
    answerWithProblem(new Problem('request-too-slow'), request, reply);
  }
}

function watch({ raw: { socket } }: FastifyRequest, stalled: () => void): NodeJS.Timeout {
  let before = socket.bytesRead;
  return setInterval(() => {
    if (socket.bytesRead - before < BYTES_PER_LOOK_MIN) stalled();
    before = socket.bytesRead;
  }, LOOK_MS);
}
