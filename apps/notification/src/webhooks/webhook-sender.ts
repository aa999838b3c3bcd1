import { type Instant, epochMsOf } from '@redress/domain';
import ipaddr from 'ipaddr.js';
import { lookup as lookUp } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { WebhookSubscription } from '@redress/platform';
import { signatureHeaders } from './payload.js';

/** Outcome of an attempt. `gone`: the receiver no longer wants deliveries. */
export type Delivery =
  { readonly delivered: true } | { readonly delivered: false; readonly failure: string; readonly gone: boolean };

export interface WebhookCall {
  /** The event's id. */
  readonly id: string;
  readonly body: string;
  /** ISO 8601 in UTC. */
  readonly now: Instant;
}

const ATTEMPT_MS_MAX = 15_000;
const GONE = 410;

/** The address cannot belong to an outside receiver. */
class RefusedAddressError extends Error {
  readonly code = 'ADDRESS-REFUSED';
}

/**
 * Calls a receiver once, for at most 15 s. Does not follow redirects or read the body. Unless the subscription is internal, addresses of
 * this machine or network are refused when the connection is made, so that DNS cannot switch a name to one after a check.
 */
export function callWebhook(
  { url, secrets, internal }: WebhookSubscription,
  { id, body, now }: WebhookCall,
  attempt_ms = ATTEMPT_MS_MAX,
): Promise<Delivery> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  // A literal address is not looked up, so it is checked here.
  if (!internal && isIP(host) !== 0 && !isPublic(host)) return Promise.resolve(failed('address-refused'));
  const timestamp_s = Math.floor(epochMsOf(now) / 1000);
  const request = target.protocol === 'https:' ? requestTls : requestPlain;
  return new Promise((resolve) => {
    const call = request(target, {
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'redress',
        ...signatureHeaders({ id, timestamp_s, body }, secrets),
      },
      signal: AbortSignal.timeout(attempt_ms),
      agent: false,
      ...(!internal && { lookup: lookUpPublic }),
    });
    call.once('response', ({ statusCode = 0 }) => {
      resolve(outcomeOf(statusCode));
      call.destroy();
    });
    call.once('error', (error: Error & { readonly code?: string }) =>
      resolve(failed(error.name === 'TimeoutError' || error.name === 'AbortError' ? 'timeout' : error.code)),
    );
    call.end(body);
  });
}

function outcomeOf(status: number): Delivery {
  if (status >= 200 && status < 300) return { delivered: true };
  return { delivered: false, failure: `http-${status}`, gone: status === GONE };
}

function failed(code = 'unknown'): Delivery {
  return { delivered: false, failure: code.toLowerCase(), gone: false };
}

const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null) callback(error, '', 0);
    else if (first === undefined || !addresses.every(({ address }) => isPublic(address))) {
      callback(new RefusedAddressError('The address is of this machine or network.'), '', 0);
    } else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

/** Whether an address is on the public internet: not of this machine, a private network, link-local, for tests or multicast. */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}
