import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContent, Complaints, referenceOf } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { formatReference, isOngoing, isSamePerson, type Complaint } from '@redress/domain';
import type { Outcome } from '@redress/eventing';
import { askingOf, commandSourceOf, type CommandMetaOfMany } from '@redress/platform';
import { Workload, workIn } from './workload.js';

/** Complaints that one request moves: a repeat goes on with the next. */
const COMPLAINTS_MAX = 100;
/** Refused steps that one request tells. They stay where they are, so a repeat meets them again: far more than those that move. */
const REFUSED_MAX = 1_000;

/** One step that was taken or refused, by the complaint's reference in groups of four. */
export interface Moved {
  readonly reference: string;
  readonly command: 'assign' | 'unassign' | 'assign-task';
  /** The task that was meant. */
  readonly task?: string;
}

export interface Reassigned {
  readonly moved: readonly Moved[];
  /** `code` as the command itself would be answered. */
  readonly refused: readonly (Moved & { readonly code: string })[];
  /** Whether the person has more than one request moves. */
  readonly more: boolean;
}

/** Moves the open cases and tasks of a person to another, or back to the queue, as far as the sender may see them. */
export class Reassign extends Command<Reassigned> {
  constructor(
    readonly person: string,
    readonly to: string | undefined,
    readonly reason: string,
    readonly meta: CommandMetaOfMany,
  ) {
    super();
  }
}

/** Sends the ordinary command for each piece of work, so that walls, deputies and the history are those of every other assignment. */
@CommandHandler(Reassign)
export class ReassignHandler implements ICommandHandler<Reassign> {
  constructor(
    private readonly complaints: Complaints,
    private readonly workload: Workload,
  ) {}

  async execute(command: Reassign): Promise<Reassigned> {
    const { person, to, meta } = command;
    const moved: Moved[] = [];
    const refused: (Moved & { code: string })[] = [];
    if (to !== undefined && isSamePerson(person, to)) return { moved, refused, more: false };
    let complaints = 0;
    for await (const document of this.workload.openCases(askingOf(meta.caller))) {
      const { assignee, tasks } = workIn(document);
      if (![assignee, ...tasks].some((one) => one !== null && isSamePerson(one, person))) continue;
      if (complaints === COMPLAINTS_MAX || refused.length >= REFUSED_MAX) return { moved, refused, more: true };
      const before = moved.length;
      for (const { step, outcome } of await this.moveAll(referenceOf(document.id), command)) {
        const code = codeOf(outcome);
        if (code === undefined) moved.push(step);
        else refused.push({ ...step, code });
      }
      if (moved.length > before) complaints += 1;
    }
    return { moved, refused, more: false };
  }

  private async moveAll(reference: Reference, command: Reassign) {
    const { person, to } = command;
    const { state } = await this.complaints.load(reference);
    const done: { readonly step: Moved; readonly outcome: Outcome }[] = [];
    if (state.status === 'unknown' || !isOngoing(state)) return done;
    const shown = formatReference(reference);
    for (const [task, { content }] of tasksOf(person, state)) {
      const step = { reference: shown, command: 'assign-task', task } as const;
      done.push({ step, outcome: await this.moveTask(reference, task, content, command) });
    }
    if (state.assignee !== undefined && isSamePerson(state.assignee, person)) {
      const content: CommandContent<'assign' | 'unassign'> =
        to === undefined
          ? { type: 'unassign', data: { assignee: person } }
          : { type: 'assign', data: { assignee: to, from: person } };
      const step = { reference: shown, command: content.type };
      done.push({ step, outcome: await this.send(reference, content, content.type, command) });
    }
    return done;
  }

  /** Gives the same task to the other person first, so that no failure leaves it with nobody. */
  private async moveTask(
    reference: Reference,
    task: string,
    { title, insteadOf: _absent, assignee: _person, ...content }: Complaint['tasks'][string]['content'],
    command: Reassign,
  ): Promise<Outcome> {
    const { to } = command;
    if (typeof title !== 'string') return { kind: 'refused', refusal: { refused: 'unknown-task' } };
    const data = { ...content, title, ...(to !== undefined && { assignee: to }) };
    const given = await this.send(reference, { type: 'assign-task', data }, `assign-task:${task}`, command);
    if (given.kind !== 'accepted') return given;
    return this.send(reference, { type: 'cancel-task', data: { task } }, `cancel-task:${task}`, command);
  }

  private send(reference: Reference, content: CommandContent, step: string, command: Reassign): Promise<Outcome> {
    const { idempotencyKey, ...meta } = command.meta;
    const key = idempotencyKey === undefined ? {} : { idempotencyKey: `reassign:${step}:${idempotencyKey}` };
    return this.complaints.execute(reference, content, commandSourceOf({ ...meta, ...key }), {
      reason: command.reason,
    });
  }
}

function tasksOf(person: string, { tasks }: Complaint): readonly (readonly [string, Complaint['tasks'][string]])[] {
  return Object.entries(tasks).filter(
    ([, { content, standing }]) =>
      standing === 'open' && content.assignee !== undefined && isSamePerson(content.assignee, person),
  );
}

/** Undefined for what was done. */
function codeOf(outcome: Outcome): string | undefined {
  switch (outcome.kind) {
    case 'accepted':
      return undefined;
    case 'refused':
      return outcome.refusal.refused;
    case 'revision-mismatch':
      return 'revision-mismatch';
    case 'command-reused':
      return 'idempotency-key-reused';
  }
}
