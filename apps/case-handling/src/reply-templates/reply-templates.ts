import { Inject, Injectable } from '@nestjs/common';
import { type Caller, Problem, type SavedItem, TIME_SOURCE, type TimeSource } from '@redress/platform';
import { shippedReplyTemplates } from '@redress/texts';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  type ReplyTemplate,
  type ReplyTemplateRequest,
  type ReplyTemplateVersion,
  versionOf,
} from './reply-template.js';
import { ReplyTemplateStore } from './reply-template-store.js';

/** Templates in all, the archived ones included: nobody chooses among more. */
export const REPLY_TEMPLATES_MAX = 100;
/** Versions that are kept of one template; the oldest is dropped. */
export const TEMPLATE_VERSIONS_MAX = 20;

type Version = SavedItem<ReplyTemplateVersion>;

/** The templates of replies: those that come with the application, until they are changed, and those that administrators add. */
@Injectable()
export class ReplyTemplates {
  constructor(
    private readonly store: ReplyTemplateStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  /** Every template as it is, those that come with the application first. */
  async list(): Promise<readonly ReplyTemplate[]> {
    const current = new Map(shipped.map((template) => [template.id, template]));
    // The versions of one come oldest first.
    for (const version of await this.store.shared()) current.set(version.owner, answered(version));
    return [...current.values()];
  }

  /** The versions of a template that are kept, newest first. Throws `Problem('reply-template-unknown')`. */
  async versions(id: string): Promise<readonly ReplyTemplate[]> {
    const asShipped = shipped.filter((template) => template.id === id);
    const saved = (await this.store.of(id)).map(answered);
    const versions = [...asShipped, ...saved].reverse();
    if (versions.length === 0) throw new Problem('reply-template-unknown');
    return versions;
  }

  /** Throws a `Problem` for a field that there is not, and when there are too many. */
  async add(caller: Caller, request: ReplyTemplateRequest): Promise<ReplyTemplate> {
    const content = versionOf(request, caller.actor.id);
    // Those saved at the same moment may exceed the limit by a few.
    if ((await this.list()).length >= REPLY_TEMPLATES_MAX)
      throw new Problem('too-many-reply-templates', { details: { most: REPLY_TEMPLATES_MAX } });
    const version = this.version(randomUUID(), 0, content);
    await this.store.change(version.owner, () => [version]);
    return answered(version);
  }

  /** Adds a version; none where nothing changes. Throws a `Problem` as {@link add}, and for a template at another revision than `ifMatch`. */
  async replace(
    caller: Caller,
    id: string,
    request: ReplyTemplateRequest,
    ifMatch: number | undefined,
  ): Promise<ReplyTemplate> {
    const content = versionOf(request, caller.actor.id);
    const asShipped = shipped.find((template) => template.id === id);
    let changed: ReplyTemplate | undefined;
    await this.store.change(id, (versions) => {
      const last = versions.at(-1);
      const current = last === undefined ? asShipped : answered(last);
      if (current === undefined) throw new Problem('reply-template-unknown');
      const { revision } = current;
      if (ifMatch !== undefined && ifMatch !== revision)
        throw new Problem('reply-template-changed', { details: { actual: revision } });
      if (isSame(current, content)) {
        changed = current;
        return versions;
      }
      const next = this.version(id, revision + 1, content);
      changed = answered(next);
      return [...versions, next].slice(-TEMPLATE_VERSIONS_MAX);
    });
    if (changed === undefined) throw new Error(`The template ${id} was not changed.`);
    return changed;
  }

  private version(owner: string, revision: number, content: ReplyTemplateVersion): Version {
    const sharing = { with: 'everybody' } as const;
    return { id: randomUUID(), revision, owner, sharing, content, changedAt: this.clock.now() };
  }
}

const shipped: readonly ReplyTemplate[] = Object.entries(shippedReplyTemplates).map(([id, content]) => ({
  id,
  revision: 0,
  ...content,
  archived: false,
  changedBy: null,
  changedAt: null,
}));

function answered({ owner, revision, changedAt, content: { by, ...content } }: Version): ReplyTemplate {
  return { id: owner, revision, ...content, changedBy: by, changedAt };
}

function isSame(current: ReplyTemplate, { by: _by, ...content }: ReplyTemplateVersion): boolean {
  const { name, command, texts, archived } = current;
  return isDeepStrictEqual({ name, command, texts, archived }, content);
}
