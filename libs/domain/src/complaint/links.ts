import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import { named } from './named.js';
import { lacksOther } from './other-complaint.js';
import type { Complaint, Link } from './state.js';

/**
 * Complaints that have to do with each other (ISO 10002:2018, 7.6 and 8.2). Both sides hold the link. It may be changed on either, at the
 * same time too: the higher turn holds on both, and of equal turns the one decided on the complaint with the greater reference.
 */

export function link({ data, reference }: CommandOf<'link'>, { links }: Complaint): Decision {
  const { complaint, relation, other } = data;
  const refusal = lacksOther(reference, complaint, other);
  if (refusal !== undefined) return refusal;
  const turn = turnAfter(named(links, complaint));
  return [{ type: 'ComplaintLinked', data: { complaint, relation, turn, decidedOn: reference } }];
}

export function unlink({ data: { complaint }, reference }: CommandOf<'unlink'>, { links }: Complaint): Decision {
  const known = named(links, complaint);
  if (known === undefined) return refuse('complaint-not-linked');
  return [{ type: 'ComplaintUnlinked', data: { complaint, turn: turnAfter(known), decidedOn: reference } }];
}

/** What was decided on the other side. When this side knows better already, it is nothing. */
export function recordLink({ data }: CommandOf<'record-link'>, { links }: Complaint): Decision {
  const { complaint, turn, relation } = data;
  const decidedOn = complaint;
  if (!isNewer({ turn, decidedOn }, named(links, complaint))) return [];
  return relation === undefined
    ? [{ type: 'ComplaintUnlinked', data: { complaint, turn, decidedOn } }]
    : [{ type: 'ComplaintLinked', data: { complaint, relation, turn, decidedOn } }];
}

function turnAfter(known: Link | undefined): number {
  return (known?.turn ?? 0) + 1;
}

function isNewer(said: Omit<Link, 'relation'>, known: Link | undefined): boolean {
  if (known === undefined || said.turn > known.turn) return true;
  return said.turn === known.turn && said.decidedOn > known.decidedOn;
}
