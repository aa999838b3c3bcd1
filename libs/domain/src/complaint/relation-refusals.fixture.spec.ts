import { toReference } from '../references/reference.js';
import type { Reference } from '@redress/contracts';
import {
  assessment,
  command,
  earlier,
  EARLIER,
  happened,
  historyTo,
  OWN,
  received,
  supervisor,
} from './complaint.mother.spec.js';
import type { ComplaintCommand } from './commands.js';
import type { PastComplaintEvent } from './complaint.js';

/** A history, and the command refused after it. */
export type Example = readonly [history: readonly PastComplaintEvent[], command: ComplaintCommand];

export const related = { complaint: EARLIER, relation: 'related' } as const;
export const linkTo = (complaint: Reference) =>
  happened('ComplaintLinked', { complaint, relation: 'related', turn: 1, decidedOn: OWN });
export const splitInto = (into: Reference) => happened('ComplaintSplit', { into, description: 'The card.' });
export const absorbed = (complaint: Reference) => happened('ComplaintAbsorbed', { complaint, turn: 1 });

/** At least one example of every refusal that is about another complaint. */
export const relationRefusals = {
  'complaint-merged': [
    [historyTo.merged, command('acknowledge', {})],
    [historyTo.merged, command('assess', assessment)],
    [historyTo.merged, command('withdraw', {})],
    [historyTo.merged, command('close', { outcome: 'out-of-scope' })],
    [historyTo.merged, command('refer', { to: 'The ombudsman' }, { reason: 'They decide this.' })],
    [historyTo.merged, command('reopen', {}, { actor: supervisor, reason: 'New evidence.' })],
    [historyTo.merged, command('merge', { into: toReference('5QV0HJ4ZM8S0'), other: earlier })],
    [historyTo.merged, command('split', { into: EARLIER, description: 'The card, too.' })],
    [historyTo.merged, command('absorb', { complaint: EARLIER, turn: 1 })],
  ],
  'complaint-not-merged': [
    [historyTo.assessed, command('unmerge', {}, { actor: supervisor, reason: 'Another matter.' })],
  ],
  'complaint-not-linked': [[historyTo.assessed, command('unlink', { complaint: EARLIER })]],
  'other-complaint-unknown': [
    [historyTo.assessed, command('link', related)],
    [historyTo.assessed, command('merge', { into: EARLIER })],
  ],
  'other-complaint-is-itself': [
    [historyTo.assessed, command('link', { ...related, complaint: OWN, other: earlier })],
    [historyTo.assessed, command('merge', { into: OWN, other: earlier })],
  ],
  'other-complaint-ended': [
    [historyTo.assessed, command('merge', { into: EARLIER, other: { ...earlier, status: 'closed' } })],
    [historyTo.assessed, command('merge', { into: EARLIER, other: { ...earlier, status: 'withdrawn' } })],
    [historyTo.assessed, command('merge', { into: EARLIER, other: { ...earlier, status: 'referred' } })],
  ],
  'other-complaint-merged': [
    [historyTo.assessed, command('merge', { into: EARLIER, other: { ...earlier, status: 'merged' } })],
  ],
  'different-complainants': [
    [historyTo.received, command('merge', { into: EARLIER, other: { ...earlier, isOtherPerson: true } })],
    [
      historyTo.received,
      command('merge', { into: EARLIER, other: { ...earlier, isOtherPerson: true } }, { reason: ' ' }),
    ],
  ],
  'merge-into-earlier': [
    [
      historyTo.assessed,
      command('merge', { into: EARLIER, other: { ...earlier, receivedAt: '2026-11-02T10:00:00.001Z' } }),
    ],
    [
      historyTo.assessed,
      command('merge', { into: toReference('9WXYZ0123456'), other: { ...earlier, receivedAt: received.occurredAt } }),
    ],
  ],
} satisfies { readonly [code: string]: readonly [Example, ...Example[]] };
