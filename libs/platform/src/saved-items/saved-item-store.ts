import type { Instant } from '@redress/domain';
import {
  eachFound,
  openValue,
  sealValue,
  type Json,
  type JsonObject,
  type ReadStore,
  type SealedField,
  type ViewDefinition,
} from '@redress/eventing';
import { RacedDocuments } from '../service/views/raced-documents.js';

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

interface StoredItems {
  readonly owner: string;
  readonly views: readonly StoredItem[];
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

/** Stores what each person saved in the read store, the content sealed under a key of the server. */
export class SavedItemStore<Content> {
  private readonly documents: RacedDocuments;

  constructor(
    private readonly readStore: ReadStore,
    private readonly kind: SavedItemKind,
  ) {
    this.documents = new RacedDocuments(readStore, kind.view);
  }

  /** To be called before the first use. */
  define(): Promise<void> {
    return this.readStore.define(savedItemsView(this.kind.view));
  }

  /** The items of a person, in the order in which they were saved. */
  async of(owner: string): Promise<readonly SavedItem<Content>[]> {
    return this.itemsIn(await this.documents.get(documentOf(owner)));
  }

  /** The items of all that are shared, with a team or with everybody. */
  async shared(): Promise<readonly SavedItem<Content>[]> {
    const found: SavedItem<Content>[] = [];
    const query = {
      where: [{ field: 'hasShared', is: 'equal', value: true }],
      sort: { field: 'owner', direction: 'ascending' },
      limit: PAGE_MAX,
    } as const;
    for await (const document of eachFound((page) => this.readStore.find(this.kind.view, page), query)) {
      found.push(...this.itemsIn(document).filter(({ sharing }) => sharing.with !== 'nobody'));
    }
    return found;
  }

  /**
   * Replaces the items of a person by what `change` makes of them, again when somebody else was faster. A `Problem` that it throws is passed
   * on, with nothing written. Throws `StoreUnavailableError` when others are always faster.
   */
  async change(
    owner: string,
    change: (items: readonly SavedItem<Content>[]) => readonly SavedItem<Content>[],
  ): Promise<void> {
    await this.documents.change(documentOf(owner), (document) => {
      const items = change(this.itemsIn(document));
      const views = items.map(({ owner: _owner, content, ...item }) => ({
        ...item,
        content: this.sealed(item.id, content),
      }));
      const hasShared = items.some(({ sharing }) => sharing.with !== 'nobody');
      return { body: { owner, hasShared, views }, told: undefined };
    });
  }

  private itemsIn(document: { readonly body: JsonObject } | undefined): readonly SavedItem<Content>[] {
    if (document === undefined) return [];
    const { owner, views } = document.body as unknown as StoredItems;
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
