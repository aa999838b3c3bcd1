import type { DocumentOf, ProjectedComplaintEvent } from '@redress/complaints';
import { closed, fieldsOf, personal, vocabulary, type ActorId } from '@redress/contracts';
import Type from 'typebox';

const { instant } = vocabulary;
const actor = Type.Unsafe<ActorId>(Type.String());

/** A task that was assigned, and its outcome. */
export const caseTask = closed({
  ...fieldsOf('TaskAssigned'),
  state: Type.Enum(['open', 'done', 'cancelled']),
  assignedBy: actor,
  assignedAt: instant(),
  result: fieldsOf('TaskCompleted').result,
  completedBy: Type.Optional(actor),
  completedAt: Type.Optional(instant()),
  cancelledBy: Type.Optional(actor),
  cancelledAt: Type.Optional(instant()),
  reason: Type.Optional(personal(Type.String())),
});
export type CaseTask = DocumentOf<typeof caseTask>;

/** What the events about a task say of it. */
type AboutTask<Type extends 'TaskAssigned' | 'TaskCompleted' | 'TaskCancelled', Said> = (
  event: ProjectedComplaintEvent<Type>,
) => Said;

export const taskAssigned: AboutTask<'TaskAssigned', CaseTask> = ({ data, actor: { id }, occurredAt }) => ({
  ...data,
  state: 'open',
  assignedBy: id,
  assignedAt: occurredAt,
});

export const taskCompleted: AboutTask<'TaskCompleted', Partial<CaseTask>> = ({ data, actor: { id }, occurredAt }) => ({
  ...data,
  state: 'done',
  completedBy: id,
  completedAt: occurredAt,
});

export const taskCancelled: AboutTask<'TaskCancelled', Partial<CaseTask>> = (event) => ({
  ...event.data,
  state: 'cancelled',
  cancelledBy: event.actor.id,
  cancelledAt: event.occurredAt,
  ...(event.reason !== undefined && { reason: event.reason }),
});
