import {
  COMPLAINT_STREAM_PREFIX,
  referenceOf,
  type CommandContent,
  type CommandSource,
  type Complaints,
} from '@redress/complaints';
import type { Outcome, ProcessManager, ProjectedEvent } from '@redress/eventing';
import { CARRIED_TYPES, carriedOver } from './carried-over.js';
import { receiveSplitOff } from './receive-split-off.js';

/** The name under which the process keeps its position. */
export const CARRY_OVER_PROCESS = 'carry-over';

const SERVICE: CommandSource = { caller: 'service:carry-over', actor: { id: 'case-handling', role: 'system' } };

/**
 * Carries what was decided on one complaint about another over to that other one. Started by a link, a merge, the undoing
 * of one, or a split; ended by what the other complaint decides of it, or by its receipt. When that refuses, having ended meanwhile, the first is told to take it back.
 *
 * It remembers nothing. Every change has a turn, by which both complaints know what they have heard already: so it may be killed anywhere,
 * and tell everything again.
 */
export class CarryOverProcess implements ProcessManager {
  readonly name = CARRY_OVER_PROCESS;
  readonly streamPrefix = COMPLAINT_STREAM_PREFIX;
  readonly reactsTo = [...CARRIED_TYPES, 'ComplaintSplit'];

  constructor(private readonly complaints: Complaints) {}

  async on(event: ProjectedEvent): Promise<void> {
    if (event.type === 'ComplaintSplit') return receiveSplitOff(this.complaints, event, sourceOf(event));
    const carried = carriedOver(event);
    if (carried === undefined) return;
    const { to, content, takeBack } = carried;
    const outcome = await this.send(to, content, event);
    if (outcome.kind === 'refused' && takeBack !== undefined) {
      const back = takeBack(outcome.refusal.refused);
      return mustBeAccepted(back, await this.send(referenceOf(event.stream), back, event));
    }
    mustBeAccepted(content, outcome);
  }

  private send(reference: string, content: CommandContent, event: ProjectedEvent): Promise<Outcome> {
    return this.complaints.execute(reference, content, sourceOf(event));
  }
}

/** In the name of whoever decided it. */
function sourceOf({ id, actor }: ProjectedEvent): CommandSource {
  const onBehalfOf = actor.role === SERVICE.actor.role ? {} : { onBehalfOf: actor };
  return { ...SERVICE, ...onBehalfOf, causationId: id };
}

function mustBeAccepted({ type }: CommandContent, outcome: Outcome): void {
  if (outcome.kind === 'accepted') return;
  throw new Error(`${type} was answered with ${outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind}.`);
}
