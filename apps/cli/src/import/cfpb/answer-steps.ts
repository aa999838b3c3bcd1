import type { CommandContent } from '@redress/complaints';
import { ACTORS } from './actors.js';
import type { ComplaintRow } from './complaint-row.js';
import type { Step } from './step.js';

const UNDATED = 'The source does not date this step: the day on which the complaint was sent on stands for it.';
const DELIVERY_UNKNOWN = 'The source does not say whether what was promised was delivered.';
const OPTIONS_TOLD =
  'Disputed by the complainant. The Bureau tells every complainant of the options that remain: the company itself, ' +
  'state authorities and the courts.';

/** From assessment to closing, for a row with an answer; nothing while the company has not answered. */
export function answerSteps(row: ComplaintRow): readonly Step[] {
  const { answer, sentAt: occurredAt } = row;
  if (answer === undefined) return [];
  const step = (content: CommandContent, actor: Step['actor'], reason = UNDATED): Step => ({
    key: content.type,
    content,
    actor,
    occurredAt,
    reason,
  });
  return [
    step(ASSESSMENT, ACTORS.importer),
    step(proposalOf(row, answer), ACTORS.respondent),
    step(
      { type: 'approve-response', data: {} },
      ACTORS.approver,
      'The source does not name who approved: the company answered for itself.',
    ),
    step(
      { type: 'communicate-decision', data: row.timely === undefined ? {} : { timely: row.timely } },
      ACTORS.respondent,
    ),
    ...endingSteps(row.disputed, step),
  ];
}

const ASSESSMENT: CommandContent<'assess'> = {
  type: 'assess',
  data: {
    severity: 'medium',
    safetyImplication: false,
    complexity: 'standard',
    impact: 'individual',
    immediateAction: 'none',
    rationale: 'The source has no assessment: these are the neutral values.',
  },
};

function proposalOf(
  { values: { response = '', publicResponse } }: ComplaintRow,
  { decision, remedies }: NonNullable<ComplaintRow['answer']>,
): CommandContent<'propose-response'> {
  const explanation = [`The source gives the response as: ${response}.`];
  if (publicResponse !== undefined) explanation.push(`Company public response: ${publicResponse}`);
  return {
    type: 'propose-response',
    data: { decision, explanation: explanation.join('\n'), remedies, responseKind: response },
  };
}

function endingSteps(
  disputed: boolean | undefined,
  step: (content: CommandContent, actor: Step['actor'], reason?: string) => Step,
): readonly Step[] {
  if (disputed === true) {
    return [
      step({ type: 'record-rejection', data: {} }, ACTORS.complainant),
      step({ type: 'close', data: { outcome: 'options-exhausted', comment: OPTIONS_TOLD } }, ACTORS.bureau),
    ];
  }
  const acceptance =
    disputed === false
      ? step({ type: 'record-acceptance', data: { basis: 'stated' } }, ACTORS.complainant)
      : step(
          { type: 'record-acceptance', data: { basis: 'presumed' } },
          ACTORS.importer,
          'The source does not say whether the complainant disputed the response.',
        );
  return [
    acceptance,
    step({ type: 'close', data: { outcome: 'resolved' } }, ACTORS.bureau, `${UNDATED} ${DELIVERY_UNKNOWN}`),
  ];
}
