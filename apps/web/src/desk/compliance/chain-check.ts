import type { components } from '@redress/api-client';

export type ChainEvent = components['schemas']['EvidenceEvent'];

/** What the first event of a case names in place of an event before it. */
const BEFORE_THE_FIRST = '0'.repeat(64);

/** Hashes that are computed at once. */
const BATCH = 200;

/** An event with what came out when its hash was computed again, apart from the server. */
export interface CheckedEvent {
  readonly event: ChainEvent;
  /** The hash of what was recorded. */
  readonly computed: string;
  /** Whether that is the hash stored with it. */
  readonly content: boolean;
  /** Whether it names the computed hash of the event before it. */
  readonly link: boolean;
  /** Whether what was recorded says that it is this event of this case. */
  readonly place: boolean;
}

/** What every recorded event says of itself. */
interface Recorded {
  readonly stream?: unknown;
  readonly revision?: unknown;
  readonly type?: unknown;
  readonly metadata?: { readonly previousHash?: unknown };
}

/** Whether this browser can compute hashes: it does so on pages that nobody can have altered on their way (W3C Secure Contexts). */
export function canCompute(): boolean {
  return globalThis.isSecureContext;
}

/**
 * Computes the hash of each event of a case again from what was recorded, and follows the chain from the first one. Believes nothing else of
 * what the server answers.
 */
export async function checkedAgain(reference: string, events: readonly ChainEvent[]): Promise<readonly CheckedEvent[]> {
  const hashes: string[] = [];
  for (let at = 0; at < events.length; at += BATCH)
    hashes.push(...(await Promise.all(events.slice(at, at + BATCH).map(({ canonical }) => sha256(canonical)))));
  const stream = `complaint-${reference.replaceAll('-', '')}`;
  return events.map((event, index) => {
    const recorded = recordedIn(event.canonical);
    const [computed = '', before] = [hashes[index], index === 0 ? BEFORE_THE_FIRST : hashes[index - 1]];
    return {
      event,
      computed,
      content: computed === event.hash,
      link: recorded?.metadata?.previousHash === before && event.previousHash === before,
      place:
        recorded?.stream === stream &&
        recorded.revision === index &&
        event.revision === index &&
        recorded.type === event.type,
    };
  });
}

/** Whether all of an event is the original. */
export function isOriginal({ content, link, place }: CheckedEvent): boolean {
  return content && link && place;
}

/** The way from an event to the last: how many events follow, and the first that breaks it. Unbroken, the last hash includes the event. */
export interface InclusionPath {
  readonly steps: number;
  readonly brokenAt?: number;
}

/** The inclusion path of an event. What is before it does not matter. */
export function pathFrom(chain: readonly CheckedEvent[], from: number): InclusionPath {
  const broken = chain.findIndex(
    ({ content, link, place }, index) => index >= from && !(content && place && (link || index === from)),
  );
  return { steps: chain.length - 1 - from, ...(broken >= 0 && { brokenAt: broken }) };
}

/** The event that has a hash, and whether everything up to it is the original; undefined when none has it. */
export function eventOf(
  chain: readonly CheckedEvent[],
  hash: string,
): { readonly number: number; readonly isWhole: boolean } | undefined {
  const number = chain.findIndex(({ computed }) => computed === hash);
  return number < 0 ? undefined : { number, isWhole: chain.slice(0, number + 1).every(isOriginal) };
}

function recordedIn(canonical: string): Recorded | undefined {
  try {
    return JSON.parse(canonical) as Recorded;
  } catch {
    return undefined;
  }
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
