import { NAME_LENGTH_MAX } from '@redress/contracts';
import { type Action, may } from '@redress/domain';
import { IsIn, IsOptional } from 'class-validator';
import { randomUUID } from 'node:crypto';
import { Problem } from '../http/problems/problem.js';
import type { ProblemCode } from '../http/problems/problem-table.js';
import { Text } from '../http/validation/field-rules.js';
import { askingOf, type Caller } from '../security/caller.js';
import { ALL_TEAMS } from '../security/staff-tokens.js';
import type { TimeSource } from '../service/time-source.js';
import type { SavedItem, SavedItemStore, Sharing } from './saved-item-store.js';

/** Of one kind and one person, those that they share included. */
export const ITEMS_PER_PERSON_MAX = 50;
/** Of one kind, shared by all people together. */
export const SHARED_ITEMS_MAX = 200;
/** Of one item, in JSON: a person's items are one document. */
const CONTENT_BYTES_MAX = 16_000;

/** Whom something saved can be shared with. */
export const sharedWith = ['nobody', 'team', 'everybody'] as const satisfies readonly Sharing['with'][];

/** With whom somebody shares what they save. */
export class SharingRequest {
  /** Default: `nobody`. */
  @IsOptional()
  @IsIn(sharedWith)
  sharedWith?: Sharing['with'];

  /** With `sharedWith=team`. */
  @IsOptional()
  @Text(NAME_LENGTH_MAX)
  team?: string;
}

/** What the items of a kind are refused with, and who may share them with everybody. */
export interface SavedItemRules {
  readonly unknown: ProblemCode;
  readonly changed: ProblemCode;
  readonly tooMany: ProblemCode;
  readonly tooLarge: ProblemCode;
  /** The field that makes an item too large, as a JSON pointer. */
  readonly largeField: string;
  readonly shareWithEverybody: Action;
}

/** What people save for themselves and share: who may use, change and delete which, and how many there may be (ADR 77). */
export class SavedItems<Content> {
  constructor(
    private readonly store: SavedItemStore<Content>,
    private readonly clock: TimeSource,
    private readonly rules: SavedItemRules,
  ) {}

  /** The caller's own, then what others share with them. */
  async usable(caller: Caller): Promise<readonly SavedItem<Content>[]> {
    const own = await this.store.of(caller.actor.id);
    const shared = (await this.store.shared()).filter((item) => !isOwn(item, caller) && mayUse(item, caller));
    return [...own, ...shared];
  }

  /** Saves a new item. Throws a `Problem` when there are too many, and for sharing that the caller may not do. */
  async add(caller: Caller, request: SharingRequest, content: Content): Promise<SavedItem<Content>> {
    const sharing = this.checked(caller, request, content);
    if (sharing.with !== 'nobody') await this.requireRoomForShared();
    const owner = caller.actor.id;
    const item = { id: randomUUID(), revision: 0, owner, sharing, content, changedAt: this.clock.now() };
    await this.store.change(owner, (items) => {
      if (items.length >= ITEMS_PER_PERSON_MAX) throw this.tooMany(ITEMS_PER_PERSON_MAX);
      return [...items, item];
    });
    return item;
  }

  /** Replaces an item. Throws a `Problem` for one that the caller may not use or change, or that is at another revision than `ifMatch`. */
  async replace(
    caller: Caller,
    id: string,
    request: SharingRequest,
    content: Content,
    ifMatch?: number,
  ): Promise<SavedItem<Content>> {
    const sharing = this.checked(caller, request, content);
    const known = await this.known(id, caller);
    // Nobody can make another's item their own.
    if (sharing.with === 'nobody' && !isOwn(known, caller)) throw new Problem('forbidden');
    if (sharing.with !== 'nobody' && known.sharing.with === 'nobody') await this.requireRoomForShared();
    let changed = known;
    await this.store.change(known.owner, (items) => {
      changed = { ...this.changeable(items, id, caller, ifMatch), sharing, content, changedAt: this.clock.now() };
      return items.map((item) => (item.id === id ? changed : item));
    });
    return changed;
  }

