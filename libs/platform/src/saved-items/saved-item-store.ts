import type { Instant } from '@redress/domain';
import {
  ActiveGeneration,
  DocumentConflictError,
  eachFound,
  openValue,
  sealValue,
  StoreUnavailableError,
  Turns,
  type Json,
  type JsonObject,
  type ReadStore,
  type Revision,
  type SealedField,
  type ViewDefinition,
} from '@redress/eventing';
import { randomUUID } from 'node:crypto';

/** Who may use what somebody saved, besides its owner. */
export type Sharing =
  { readonly with: 'nobody' } | { readonly with: 'everybody' } | { readonly with: 'team'; readonly team: string };

/** What somebody saved, such as a view of the queue. */
export interface SavedItem<Content> {
  /** A UUID. */
  readonly id: string;
  /** Grows by one with each change, from 0. */
  readonly revision: number;
  /** The `sub` of whoever saved it. */
  readonly owner: string;
  readonly sharing: Sharing;
  readonly changedAt: Instant;
  readonly content: Content;
}

/** An item as it is stored: its content may name a person, so it is sealed. */
interface StoredItem extends Omit<SavedItem<never>, 'owner' | 'content'> {
  readonly content: SealedField;
}

interface Owned<Content> {
  readonly revision: Revision | 'none';
  readonly items: readonly SavedItem<Content>[];
  readonly write?: Json | undefined;
}

/** Where items of a kind are kept, and how they are sealed. */
export interface SavedItemKind {
  /** Name of the view with the documents. */
  readonly view: string;
  /** A word that is bound to each ciphertext. */
  readonly type: string;
  readonly key: Uint8Array;
}

/**
 * The view in which a service keeps what people saved: one document for each person, with all of theirs, so that each change is one write.
 * These are about no complaint, so no event tells of them, and nothing can build them anew (ADR 77).
 */
export function savedItemsView(name: string): ViewDefinition {
  return { name, fields: { owner: 'string', hasShared: 'boolean' }, indexes: [['hasShared', 'owner']] };
}

const PAGE_MAX = 200;
/** Writers of one person's views: losing more often in a row is no coincidence. */
const WRITES_MAX = 20;

/** Stores what each person saved in the read store, the content sealed under a key of the server. */
export class SavedItemStore<Content> {
  private readonly turns = new Turns();
  private readonly active: ActiveGeneration;

  constructor(
    private readonly readStore: ReadStore,
    private readonly kind: SavedItemKind,
  ) {
    this.active = new ActiveGeneration(readStore, kind.view);
  }

  /** To be called before the first use. */
  define(): Promise<void> {
    return this.readStore.define(savedItemsView(this.kind.view));
  }

  /** The items of a person, in the order in which they were saved. */
  async of(owner: string): Promise<readonly SavedItem<Content>[]> {
    return (await this.owned(owner)).items;
  }

  /** The items of all that are shared, with a team or with everybody. */
  async shared(): Promise<readonly SavedItem<Content>[]> {
    const found: SavedItem<Content>[] = [];
    const query = {
      where: [{ field: 'hasShared', is: 'equal', value: true }],
      sort: { field: 'owner', direction: 'ascending' },
      limit: PAGE_MAX,
    } as const;
    for await (const { body } of eachFound((page) => this.readStore.find(this.kind.view, page), query)) {
      found.push(...this.itemsIn(body).filter(({ sharing }) => sharing.with !== 'nobody'));
    }
    return found;
  }

  /**
   * Replaces the items of a person by what `change` makes of them, again when somebody else was faster. A `Problem` that it throws is passed
   * on, with nothing written. Throws `StoreUnavailableError` when others are always faster.
   */
  change(
    owner: string,
    change: (items: readonly SavedItem<Content>[]) => readonly SavedItem<Content>[],
  ): Promise<void> {
    const tooMany = (): Error => new StoreUnavailableError(`Too many write to one document of ${this.kind.view}.`);
    // In turn within this process, so that only other replicas are ever faster.
    return this.turns.take(
      owner,
      async () => {
        for (let tries = 1; tries <= WRITES_MAX; tries += 1) {
          const stored = await this.owned(owner);
          if (await this.wrote(owner, stored, change(stored.items))) return;
        }
        throw tooMany();
      },
      tooMany,
    );
  }

  /**
   * A read store takes a second write of the same revision for a repeat, so both of two racing writers are told that they succeeded. The stored
   * write id shows which one did.
   */
  private async wrote(
    owner: string,
    { revision: expected }: Owned<Content>,
    items: readonly SavedItem<Content>[],
  ): Promise<boolean> {
    const write = randomUUID();
    const revision = expected === 'none' ? 0 : expected + 1;
    const stored = items.map(({ owner: _owner, content, ...item }) => ({
      ...item,
      content: this.sealed(item.id, content),
    }));
    const hasShared = items.some(({ sharing }) => sharing.with !== 'nobody');
    const body = { owner, hasShared, views: stored, write } as unknown as JsonObject;
    try {
      await this.active.commit({ changes: [{ id: documentOf(owner), expected, revision, body }] });
    } catch (error) {
      if (error instanceof DocumentConflictError) return false;
      throw error;
    }
    return (await this.owned(owner)).write === write;
  }

  private async owned(owner: string): Promise<Owned<Content>> {
    const document = await this.readStore.get(this.kind.view, documentOf(owner));
    if (document === undefined) return { revision: 'none', items: [] };
    const { revision, body } = document;
    return { revision, items: this.itemsIn(body), write: body['write'] };
  }

  private itemsIn(body: JsonObject): readonly SavedItem<Content>[] {
    const { owner, views } = body as unknown as { readonly owner: string; readonly views: readonly StoredItem[] };
    return views.map(({ content, ...item }) => ({ ...item, owner, content: this.opened(item.id, content) }));
  }

  private sealed(id: string, content: Content): SealedField {
    return sealValue(this.kind.key, this.placeOf(id), content as unknown as Json);
  }

  private opened(id: string, sealed: SealedField): Content {
    return openValue(this.kind.key, this.placeOf(id), sealed) as unknown as Content;
  }

  /** Bound to the ciphertext, so that the contents of two items cannot be exchanged. */
  private placeOf(id: string) {
    return { event: id, type: this.kind.type, field: '/content' };
  }
}

function documentOf(owner: string): string {
  return `of-${owner}`;
}
