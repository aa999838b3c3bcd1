import type { EventData } from '@redress/contracts';
import { caseWork } from '../permissions/roles.js';
import { refuse } from '../refusal.js';
import { isKnown, saying, type Command } from './command.js';
import { named } from './complaint.js';

// Names by which an organization finds complaints again. In any status, because ended complaints are looked for as well.

/** Of one complaint at a time. */
const TAGS_MAX = 20;

const exampleTags = ['recall-2026', 'فراخوان', 'Branch 12, counter'] as const;

/** Gives the complaint a tag. Two tags that differ in anything, case included, are two tags. */
export const addTag: Command<'add-tag', EventData<'ComplaintTagged'>, 'ComplaintTagged'> = {
  type: 'add-tag',
  by: caseWork,
  standing: ({ tags }) => (tags.length < TAGS_MAX ? 'open' : refuse('too-many-tags')),
  standingOf: ({ data: { tag } }, { tags }) => (tags.includes(tag) ? 'done' : undefined),
  decide: ({ data }) => [{ type: 'ComplaintTagged', data }],
  folds: {
    ComplaintTagged: (complaint, { data: { tag } }) => ({ ...complaint, tags: [...complaint.tags, tag] }),
  },
  examples: { tag: exampleTags },
};

/** Takes a tag off the complaint. Only a repeat of the last removal counts as done: a misspelt tag must not look removed. */
export const removeTag: Command<'remove-tag', EventData<'ComplaintUntagged'>, 'ComplaintUntagged'> = {
  type: 'remove-tag',
  by: caseWork,
  standing: ({ tags }) => (tags.length > 0 ? 'open' : refuse('complaint-not-tagged')),
  standingOf: ({ data }, { tags, said }) => {
    if (tags.includes(data.tag)) return undefined;
    return isKnown(data, named(said, 'remove-tag') ?? {}) ? 'done' : refuse('complaint-not-tagged');
  },
  decide: ({ data }) => [{ type: 'ComplaintUntagged', data }],
  folds: {
    ComplaintUntagged: (complaint, { data }) => ({
      ...complaint,
      ...saying('remove-tag', data, complaint),
      tags: complaint.tags.filter((tag) => tag !== data.tag),
    }),
  },
  examples: { tag: exampleTags },
};
