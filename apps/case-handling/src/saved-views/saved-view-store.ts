import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
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
import { READ_STORE, SERVER_SECRETS, type ServerSecrets } from '@redress/platform';
import { randomUUID } from 'node:crypto';
import type { SavedView, Sharing, ViewContent } from './saved-view.js';

/**
 * The views that staff saved: one document for each person, with all of theirs, so that each change is one write. They are about no complaint,
 * so no event tells of them, and nothing can build them anew.
 */
export const SAVED_VIEWS: ViewDefinition = {
  name: 'saved-views',
  fields: { owner: 'string', hasShared: 'boolean' },
  indexes: [['hasShared', 'owner']],
};
const { name: VIEW } = SAVED_VIEWS;

/** A view as it is stored: its content may name a person, so it is sealed. */
interface StoredView {
  readonly id: string;
  readonly revision: number;
  readonly sharing: Sharing;
  readonly changedAt: Instant;
  readonly content: SealedField;
}

interface Owned {
  readonly revision: Revision | 'none';
  readonly views: readonly SavedView[];
  readonly write?: Json | undefined;
}

const PAGE_MAX = 200;
/** Writers of one person's views: losing more often in a row is no coincidence. */
const WRITES_MAX = 20;

/** Stores the views of each person in the read store, the content sealed under a key of the server. */
@Injectable()
export class SavedViewStore implements OnModuleInit {
  private readonly turns = new Turns();
  private readonly active: ActiveGeneration;

  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    @Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets,
  ) {
    this.active = new ActiveGeneration(readStore, VIEW);
  }

  onModuleInit(): Promise<void> {
    return this.readStore.define(SAVED_VIEWS);
  }

  /** The views of a person, in the order in which they were saved. */
  async of(owner: string): Promise<readonly SavedView[]> {
    return (await this.owned(owner)).views;
  }

  /** The views of all that are shared, with a team or with everybody. */
  async shared(): Promise<readonly SavedView[]> {
    const found: SavedView[] = [];
    const query = {
      where: [{ field: 'hasShared', is: 'equal', value: true }],
      sort: { field: 'owner', direction: 'ascending' },
      limit: PAGE_MAX,
    } as const;
    for await (const { body } of eachFound((page) => this.readStore.find(VIEW, page), query)) {
      found.push(...this.viewsIn(body).filter(({ sharing }) => sharing.with !== 'nobody'));
    }
    return found;
  }

  /**
   * Replaces the views of a person by what `change` makes of them, again when somebody else was faster. A `Problem` that it throws is passed
   * on, with nothing written. Throws `StoreUnavailableError` when others are always faster.
   */
  change(owner: string, change: (views: readonly SavedView[]) => readonly SavedView[]): Promise<void> {
    const tooMany = (): Error => new StoreUnavailableError(`Too many write to one document of ${VIEW}.`);
    // In turn within this process, so that only other replicas are ever faster.
    return this.turns.take(
      owner,
      async () => {
        for (let tries = 1; tries <= WRITES_MAX; tries += 1) {
          const stored = await this.owned(owner);
          if (await this.wrote(owner, stored, change(stored.views))) return;
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
  private async wrote(owner: string, { revision: expected }: Owned, views: readonly SavedView[]): Promise<boolean> {
    const write = randomUUID();
    const revision = expected === 'none' ? 0 : expected + 1;
    const stored = views.map(({ owner: _owner, content, ...view }) => ({
      ...view,
      content: this.sealed(view.id, content),
    }));
    const hasShared = views.some(({ sharing }) => sharing.with !== 'nobody');
    const body = { owner, hasShared, views: stored, write } as unknown as JsonObject;
    try {
      await this.active.commit({ changes: [{ id: documentOf(owner), expected, revision, body }] });
    } catch (error) {
      if (error instanceof DocumentConflictError) return false;
      throw error;
    }
    return (await this.owned(owner)).write === write;
  }

  private async owned(owner: string): Promise<Owned> {
    const document = await this.readStore.get(VIEW, documentOf(owner));
    if (document === undefined) return { revision: 'none', views: [] };
    const { revision, body } = document;
    return { revision, views: this.viewsIn(body), write: body['write'] };
  }

  private viewsIn(body: JsonObject): readonly SavedView[] {
    const { owner, views } = body as unknown as { readonly owner: string; readonly views: readonly StoredView[] };
    return views.map(({ content, ...view }) => ({ ...view, owner, content: this.opened(view.id, content) }));
  }

  private sealed(id: string, content: ViewContent): SealedField {
    return sealValue(this.secrets.queueViewKey, placeOf(id), content as unknown as Json);
  }

  private opened(id: string, sealed: SealedField): ViewContent {
    return openValue(this.secrets.queueViewKey, placeOf(id), sealed) as unknown as ViewContent;
  }
}

function documentOf(owner: string): string {
  return `of-${owner}`;
}

/** Bound to the ciphertext, so that the contents of two views cannot be exchanged. */
function placeOf(id: string) {
  return { event: id, type: 'saved-view', field: '/content' };
}
