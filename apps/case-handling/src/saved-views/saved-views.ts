import { Inject, Injectable } from '@nestjs/common';
import { may, type Instant } from '@redress/domain';
import type { Comparison, ReadStore } from '@redress/eventing';
import {
  askingOf,
  isOwn,
  missingField,
  READ_STORE,
  type SavedItem,
  type SavedItemRules,
  SavedItems,
  type Sharing,
  TIME_SOURCE,
  type Caller,
  type TimeSource,
} from '@redress/platform';
import { countOpenToAll, fits, WALLED_MAX, walledCases } from '../work-queue/case-counts.query.js';
import { comparisonsOf, queueReaderOf, type QueueReader } from '../work-queue/queue-filters.js';
import { builtInViews } from './built-in-views.js';
import { contentOf, queryOf, type SavedViewRequest, type ViewContent } from './saved-view.js';
import { SavedViewStore } from './saved-view-store.js';

/** Views that are counted in one answer: each is a query. */
export const COUNTED_MAX = 30;

const RULES: SavedItemRules = {
  unknown: 'queue-view-unknown',
  changed: 'queue-view-changed',
  tooMany: 'too-many-queue-views',
  tooLarge: 'queue-view-too-large',
  largeField: '#/filters',
  shareWithEverybody: 'share-queue-views',
};

/** A view as it is answered to one reader. */
export interface QueueView {
  readonly id: string;
  readonly kind: 'built-in' | 'own' | 'shared';
  readonly revision: number;
  readonly name: ViewContent['name'];
  readonly filters: ViewContent['filters'];
  readonly sort: string | null;
  readonly columns: readonly string[] | null;
  readonly query: string;
  readonly sharedWith: Sharing['with'];
  readonly team: string | null;
  readonly owner: string | null;
  readonly changedAt: Instant | null;
  readonly mayChange: boolean;
  readonly count: number | null;
}

/** The views that a reader may use. */
export interface QueueViews {
  /** The instant at which days began and running clocks were evaluated. */
  readonly at: Instant;
  readonly items: readonly QueueView[];
  /** There are more cases with a wall than are looked at one by one, so counts may be too low. */
  readonly truncated: boolean;
}

/** The views of the queue: built in, saved, and shared. */
@Injectable()
export class SavedViews {
  private readonly saved: SavedItems<ViewContent>;

  constructor(
    store: SavedViewStore,
    @Inject(READ_STORE) private readonly cases: ReadStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {
    this.saved = new SavedItems(store, clock, RULES);
  }

  /** Built-in views, then the caller's own, then what others share with them. Days are those of the time zone. */
  async list(caller: Caller, { timeZone, isCounted }: { timeZone: string; isCounted: boolean }): Promise<QueueViews> {
    const now = this.clock.now();
    const items = [
      ...builtInViews(now, timeZone).map(([id, content]) => builtIn(id, content)),
      ...(await this.saved.usable(caller)).map((view) => this.answered(view, caller)),
    ];
    if (!isCounted || !may(askingOf(caller), 'view-queue')) return { at: now, items, truncated: false };
    return { at: now, ...(await this.counted(items, queueReaderOf(caller, now))) };
  }

  /** Throws as {@link SavedItems.add}. */
  async add(caller: Caller, request: SavedViewRequest): Promise<QueueView> {
    return this.answered(await this.saved.add(caller, request, named(contentOf(request))), caller);
  }

  /** Throws as {@link SavedItems.replace}. */
  async replace(caller: Caller, id: string, request: SavedViewRequest, ifMatch?: number): Promise<QueueView> {
    const content = named(contentOf(request));
    return this.answered(await this.saved.replace(caller, id, request, content, ifMatch), caller);
  }

  /** Throws as {@link SavedItems.remove}. */
  remove(caller: Caller, id: string, ifMatch?: number): Promise<void> {
    return this.saved.remove(caller, id, ifMatch);
  }

  private answered(view: SavedItem<ViewContent>, caller: Caller): QueueView {
    const { id, revision, sharing, owner, changedAt, content } = view;
    return {
      id,
      kind: isOwn(view, caller) ? 'own' : 'shared',
      revision,
      ...shown(content),
      sharedWith: sharing.with,
      team: sharing.with === 'team' ? sharing.team : null,
      owner,
      changedAt,
      mayChange: this.saved.mayChange(view, caller),
      count: null,
    };
  }

  /** Adds the numbers of cases to the first views. Cases with a wall are looked at once for all of them. */
  private async counted(
    items: readonly QueueView[],
    reader: QueueReader,
  ): Promise<Pick<QueueViews, 'items' | 'truncated'>> {
    const counts = new Map<QueueView, number>();
    const wanted: (readonly [QueueView, readonly Comparison[]])[] = [];
    for (const view of items.filter(({ filters }) => filters.q === undefined).slice(0, COUNTED_MAX)) {
      const where = comparisonsOf(view.filters, reader);
      const [row] = await countOpenToAll(this.cases, where, reader.asking, []);
      counts.set(view, row?.count ?? 0);
      wanted.push([view, where]);
    }
    let examined = 0;
    const compared = wanted.flatMap(([, where]) => where.map(({ field }) => field));
    for await (const { walls, body } of walledCases(this.cases, compared)) {
      examined += 1;
      if (examined > WALLED_MAX) break;
      if (!may(reader.asking, 'view-case', walls)) continue;
      for (const [view, where] of wanted) {
        if (fits(body, where)) counts.set(view, (counts.get(view) ?? 0) + 1);
      }
    }
    return {
      items: items.map((view) => ({ ...view, count: counts.get(view) ?? null })),
      truncated: examined > WALLED_MAX,
    };
  }
}

function builtIn(id: string, content: ViewContent): QueueView {
  const nobodys = { sharedWith: 'everybody', team: null, owner: null, changedAt: null, mayChange: false } as const;
  return { id, kind: 'built-in', revision: 0, ...shown(content), ...nobodys, count: null };
}

function shown(content: ViewContent): Pick<QueueView, 'name' | 'filters' | 'sort' | 'columns' | 'query'> {
  const { name, filters, sort = null, columns = null } = content;
  return { name, filters, sort, columns, query: queryOf(content) };
}

function named(content: ViewContent): ViewContent {
  if (Object.keys(content.name).length === 0) throw missingField('name');
  return content;
}
