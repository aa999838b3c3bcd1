import {
  ActiveGeneration,
  DocumentConflictError,
  type JsonObject,
  type ReadStore,
  StoreUnavailableError,
  Turns,
  type ViewDocument,
} from '@redress/eventing';
import { randomUUID } from 'node:crypto';

/** Writers of one document: losing more often in a row is no coincidence. */
const WRITES_MAX = 20;
/** Writes that a document remembers: more never happen between a write and a look at what came of it. */
const REMEMBERED_MAX = 20;

/** What becomes of a document, and what whoever changes it is told of that. */
export interface Rewritten<Told> {
  readonly body: object;
  readonly told: Told;
}

/**
 * Documents of a view that no event tells of, in which several processes change what they have read. Each body has a part `writes`, which
 * this class alone sets: random ids of the last writes.
 */
export class RacedDocuments {
  private readonly turns = new Turns();
  private readonly active: ActiveGeneration;

  constructor(
    private readonly readStore: ReadStore,
    private readonly view: string,
  ) {
    this.active = new ActiveGeneration(readStore, view);
  }

  get(id: string): Promise<ViewDocument | undefined> {
    return this.readStore.get(this.view, id);
  }

  /**
   * Replaces a document, or the lack of one, by what `rewrite` makes of it, again when somebody else was faster; undefined leaves it as it is.
   * What `rewrite` throws is passed on, with nothing written. Throws `StoreUnavailableError` when others are always faster.
   */
  change<Told>(
    id: string,
    rewrite: (document: ViewDocument | undefined) => Rewritten<Told> | undefined,
  ): Promise<Told | undefined> {
    const tooMany = (): Error => new StoreUnavailableError(`Too many write to one document of ${this.view}.`);
    // In turn within this process, so that only other replicas are ever faster.
    return this.turns.take(
      id,
      async () => {
        for (let tries = 1; tries <= WRITES_MAX; tries += 1) {
          const document = await this.get(id);
          const rewritten = rewrite(document);
          if (rewritten === undefined) return undefined;
          if (await this.wrote(id, document, rewritten.body)) return rewritten.told;
        }
        throw tooMany();
      },
      tooMany,
    );
  }

  /**
   * A read store takes a second write of the same revision for a repeat, so both of two racing writers are told that they succeeded. The stored
   * ids show which one did, also when a third has written after it.
   */
  private async wrote(id: string, document: ViewDocument | undefined, content: object): Promise<boolean> {
    const write = randomUUID();
    const expected = document?.revision ?? 'none';
    const revision = expected === 'none' ? 0 : expected + 1;
    const writes = [...writesIn(document), write].slice(-REMEMBERED_MAX);
    const body = { ...content, writes } as JsonObject;
    try {
      await this.active.commit({ changes: [{ id, expected, revision, body }] });
    } catch (error) {
      if (error instanceof DocumentConflictError) return false;
      throw error;
    }
    return writesIn(await this.get(id)).includes(write);
  }
}

/** None in a document of an earlier release, which remembered one write under another name. */
function writesIn(document: ViewDocument | undefined): readonly string[] {
  return (document?.body['writes'] ?? []) as readonly string[];
}
