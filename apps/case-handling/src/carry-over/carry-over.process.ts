import {
  complaintProcess,
  referenceOf,
  splitOff,
  type CommandContent,
  type CommandSource,
  type Complaints,
  type ProjectedComplaintEvent,
} from '@redress/complaints';
import { inverseOf } from '@redress/domain';
import type { Outcome, ProcessManager } from '@redress/eventing';

/** The name under which the process keeps its position. */
export const CARRY_OVER_PROCESS = 'carry-over';

const SERVICE: CommandSource = { caller: 'service:carry-over', actor: { id: 'case-handling', role: 'system' } };

/** What a decision on one complaint asks of another. */
interface CarriedOver {
  /** The other complaint. */
  readonly to: string;
  readonly content: CommandContent;
  /** What the first complaint is told when the other refuses, with the refusal's code; without it the other cannot refuse. */
  readonly takeBack?: (refused: string) => CommandContent;
}

/**
 * Carries what was decided on one complaint about another over to that other one. Started by a link, a merge, the undoing
 * of one, or a split; ended by what the other complaint decides of it, or by its receipt. When that refuses, having ended meanwhile, the first is told to take it back.
 *
 * It remembers nothing. Every change has a turn, by which both complaints know what they have heard already: so it may be killed anywhere,
 * and tell everything again.
 */
export function carryOver(complaints: Complaints): ProcessManager {
  const send = (reference: string, content: CommandContent, event: ProjectedComplaintEvent): Promise<Outcome> =>
    complaints.execute(reference, content, sourceOf(event));
  const carry = async (event: ProjectedComplaintEvent, { to, content, takeBack }: CarriedOver): Promise<void> => {
    const outcome = await send(to, content, event);
    if (outcome.kind === 'refused' && takeBack !== undefined) {
      const back = takeBack(outcome.refusal.refused);
      return mustBeAccepted(back, await send(referenceOf(event.stream), back, event));
    }
    mustBeAccepted(content, outcome);
  };
  return complaintProcess(CARRY_OVER_PROCESS, {
    ComplaintLinked: async (event) => {
      const own = referenceOf(event.stream);
      const { complaint: to, relation, turn, decidedOn } = event.data;
      // It came from the other one.
      if (decidedOn !== own) return;
      await carry(event, {
        to,
        content: { type: 'record-link', data: { complaint: own, relation: inverseOf(relation), turn } },
        takeBack: () => ({ type: 'record-link', data: { complaint: to, turn: turn + 1 } }),
      });
    },
    ComplaintUnlinked: async (event) => {
      const own = referenceOf(event.stream);
      const { complaint: to, turn, decidedOn } = event.data;
      if (decidedOn === own)
        await carry(event, { to, content: { type: 'record-link', data: { complaint: own, turn } } });
    },
    ComplaintMerged: (event) => {
      const { into: to, turn } = event.data;
      return carry(event, {
        to,
        content: { type: 'absorb', data: { complaint: referenceOf(event.stream), turn } },
        takeBack: (refused) => ({ type: 'unmerge', data: { turn, refused } }),
      });
    },
    ComplaintUnmerged: (event) => {
      const { from: to, turn } = event.data;
      return carry(event, { to, content: { type: 'release', data: { complaint: referenceOf(event.stream), turn } } });
    },
    ComplaintSplit: (event) => receiveSplitOff(complaints, event),
  });
}

/**
 * Receives the complaint that a split names, unless it is there. Everything follows from the history up to the split, so that it
 * is the same command whoever sends it, and when. Of somebody who was erased meanwhile nothing is received.
 */
async function receiveSplitOff(
  complaints: Complaints,
  event: ProjectedComplaintEvent<'ComplaintSplit'>,
): Promise<void> {
  const history = await complaints.history(referenceOf(event.stream), { to: event.revision });
  const received = splitOff(history, history.at(-1)?.data ?? {});
  if (received === undefined) return;
  const content = { type: 'receive', data: received.data } as const;
  const remarks = { occurredAt: received.receivedAt };
  const source = { ...sourceOf(event), idempotencyKey: 'split' };
  mustBeAccepted(content, await complaints.execute(event.data.into, content, source, remarks));
}

/** In the name of whoever decided it. */
function sourceOf({ id, actor }: ProjectedComplaintEvent): CommandSource {
  const onBehalfOf = actor.role === SERVICE.actor.role ? {} : { onBehalfOf: actor };
  return { ...SERVICE, ...onBehalfOf, causationId: id };
}

function mustBeAccepted({ type }: CommandContent, outcome: Outcome): void {
  if (outcome.kind === 'accepted') return;
  throw new Error(`${type} was answered with ${outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind}.`);
}
