import type { Firing } from '@redress/domain';
import type { CommandContent } from './complaints.js';

/** The command that records a due firing, and the idempotency key that makes it the same from every sender. */
export interface FiringCommand {
  readonly content: CommandContent;
  readonly key: string;
}

/** Returns the command for a firing, by its kind. */
export function firingCommand(firing: Firing): FiringCommand {
  if (firing.kind === 'silence') {
    return { key: `due:silence:${firing.at}`, content: { type: 'record-silence', data: {} } };
  }
  const { kind, clock, run, mark, at, to } = firing;
  const key = ['due', kind, clock, run, mark, ...(to === undefined ? [] : [to]), at].join(':');
  const warning = mark === 'due' ? {} : { warning: mark };
  switch (kind) {
    case 'warned':
      return { key, content: { type: 'record-deadline-warned', data: { clock, run, warning: Number(mark) } } };
    case 'missed':
      return { key, content: { type: 'record-deadline-missed', data: { clock, run } } };
    case 'told':
      if (to === undefined) throw new Error(`An escalation of ${clock} names nobody.`);
      return { key, content: { type: 'record-escalation', data: { clock, run, ...warning, to } } };
    case 'report-progress':
      return { key, content: { type: 'report-progress', data: { due: { clock, run } } } };
  }
}
