import type { Metadata } from '@grpc/grpc-js';
import { accessDenied, unauthenticated } from './refusals.js';

export interface EventStoreDbCredentials {
  readonly username: string;
  readonly password: string;
}

/** Throws a refusal for a request with missing or wrong credentials. */
export function checkCredentials(metadata: Metadata, required: EventStoreDbCredentials | undefined): void {
  if (required === undefined) return;
  const [given] = metadata.get('authorization');
  if (given === undefined) throw accessDenied();
  const expected = Buffer.from(`${required.username}:${required.password}`).toString('base64');
  if (given !== `Basic ${expected}`) throw unauthenticated();
}
