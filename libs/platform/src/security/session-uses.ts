import { Inject, Injectable, Logger } from '@nestjs/common';
import { epochMsOf, type Instant, instantOf, isAfter } from '@redress/domain';
import type { ReadStore, ViewDefinition } from '@redress/eventing';
import { READ_STORE } from '../service/engines/tokens.js';
import { failureSummary } from '../service/operations/json-logger.js';
import { RacedDocuments } from '../service/views/raced-documents.js';

/** How exactly it is known when a session was last used: between two uses that are nearer, only the first is noted. */
export const SESSION_USE_MS = 5 * 60_000;
/** Sessions whose last use this process remembers; of more, the oldest are forgotten, and noted again. */
const REMEMBERED_MAX = 10_000;

/**
 * The view with one document for each member of staff: when each of their sessions was last used. No event tells of a request that only reads,
 * so nothing can build it anew; whoever loses it does not know, until the next use.
 */
export const SESSION_USES: ViewDefinition = { name: 'session-uses', fields: {}, indexes: [] };

/** By the id of the session. */
type Uses = { readonly [session: string]: Instant };
/** Ids of the sessions of an account that have not ended. */
type Lasting = readonly { readonly id: string }[];

/**
 * When each session was last used, to {@link SESSION_USE_MS}. A use is noted as a request is answered and never delays or fails one: what
 * could not be stored is noted again with a later use.
 */
@Injectable()
export class SessionUses {
  private readonly logger = new Logger('session-uses');
  private readonly documents: RacedDocuments;
  /** When this process last noted a use, in milliseconds since 1970, the longest ago at the front. */
  private readonly noted = new Map<string, number>();
  private defining: Promise<void> | undefined;
  private readonly writing = new Set<Promise<void>>();
  private isFailing = false;

  constructor(@Inject(READ_STORE) private readonly store: ReadStore) {
    this.documents = new RacedDocuments(store, SESSION_USES.name);
  }

  /** Notes that a session was used, and forgets those of the same person that have ended. Never fails. */
  note(person: string, session: string, lasting: Lasting, nowMs: number): void {
    const before = this.noted.get(session);
    // A clock that was set back begins anew.
    if (before !== undefined && nowMs >= before && nowMs - before < SESSION_USE_MS) return;
    this.remember(session, nowMs);
    const write = this.write(person, lasting, { session, at: instantOf(nowMs) })
      .then(() => {
        this.isFailing = false;
      })
      .catch((error: unknown) => {
        this.noted.delete(session);
        if (!this.isFailing) this.logger.warn({ detail: 'Uses of sessions are not noted.', ...failureSummary(error) });
        this.isFailing = true;
      })
      .finally(() => this.writing.delete(write));
    this.writing.add(write);
  }

  /** When the sessions of a person were last used, as far as it is known. Throws the errors of `ReadStore`. */
  async of(person: string): Promise<ReadonlyMap<string, Instant>> {
    await this.define();
    return new Map(Object.entries(usesIn(await this.documents.get(person))));
  }

  /** Forgets all sessions of a person but these. Throws the errors of `ReadStore`. */
  async keepOnly(person: string, lasting: Lasting): Promise<void> {
    await this.define();
    await this.write(person, lasting);
  }

  /** The people of whom anything is known. */
  async *people(): AsyncGenerator<string> {
    await this.define();
    for await (const { id } of this.store.scan(SESSION_USES.name)) yield id;
  }

  /** Forgets a person, who has no session any more. Throws the errors of `ReadStore`. */
  async forget(people: readonly string[]): Promise<void> {
    await this.define();
    await this.store.remove(SESSION_USES.name, people);
  }

  /** Resolves when everything noted so far is stored, or was given up. */
  async close(): Promise<void> {
    await Promise.all(this.writing);
  }

  private remember(session: string, nowMs: number): void {
    this.noted.delete(session);
    this.noted.set(session, nowMs);
    const [oldest] = this.noted.keys();
    if (this.noted.size > REMEMBERED_MAX && oldest !== undefined) this.noted.delete(oldest);
  }

  private async write(
    person: string,
    lasting: Lasting,
    used?: { readonly session: string; readonly at: Instant },
  ): Promise<void> {
    await this.define();
    await this.documents.change(person, (document) => {
      const known = usesIn(document);
      const kept = Object.entries(known).filter(([session]) => lasting.some(({ id }) => id === session));
      const before = used && known[used.session];
      // Another process noted it meanwhile.
      const isNew = used !== undefined && (before === undefined || isLater(used.at, before));
      if (!isNew && kept.length === Object.keys(known).length) return undefined;
      const uses = { ...Object.fromEntries(kept), ...(isNew && { [used.session]: used.at }) };
      return { body: { uses }, told: undefined };
    });
  }

  /** Declares the view with the first use: a process in which nobody is signed in never has one. */
  private define(): Promise<void> {
    this.defining ??= this.store.define(SESSION_USES).catch((error: unknown) => {
      this.defining = undefined;
      throw error;
    });
    return this.defining;
  }
}

function isLater(at: Instant, before: Instant): boolean {
  return isAfter(at, before) && epochMsOf(at) - epochMsOf(before) >= SESSION_USE_MS;
}

function usesIn(document: { readonly body: object } | undefined): Uses {
  return (document?.body as { readonly uses?: Uses } | undefined)?.uses ?? {};
}
