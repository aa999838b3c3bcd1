import type { CommandContent } from '@redress/complaints';
import type { Actor } from '@redress/eventing';
import { toActorId } from '@redress/eventing';
import { noteSteps, piecesOf, type Step } from '../rows/step.js';
import { type Column, titleOf } from './bureau-columns.js';
import type { ComplaintRow } from './complaint-row.js';

/** The Bureau works under federal law, and its file names no other for any row. */
const JURISDICTION = 'US';
const COMPANY_UNNAMED = 'company not named in the source';

/** The content of a complaint as lodged. */
export function lodging(
  { values, product, channel }: ComplaintRow,
  description: string,
): CommandContent<'receive'>['data'] {
  const { issue, company, id, state, zip, tags } = values;
  const address = [state, zip].filter((part) => part !== undefined).join(' ');
  return {
    description,
    product,
    channel,
    language: 'en',
    jurisdiction: JURISDICTION,
    // The Bureau accepts no other matters, so a narrative cannot put a complaint out of scope.
    concern: 'product-or-service',
    // `Older American`, `Servicemember`, or both: all that the file says about the complainant.
    ...(tags !== undefined && { complainantType: tags }),
    ...(issue !== undefined && { issue }),
    ...(company !== undefined && { organizationUnit: company }),
    ...(id !== undefined && { externalReference: id }),
    ...(address !== '' && { complainant: { postalAddress: address } }),
  };
}

/** The lodging as imported before complaints had jurisdiction, kind of complainant and concern. */
export function lodgingOfOld(content: CommandContent<'receive'>['data']): CommandContent<'receive'>['data'] {
  const { jurisdiction: _jurisdiction, complainantType: _type, concern: _concern, ...old } = content;
  return old;
}

/** A row as a complaint's history: its lodging, and every later step, in order. */
export function complaintHistory(row: ComplaintRow): {
  readonly lodging: CommandContent<'receive'>['data'];
  readonly steps: readonly Step[];
} {
  const [description = '', ...continued] = piecesOf(row.values.narrative ?? withoutNarrative(row));
  const steps: Step[] = continued.map((text, index) => ({
    key: `add-information:${index}`,
    content: { type: 'add-information', data: { text } },
    actor: ACTORS.complainant,
    occurredAt: row.receivedAt,
    reason: 'The narrative is longer than a description may be: this continues it.',
  }));
  const { company = COMPANY_UNNAMED } = row.values;
  steps.push({
    key: 'send-on',
    content: { type: 'send-on', data: { recipient: company } },
    actor: ACTORS.bureau,
    occurredAt: row.sentAt,
  });
  steps.push(
    ...noteSteps(ACTORS.importer, 'From the source, word by word:', remarksOf(row), row.sentAt),
    ...answerSteps(row),
  );
  return { lodging: lodging(row, description), steps };
}

function withoutNarrative({ product, values: { issue, subIssue } }: ComplaintRow): string {
  const said = [issue, subIssue].filter((part) => part !== undefined).join(': ');
  return said === '' ? `A complaint about ${product}. The source has neither issue nor narrative.` : `${said}.`;
}

const UNDATED = 'The source does not date this step: the day on which the complaint was sent on stands for it.';
const DELIVERY_UNKNOWN = 'The source does not say whether what was promised was delivered.';
const OPTIONS_TOLD =
  'Disputed by the complainant. The Bureau tells every complainant of the options that remain: the company itself, ' +
  'state authorities and the courts.';

/** The steps from assessment to closing for a row with an answer; none while the company has not answered. */
function answerSteps(row: ComplaintRow): readonly Step[] {
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

/** Columns without a place in any event, kept verbatim. */
const ALWAYS: readonly Column[] = ['subProduct', 'subIssue', 'tags', 'consent', 'submittedVia', 'disputed'];
/** Columns that become part of the answer's events, once there is an answer. */
const UNTIL_ANSWERED: readonly Column[] = ['response', 'timely', 'publicResponse'];

/** Lists everything in the row that no event holds, so that nothing of the source is lost. */
function remarksOf({ values, others, answer, sentAt }: ComplaintRow): readonly string[] {
  const columns = answer === undefined ? [...ALWAYS, ...UNTIL_ANSWERED] : ALWAYS;
  const lines = columns.flatMap((column) => {
    const value = values[column];
    return value === undefined ? [] : [remark(column, value)];
  });
  // Sent before it was received: the event gives the day of receipt, because nothing can precede it.
  if (values.sent !== undefined && !sentAt.startsWith(values.sent)) lines.push(remark('sent', values.sent));
  // A timeliness other than yes or no is recorded nowhere else.
  if (answer !== undefined && values.timely === 'N/A') lines.push(remark('timely', 'N/A'));
  return [...lines, ...others.map(([title, value]) => `${title}: ${value}`)];
}

/** `Tags: Servicemember`: a value as a note quotes it. */
export function remark(column: Column, value: string): string {
  return `${titleOf(column)}: ${value}`;
}

/** The actors in a row's history. The source names no person, so each party is one actor. */
export const ACTORS = {
  /** This import, where it fills in missing data. */
  importer: { id: toActorId('import-cfpb'), role: 'system' },
  /** The Bureau, which passes complaints on and publishes the answers. */
  bureau: { id: toActorId('cfpb'), role: 'handler' },
  complainant: { id: toActorId('complainant'), role: 'complainant' },
  /** The author of the company's response. */
  respondent: { id: toActorId('company-respondent'), role: 'handler' },
  /** The approver of that response: another person, as ISO 10002 asks. */
  approver: { id: toActorId('company-approver'), role: 'supervisor' },
} as const satisfies { readonly [party: string]: Actor };