  /** Deletes an item, with the same problems as {@link replace}. */
  async remove(caller: Caller, id: string, ifMatch?: number): Promise<void> {
    const { owner } = await this.known(id, caller);
    await this.store.change(owner, (items) => {
      this.changeable(items, id, caller, ifMatch);
      return items.filter((item) => item.id !== id);
    });
  }

  /** An item belongs to whom it is shared with: whoever may share it like that may change it, and so may its owner. */
  mayChange(item: SavedItem<Content>, caller: Caller): boolean {
    return isOwn(item, caller) || (item.sharing.with !== 'nobody' && this.mayShare(item.sharing, caller));
  }

  private async known(id: string, caller: Caller): Promise<SavedItem<Content>> {
    const own = await this.store.of(caller.actor.id);
    const known = own.find((item) => item.id === id) ?? (await this.store.shared()).find((item) => item.id === id);
    if (known === undefined || !mayUse(known, caller)) throw new Problem(this.rules.unknown);
    return known;
  }

  /** Those saved at the same moment may exceed the limit by a few. */
  private async requireRoomForShared(): Promise<void> {
    if ((await this.store.shared()).length >= SHARED_ITEMS_MAX) throw this.tooMany(SHARED_ITEMS_MAX);
  }

  /** One of these items at its next revision. Throws the `Problem` that keeps the caller from changing it. */
  private changeable(
    items: readonly SavedItem<Content>[],
    id: string,
    caller: Caller,
    ifMatch: number | undefined,
  ): SavedItem<Content> {
    const item = items.find((one) => one.id === id);
    // Deleted, or kept from the caller, since it was looked up.
    if (item === undefined || !mayUse(item, caller)) throw new Problem(this.rules.unknown);
    if (!this.mayChange(item, caller)) throw new Problem('forbidden');
    const { revision } = item;
    if (ifMatch !== undefined && ifMatch !== revision) {
      throw new Problem(this.rules.changed, { details: { actual: revision } });
    }
    return { ...item, revision: revision + 1 };
  }

  private checked(caller: Caller, request: SharingRequest, content: Content): Sharing {
    if (Buffer.byteLength(JSON.stringify(content)) > CONTENT_BYTES_MAX) {
      throw new Problem(this.rules.tooLarge, { pointer: this.rules.largeField, details: { most: CONTENT_BYTES_MAX } });
    }
    const sharing = sharingOf(request);
    if (!this.mayShare(sharing, caller)) throw new Problem('forbidden');
    return sharing;
  }

  /** Whether somebody may share like this: with a team as its member, with everybody if the table of permissions says so. */
  private mayShare(sharing: Sharing, caller: Caller): boolean {
    if (sharing.with === 'everybody') return may(askingOf(caller), this.rules.shareWithEverybody);
    return sharing.with === 'nobody' || isMember(caller, sharing.team);
  }

  private tooMany(most: number): Problem {
    return new Problem(this.rules.tooMany, { details: { most } });
  }
}

/** Whether something saved is the caller's own. */
export function isOwn({ owner }: Pick<SavedItem<unknown>, 'owner'>, { actor }: Caller): boolean {
  return owner === actor.id;
}

function isMember({ ownTeams = [] }: Caller, team: string): boolean {
  return ownTeams.includes(team) || ownTeams.includes(ALL_TEAMS);
}

function mayUse(item: SavedItem<unknown>, caller: Caller): boolean {
  const { sharing } = item;
  return (
    isOwn(item, caller) || sharing.with === 'everybody' || (sharing.with === 'team' && isMember(caller, sharing.team))
  );
}

function sharingOf({ sharedWith: shared = 'nobody', team }: SharingRequest): Sharing {
  if (shared !== 'team') return { with: shared };
  if (team === undefined || team === null) throw missingField('team');
  return { with: shared, team };
}

/** The problem of a request that lacks a field. */
export function missingField(field: string): Problem {
  const fault = { pointer: `#/${field}`, code: 'missing', text: 'field.missing', values: { field } } as const;
  return new Problem('invalid-field', { errors: [fault] });
}
