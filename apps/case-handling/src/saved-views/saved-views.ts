import { Inject, Injectable } from '@nestjs/common';
import { may, type Instant } from '@redress/domain';
import type { Comparison, ReadStore } from '@redress/eventing';
import { ALL_TEAMS, askingOf, Problem, READ_STORE, TIME_SOURCE, type Caller, type TimeSource } from '@redress/platform';
import { randomUUID } from 'node:crypto';
import { isVisible } from '../case-view/visible-cases.js';
import { countOpenToAll, fits, WALLED_MAX, walledCases } from '../work-queue/case-counts.query.js';
import { comparisonsOf, queueReaderOf, type QueueReader } from '../work-queue/queue-filters.js';
import { builtInViews } from './built-in-views.js';
import {
  contentOf,
  queryOf,
  type SavedView,
  type SavedViewRequest,
  type Sharing,
  type ViewContent,
} from './saved-view.js';
import { SavedViewStore } from './saved-view-store.js';

/** Of one person, those that they share included. */
export const VIEWS_PER_PERSON_MAX = 50;
/** Shared by all people together. */
export const SHARED_VIEWS_MAX = 200;
/** Of one view, in JSON: a person's views are one document. */
const CONTENT_BYTES_MAX = 16_000;
/** Views that are counted in one answer: each is a query. */
export const COUNTED_MAX = 30;

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
  constructor(
    private readonly store: SavedViewStore,
    @Inject(READ_STORE) private readonly cases: ReadStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  /** Built-in views, then the caller's own, then what others share with them. Days are those of the time zone. */
  async list(caller: Caller, { timeZone, isCounted }: { timeZone: string; isCounted: boolean }): Promise<QueueViews> {
    const now = this.clock.now();
    const own = await this.store.of(caller.actor.id);
    const shared = (await this.store.shared()).filter((view) => !isOwn(view, caller) && mayUse(view, caller));
    const items = [
      ...builtInViews(now, timeZone).map(([id, content]) => builtIn(id, content)),
      ...[...own, ...shared].map((view) => answered(view, caller)),
    ];
    if (!isCounted || !may(askingOf(caller), 'view-queue')) return { at: now, items, truncated: false };
    return { at: now, ...(await this.counted(items, queueReaderOf(caller, now))) };
  }

  /** Saves a new view. Throws a `Problem` when there are too many, and for sharing that the caller may not do. */
  async add(caller: Caller, request: SavedViewRequest): Promise<QueueView> {
    const { sharing, content } = checked(request, caller);
    if (sharing.with !== 'nobody') await this.requireRoomForShared();
    const owner = caller.actor.id;
    const view: SavedView = { id: randomUUID(), revision: 0, owner, sharing, content, changedAt: this.clock.now() };
    await this.store.change(owner, (views) => {
      if (views.length >= VIEWS_PER_PERSON_MAX) throw tooMany(VIEWS_PER_PERSON_MAX);
      return [...views, view];
    });
    return answered(view, caller);
  }

  /** Replaces a view. Throws a `Problem` for one that the caller may not use or change, or that is at another revision than `ifMatch`. */
  async replace(caller: Caller, id: string, request: SavedViewRequest, ifMatch?: number): Promise<QueueView> {
    const { sharing, content } = checked(request, caller);
    const known = await this.known(id, caller);
    // Nobody can make another's view their own.
    if (sharing.with === 'nobody' && !isOwn(known, caller)) throw new Problem('forbidden');
    if (sharing.with !== 'nobody' && known.sharing.with === 'nobody') await this.requireRoomForShared();
    let changed = known;
    await this.store.change(known.owner, (views) => {
      changed = { ...changeable(views, id, caller, ifMatch), sharing, content, changedAt: this.clock.now() };
      return views.map((view) => (view.id === id ? changed : view));
    });
    return answered(changed, caller);
  }

  /** Deletes a view, with the same problems as {@link replace}. */
  async remove(caller: Caller, id: string, ifMatch?: number): Promise<void> {
    const { owner } = await this.known(id, caller);
    await this.store.change(owner, (views) => {
      changeable(views, id, caller, ifMatch);
      return views.filter((view) => view.id !== id);
    });
  }

  private async known(id: string, caller: Caller): Promise<SavedView> {
    const own = await this.store.of(caller.actor.id);
    const known = own.find((view) => view.id === id) ?? (await this.store.shared()).find((view) => view.id === id);
    if (known === undefined || !mayUse(known, caller)) throw new Problem('queue-view-unknown');
    return known;
  }

  /** Those saved at the same moment may exceed the limit by a few. */
  private async requireRoomForShared(): Promise<void> {
    if ((await this.store.shared()).length >= SHARED_VIEWS_MAX) throw tooMany(SHARED_VIEWS_MAX);
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
    for await (const document of walledCases(this.cases)) {
      examined += 1;
      if (examined > WALLED_MAX) break;
      if (!isVisible(document, reader.asking)) continue;
      for (const [view, where] of wanted) {
        if (fits(document.body, where)) counts.set(view, (counts.get(view) ?? 0) + 1);
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

function answered(view: SavedView, caller: Caller): QueueView {
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
    mayChange: mayChange(view, caller),
    count: null,
  };
}

function shown(content: ViewContent): Pick<QueueView, 'name' | 'filters' | 'sort' | 'columns' | 'query'> {
  const { name, filters, sort = null, columns = null } = content;
  return { name, filters, sort, columns, query: queryOf(content) };
}

function isOwn({ owner }: SavedView, { actor }: Caller): boolean {
  return owner === actor.id;
}

function isMember({ ownTeams = [] }: Caller, team: string): boolean {
  return ownTeams.includes(team) || ownTeams.includes(ALL_TEAMS);
}

function mayUse(view: SavedView, caller: Caller): boolean {
  const { sharing } = view;
  return (
    isOwn(view, caller) || sharing.with === 'everybody' || (sharing.with === 'team' && isMember(caller, sharing.team))
  );
}

/** Whether somebody may share like this: with a team as its member, with everybody if the table of permissions says so. */
function mayShare(sharing: Sharing, caller: Caller): boolean {
  if (sharing.with === 'everybody') return may(askingOf(caller), 'share-queue-views');
  return sharing.with === 'nobody' || isMember(caller, sharing.team);
}

/** A view belongs to whom it is shared with: whoever may share it like that may change it, and so may its owner. */
function mayChange(view: SavedView, caller: Caller): boolean {
  return isOwn(view, caller) || (view.sharing.with !== 'nobody' && mayShare(view.sharing, caller));
}

/** One of these views at its next revision. Throws the `Problem` that keeps the caller from changing it. */
function changeable(views: readonly SavedView[], id: string, caller: Caller, ifMatch: number | undefined): SavedView {
  const view = views.find((one) => one.id === id);
  // Deleted, or kept from the caller, since it was looked up.
  if (view === undefined || !mayUse(view, caller)) throw new Problem('queue-view-unknown');
  if (!mayChange(view, caller)) throw new Problem('forbidden');
  const { revision } = view;
  if (ifMatch !== undefined && ifMatch !== revision) {
    throw new Problem('queue-view-changed', { details: { actual: revision } });
  }
  return { ...view, revision: revision + 1 };
}

function checked(
  request: SavedViewRequest,
  caller: Caller,
): { readonly sharing: Sharing; readonly content: ViewContent } {
  const content = contentOf(request);
  if (Object.keys(content.name).length === 0) throw missing('name');
  if (Buffer.byteLength(JSON.stringify(content)) > CONTENT_BYTES_MAX) {
    throw new Problem('queue-view-too-large', { pointer: '#/filters', details: { most: CONTENT_BYTES_MAX } });
  }
  const sharing = sharingOf(request);
  if (!mayShare(sharing, caller)) throw new Problem('forbidden');
  return { sharing, content };
}

function sharingOf({ sharedWith = 'nobody', team }: SavedViewRequest): Sharing {
  if (sharedWith !== 'team') return { with: sharedWith };
  if (team === undefined || team === null) throw missing('team');
  return { with: sharedWith, team };
}

function missing(field: string): Problem {
  const fault = { pointer: `#/${field}`, code: 'missing', text: 'field.missing', values: { field } } as const;
  return new Problem('invalid-field', { errors: [fault] });
}

function tooMany(most: number): Problem {
  return new Problem('too-many-queue-views', { details: { most } });
}
