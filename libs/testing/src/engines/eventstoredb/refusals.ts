import { Metadata, status, type StatusObject } from '@grpc/grpc-js';

/** An error answer, with the text and the trailers that the official client recognizes. */
export class Refusal extends Error implements StatusObject {
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;

  constructor(code: status, details: string, trailers: Readonly<Record<string, string>> = {}) {
    super(details);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
    this.metadata = new Metadata();
    for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, value);
  }
}

export const unavailable = (details = 'Server Is Not Ready') => new Refusal(status.UNAVAILABLE, details);

export const accessDenied = () =>
  new Refusal(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

export const unauthenticated = () => new Refusal(status.UNAUTHENTICATED, 'Unauthenticated');

export const cancelled = () => new Refusal(status.CANCELLED, 'The call was cancelled.');

/** The answer to a request that the server fails to handle, whatever the reason. */
export const handlerFailed = () => new Refusal(status.UNKNOWN, 'Exception was thrown by handler.');

export const invalid = (details: string) => new Refusal(status.INVALID_ARGUMENT, details);

export const streamDeleted = (stream: string) =>
  new Refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const wrongExpectedVersion = (stream: string, expected: string, actual: number) =>
  new Refusal(status.FAILED_PRECONDITION, `Append failed due to WrongExpectedVersion. Stream: ${stream}`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': expected,
    'actual-version': `${actual}`,
  });

export const appendTooLarge = (bytesMax: number) =>
  new Refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${bytesMax} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': `${bytesMax}`,
  });

export const metadataMissing = (property: string) =>
  new Refusal(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });
