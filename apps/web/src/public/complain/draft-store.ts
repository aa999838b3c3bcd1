import { del, get, set } from 'idb-keyval';
import type { ComplaintDraft } from './complaint-form.js';

const NAME = 'redress-complaint-draft';
const DAYS_KEPT = 7;
const DAY_MS = 24 * 60 * 60 * 1000;
const CIPHER = 'AES-GCM';
const NONCE_BYTES = 12;

interface StoredDraft {
  /** Cannot be taken out of this browser. */
  readonly key: CryptoKey;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
  readonly at: number;
}

/**
 * Keeps an unfinished complaint on the device, encrypted, so that a copy of the browser's files does not tell it. Never rejects: where the
 * browser keeps nothing, as in a private window of some, the complaint can still be made.
 */
export async function keepDraft(draft: ComplaintDraft): Promise<void> {
  await inTurn(async () => {
    const key = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt']);
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const words = new TextEncoder().encode(JSON.stringify(draft));
    const sealed = await crypto.subtle.encrypt({ name: CIPHER, iv: nonce }, key, words);
    await set(NAME, { key, nonce, sealed, at: Date.now() } satisfies StoredDraft);
  });
}

/** The draft that was kept here in the last seven days. */
export async function keptDraft(): Promise<ComplaintDraft | undefined> {
  return inTurn(async () => {
    const stored = await get<StoredDraft>(NAME);
    if (stored === undefined) return undefined;
    if (Date.now() - stored.at > DAYS_KEPT * DAY_MS) {
      await del(NAME);
      return undefined;
    }
    const words = await crypto.subtle.decrypt({ name: CIPHER, iv: stored.nonce }, stored.key, stored.sealed);
    return JSON.parse(new TextDecoder().decode(words)) as ComplaintDraft;
  });
}

/** Deletes the draft and its key. */
export async function forgetDraft(): Promise<void> {
  await inTurn(() => del(NAME));
}

let last: Promise<unknown> = Promise.resolve();

/** Runs one after the other, so that a draft which is being kept does not come back after it was deleted. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  const turn = last.then(work).catch(() => undefined);
  last = turn;
  return turn;
}
