import {
  complaintProcess,
  isImportedHistory,
  isOf,
  referenceOf,
  splitOff,
  type CommandContent,
  type CommandSource,
  type Complaints,
  type ProjectedComplaintEvent,
} from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { complaintsWithin, inverseOf, type ComplaintState } from '@redress/domain';
import type { OpenedEvent, Outcome, ProcessManager } from '@redress/eventing';
import { toActorId } from '@redress/eventing';
import { canHaveNote, outcomeNote } from './outcome-notes.js';

/** Name under which the process stores its position. */
export const CARRY_OVER_PROCESS = 'carry-over';

const SERVICE: CommandSource = {
  caller: 'service:carry-over',
  actor: { id: toActorId('case-handling'), role: 'system' },
};

/** The command that a decision on one complaint requires on another. */
interface CarriedOver {
  /** Reference of the other complaint. */
  readonly to: Reference;
  readonly content: CommandContent;
  /**
   * Command that undoes the decision on the first complaint when the other refuses, given the refusal's code; absent where no refusal is
   * possible.
   */
  readonly takeBack?: (refused: string) => CommandContent;
}

/**
 * Carries a decision on one complaint over to the other complaint it concerns. Starts at a link, an unlink, a merge, its undoing, or a
 * split, or an outcome that concerns merged complaints; ends with what the other complaint records, or with its receipt. If the other complaint refuses because it ended meanwhile, the
 * decision on the first is undone.
 *
 * Stateless: every change carries a turn number, by which both complaints recognize repeats. The process can therefore be killed anywhere
 * and replay everything.
 */
export function carryOver(complaints: Complaints): ProcessManager {
  const send = (reference: Reference, content: CommandContent, event: ProjectedComplaintEvent): Promise<Outcome> =>
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
      // Recorded because of the other complaint: nothing to carry over.
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
    ComplaintAbsorbed: (event) => tellOutcome(complaints, event),
    DecisionCommunicated: (event) => tellOutcome(complaints, event),
    ComplaintClosed: (event) => tellOutcome(complaints, event),
    ComplaintReferred: (event) => tellOutcome(complaints, event),
    ComplaintReopened: (event) => tellOutcome(complaints, event),
    // Whoever withdraws speaks for nobody else: the others are looked into on their own.
    ComplaintWithdrawn: async (event) => {
      const { state } = await complaints.load(referenceOf(event.stream), event.revision);
      for (const reference of withinOf(state)) {
        const turn = state.status === 'unknown' ? undefined : state.absorbed[reference]?.turn;
        const data = { refused: 'complaint-withdrawn', ...(turn !== undefined && { turn }) };
        const content = { type: 'unmerge', data } as const;
        const outcome = await send(reference, content, event);
        // It was released meanwhile, by hand or by an earlier delivery.
        const isReleased = outcome.kind === 'refused' && outcome.refusal.refused === 'complaint-not-merged';
        if (!isReleased) mustBeAccepted(content, outcome);
      }
    },
  });
}

/** References of the complaints that are handled within this one. */
function withinOf(state: ComplaintState): readonly Reference[] {
  return state.status === 'unknown' ? [] : complaintsWithin(state);
}

/**
 * Tells the complainants of the complaints handled within this one what became of it, by a note on their own: so nothing of the other
 * complaint is in it, and it is erased with them. Nobody is told what happened before an import.
 */
async function tellOutcome(complaints: Complaints, event: Parameters<typeof outcomeNote>[0]): Promise<void> {
  if (!canHaveNote(event) || (await isImportedHistory(complaints, event))) return;
  const { state } = await complaints.load(referenceOf(event.stream), event.revision);
  if (state.status === 'unknown') return;
  for (const reference of event.type === 'ComplaintAbsorbed' ? [event.data.complaint] : withinOf(state)) {
    const { state: other } = await complaints.load(reference);
    if (other.status !== 'merged') continue;
    const note = outcomeNote(event, state.decision?.decision, other.addressee.language);
    if (note === undefined || isErased(await complaints.history(reference, { to: 0 }))) continue;
    const content = { type: 'add-note', data: { text: note, visibility: 'complainant' } } as const;
    const source = { ...SERVICE, causationId: event.id, idempotencyKey: `outcome:${event.id}` };
    mustBeAccepted(content, await complaints.execute(reference, content, source));
  }
}

/** Nothing about an erased person may be recorded any more. */
function isErased(history: readonly OpenedEvent[]): boolean {
  return typeof history.find(isOf('ComplaintReceived'))?.data.description !== 'string';
}

/**
 * Receives the complaint that a split names, unless it exists, with the interests in the first: in one step, so that nobody whom they
 * exclude sees it before. The commands follow entirely from the history up to the split, so any process sends the same ones at any time.
 * Does nothing when the complainant was erased meanwhile.
 */
async function receiveSplitOff(
  complaints: Complaints,
  event: ProjectedComplaintEvent<'ComplaintSplit'>,
): Promise<void> {
  const history = await complaints.history(referenceOf(event.stream), { to: event.revision });
  const received = splitOff(history, history.at(-1)?.data ?? {});
  if (received === undefined) return;
  const { data, receivedAt, conflicts } = received;
  const source = (idempotencyKey: string): CommandSource => ({ ...sourceOf(event), idempotencyKey });
  const lodging = { data, source: source('split'), remarks: { occurredAt: receivedAt } };
  const steps = conflicts.map((conflict, index) => ({
    content: { type: 'declare-conflict', data: conflict } as const,
    source: source(`split-conflict-${index}`),
    remarks: {},
  }));
  const outcomes = await complaints.receiveAs(event.data.into, lodging, steps);
  const sent: readonly CommandContent[] = [{ type: 'receive', data }, ...steps.map(({ content }) => content)];
  for (const [index, outcome] of outcomes.entries()) mustBeAccepted(sent[index] as CommandContent, outcome);
}

/** Acts on behalf of the person who decided. */
function sourceOf({ id, actor }: ProjectedComplaintEvent): CommandSource {
  const onBehalfOf = actor.role === SERVICE.actor.role ? {} : { onBehalfOf: actor };
  return { ...SERVICE, ...onBehalfOf, causationId: id };
}

function mustBeAccepted({ type }: CommandContent, outcome: Outcome): void {
  if (outcome.kind === 'accepted') return;
  throw new Error(`${type} was answered with ${outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind}.`);
}
