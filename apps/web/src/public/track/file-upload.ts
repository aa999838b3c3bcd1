import type { components } from '@redress/api-client';

/** A file that a complaint holds. */
export type KeptFile = Pick<components['schemas']['AttachmentAnswer']['attachment'], 'attachment'>;

/** What became of a file that was sent. */
export type UploadOutcome =
  | { readonly kept: KeptFile }
  /** `mayPass`: the same may be taken later, as it was not refused for what it is. */
  | { readonly refusal: string; readonly mayPass: boolean }
  | 'no-connection';

/** Statuses that say "not now". */
const LATER = [429, 503];

/**
 * Sends one file to the page that keeps it, with the cookie that no script can read. Sent again it is kept once, because the API knows its
 * content. Never rejects.
 *
 * By XMLHttpRequest, since `fetch` does not tell how much has been sent.
 * @param onSent is told which part of the file is sent, from 0 to 1
 */
export function uploadFile(file: File, onSent: (part: number) => void): Promise<UploadOutcome> {
  const { promise, resolve } = Promise.withResolvers<UploadOutcome>();
  const request = new XMLHttpRequest();
  request.open('POST', '/track/files');
  request.setRequestHeader('accept', 'application/json');
  request.responseType = 'json';
  request.upload.addEventListener('progress', ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total));
  request.addEventListener('load', () => resolve(outcomeOf(request)));
  for (const broken of ['error', 'abort', 'timeout']) request.addEventListener(broken, () => resolve('no-connection'));
  const form = new FormData();
  form.set('file', file);
  request.send(form);
  return promise;
}

function outcomeOf({ status, response }: XMLHttpRequest): UploadOutcome {
  const answer = response as { readonly attachment?: KeptFile; readonly detail?: string } | null;
  if (answer?.attachment !== undefined) return { kept: answer.attachment };
  // What answers without saying why is not this server: a proxy, for example, whose own server is away.
  return answer?.detail === undefined ? 'no-connection' : { refusal: answer.detail, mayPass: LATER.includes(status) };
}
