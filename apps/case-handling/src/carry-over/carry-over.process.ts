import {
  COMPLAINT_STREAM_PREFIX,
  referenceOf,
  type CommandContent,
  type CommandSource,
  type Complaints,
} from '@redress/complaints';
import type { Outcome, ProcessManager, ProjectedEvent } from '@redress/eventing';
import { CARRIED_TYPES, carriedOver } from './carried-over.js';

/** The name under which the process keeps its position. */
export const CARRY_OVER_PROCESS = 'carry-over';

const SERVICE: CommandSource = { caller: 'service:carry-over', actor: { id: 'case-handling', role: 'system' } };

/**
 * Carries what was decided on one complaint about another over to that other one. Started by a link, a merge, or the undoing of one; ended
 * by what the other complaint decides of it. When that refuses, having ended meanwhile, the first is told to take it back.
 *
 * It remembers nothing. Every change has a turn, by which both complaints know what they have heard already: so it may be killed anywhere,
 * and tell everything again.
 */
export class CarryOverProcess implements ProcessManager {
  readonly name = CARRY_OVER_PROCESS;
  readonly streamPrefix = COMPLAINT_STREAM_PREFIX;
  readonly reactsTo = CARRIED_TYPES;

  constructor(private readonly complaints: Complaints) {}

  async on(event: ProjectedEvent): Promise<void> {
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

  /** In the name of whoever decided it. */
  private send(reference: string, content: CommandContent, { id, actor }: ProjectedEvent): Promise<Outcome> {
    const onBehalfOf = actor.role === SERVICE.actor.role ? {} : { onBehalfOf: actor };
    return this.complaints.execute(reference, content, { ...SERVICE, ...onBehalfOf, causationId: id });
  }
}

function mustBeAccepted({ type }: CommandContent, outcome: Outcome): void {
  if (outcome.kind === 'accepted') return;
  throw new Error(`${type} was answered with ${outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind}.`);
}
