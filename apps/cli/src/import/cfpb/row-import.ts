import type { Complaints, CommandContent, Lodged } from '@redress/complaints';
import type { Actor, Outcome } from '@redress/eventing';
import { ACTORS } from './actors.js';
import { complaintHistory, lodgingOfOld } from './complaint-history.js';
import type { ComplaintRow } from './complaint-row.js';

/** Owns the idempotency keys: what this import recorded once, it finds again. Changing it would import everything anew. */
const CALLER = 'import:cfpb';

export interface ImportedRow {
  /** `added` now; `continued` one that was there but not to its end; or all of it was `there` already. */
  readonly kind: 'added' | 'continued' | 'there';
  /** Events recorded now. */
  readonly events: number;
}

/** The complaint refused a step: it was worked on since, or imported before with other content. */
export class StepRefusedError extends Error {
  constructor(step: string, outcome: Exclude<Outcome, { kind: 'accepted' }>) {
    super(
      outcome.kind === 'refused'
        ? `the complaint refused the step ${step} (${outcome.refusal.refused})`
        : `the same complaint was imported before with other content (step ${step}, ${outcome.kind})`,
    );
    this.name = 'StepRefusedError';
  }
}

/**
 * Drives one row through the complaint's own commands. Each command has an idempotency key made of the row's key and the step's, so a
 * repeat adds nothing and an interrupted import goes on where it stopped. Throws `StepRefusedError`, or what the machinery throws.
 */
export async function importRow(complaints: Complaints, key: string, row: ComplaintRow): Promise<ImportedRow> {
  const { lodging, steps } = complaintHistory(row);
  const source = (actor: Actor, idempotencyKey: string) => ({ caller: CALLER, actor, idempotencyKey });
  const lodge = (content: CommandContent<'receive'>['data']): Promise<Lodged> =>
    complaints.lodge(content, source(ACTORS.complainant, key), { occurredAt: row.receivedAt });
  const now = await lodge(lodging);
  // What an earlier release imported is found again, and goes on where it stopped.
  const lodged = now.outcome.kind === 'command-reused' ? await lodge(lodgingOfOld(lodging)) : now;
  const first = accepted('receive', lodged.outcome);
  let events = newEventsOf(first);
  for (const { key: stepKey, content, actor, occurredAt, reason } of steps) {
    const remarks = { occurredAt, ...(reason !== undefined && { reason }) };
    const outcome = await complaints.execute(lodged.reference, content, source(actor, `${key}:${stepKey}`), remarks);
    events += newEventsOf(accepted(stepKey, outcome));
  }
  return { kind: first.replayed ? (events > 0 ? 'continued' : 'there') : 'added', events };
}

type Accepted = Extract<Outcome, { kind: 'accepted' }>;

function accepted(step: string, outcome: Outcome): Accepted {
  if (outcome.kind !== 'accepted') throw new StepRefusedError(step, outcome);
  return outcome;
}

function newEventsOf({ replayed, events }: Accepted): number {
  return replayed ? 0 : events.length;
}
