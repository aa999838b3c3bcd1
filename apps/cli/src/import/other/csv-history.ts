import type { CommandContent } from '@redress/complaints';
import {
  DESCRIPTION_LENGTH_MAX,
  IMPORT_ACTOR_PREFIX,
  type Priority,
  type Severity,
  TEXT_LENGTH_MAX,
} from '@redress/contracts';
import type { Instant } from '@redress/domain';
import type { Actor } from '@redress/eventing';
import { toActorId } from '@redress/eventing';
import { noteSteps, piecesOf, type Step } from '../rows/step.js';
import type { CsvRow } from './csv-row.js';

/**
 * The actors in the history of an imported complaint: the import itself, because an export seldom says who did a step. Their ids tell
 * services that it is history.
 */
export const CSV_ACTORS = {
  importer: { id: toActorId(`${IMPORT_ACTOR_PREFIX}csv`), role: 'system' },
  /** Two people decided, as ISO 10002 asks: the export does not say who. */
  approver: { id: toActorId(`${IMPORT_ACTOR_PREFIX}csv-approver`), role: 'system' },
} as const satisfies { readonly [party: string]: Actor };

const UNDATED = 'The export does not date this step.';
const UNSAID = 'The export does not say this.';

/** The content of a complaint as lodged. */
export function csvLodging(row: CsvRow): CommandContent<'receive'>['data'] {
  const { externalReference, channel, language, texts, complainant, concern, happenedOn } = row;
  const [description = ''] = piecesOf(row.description);
  return {
    description,
    channel,
    language,
    externalReference,
    ...texts,
    ...(concern !== undefined && { concern }),
    ...(happenedOn !== undefined && { happenedOn }),
    ...(Object.keys(complainant).length > 0 && { complainant }),
  };
}

/** Every later step of a row, in order. `round`: how often an import opened the complaint again, so that it can end once more. */
export function csvSteps(row: CsvRow, source: string, round = 0): readonly Step[] {
  return [
    ...furtherDescription(row),
    ...openSteps(row),
    ...noteSteps(CSV_ACTORS.importer, noteTitle(source), row.remarks, row.receivedAt),
    ...endSteps(row, source, round),
  ];
}

export function noteTitle(source: string): string {
  return `From ${source}, word by word:`;
}

function furtherDescription({ description, receivedAt }: CsvRow): readonly Step[] {
  const [, ...further] = piecesOf(description, DESCRIPTION_LENGTH_MAX);
  return further.map((text, index) => ({
    key: `add-information:${index}`,
    content: { type: 'add-information', data: { text } },
    actor: CSV_ACTORS.importer,
    occurredAt: receivedAt,
    reason: 'The description is longer than one may be: this continues it.',
  }));
}

/** What was done while the complaint was open. */
function openSteps({ receivedAt, acknowledgedAt, answeredAt, priority, team, assignee }: CsvRow): readonly Step[] {
  const steps: Step[] = [];
  const add = (content: CommandContent, occurredAt: Instant, reason?: string) =>
    steps.push(stepOf(content, occurredAt, reason));
  // Whoever got an answer knows that their complaint arrived.
  const acknowledged = acknowledgedAt ?? answeredAt;
  if (acknowledged !== undefined)
    add({ type: 'acknowledge', data: {} }, acknowledged, acknowledgedAt === undefined ? UNDATED : undefined);
  if (priority !== undefined) add(assessmentOf(priority), receivedAt, UNDATED);
  else if (answeredAt !== undefined) add(assessmentOf('normal'), receivedAt, UNSAID);
  if (team !== undefined) add({ type: 'route', data: { team } }, receivedAt, UNDATED);
  if (assignee !== undefined) add({ type: 'assign', data: { assignee } }, receivedAt, UNDATED);
  return steps;
}

const SEVERITIES: { readonly [priority in Priority]: Severity } = {
  low: 'low',
  normal: 'medium',
  high: 'high',
  urgent: 'critical',
};

/** The assessment that gives this priority and says nothing else. */
export function assessmentOf(priority: Priority): CommandContent<'assess'> {
  return {
    type: 'assess',
    data: {
      severity: SEVERITIES[priority],
      safetyImplication: false,
      complexity: 'standard',
      impact: 'individual',
      immediateAction: 'none',
      rationale: `The export has no assessment: these are the neutral values for the priority ${priority}.`,
    },
  };
}

/** The steps to the end of a complaint; none while it is open. */
function endSteps(row: CsvRow, source: string, round: number): readonly Step[] {
  const { status, answeredAt, closedAt = answeredAt, outcome } = row;
  const ending = (content: CommandContent, actor: Actor, occurredAt: Instant, reason?: string): Step => ({
    ...stepOf(content, occurredAt, reason, actor),
    ...(round > 0 && { key: `${content.type}:${round}` }),
  });
  const { importer, approver } = CSV_ACTORS;
  // No row says that a complaint has ended without saying when.
  if (status === 'open' || closedAt === undefined) return [];
  if (status === 'withdrawn' || outcome === 'withdrawn')
    return [ending({ type: 'withdraw', data: {} }, importer, closedAt, `${source} has it as withdrawn.`)];
  if (outcome === 'out-of-scope') {
    const comment = (row.answer ?? `${source} has it as out of scope.`).slice(0, TEXT_LENGTH_MAX);
    const proposed = ending({ type: 'close', data: { outcome, comment } }, importer, closedAt);
    const confirmed = ending({ type: 'close', data: { outcome } }, approver, closedAt);
    return [proposed, { ...confirmed, key: `${confirmed.key}:approved` }];
  }
  if (outcome === undefined || answeredAt === undefined) return [];
  const [words = '', ...further] = piecesOf(
    row.answer ?? `${source} does not give the words of the answer.`,
    TEXT_LENGTH_MAX,
  );
  const at = answeredAt;
  const decided = [
    ending({ type: 'record-finding', data: { summary: words, upheld: outcome } }, importer, at, UNSAID),
    ending(
      { type: 'propose-response', data: { decision: outcome, explanation: words, remedies: [] } },
      importer,
      at,
      UNSAID,
    ),
    ending({ type: 'approve-response', data: {} }, approver, at, UNSAID),
    ending({ type: 'communicate-decision', data: {} }, importer, at),
    ...noteSteps(importer, `The answer, continued, from ${source}:`, further, at),
  ];
  if (status === 'answered') return decided;
  return [
    ...decided,
    ending(
      { type: 'record-acceptance', data: { basis: 'presumed' } },
      importer,
      closedAt,
      `${source} has it as closed, and does not say whether the complainant was content.`,
    ),
    ending({ type: 'close', data: { outcome: 'resolved' } }, importer, closedAt),
  ];
}

function stepOf(
  content: CommandContent,
  occurredAt: Instant,
  reason?: string,
  actor: Actor = CSV_ACTORS.importer,
): Step {
  return { key: content.type, content, actor, occurredAt, ...(reason !== undefined && { reason }) };
}
