import type { ComplaintRow } from './complaint-row.js';
import type { Column } from './layouts.js';

/** Columns that no event has a place for, word by word. */
const ALWAYS: readonly (readonly [Column, string])[] = [
  ['subProduct', 'Sub-product'],
  ['subIssue', 'Sub-issue'],
  ['tags', 'Tags'],
  ['consent', 'Consumer consent provided?'],
  ['submittedVia', 'Submitted via'],
  ['disputed', 'Consumer disputed?'],
];
/** Columns that go into the answer's events, once there is an answer. */
const UNTIL_ANSWERED: readonly (readonly [Column, string])[] = [
  ['response', 'Company response to consumer'],
  ['timely', 'Timely response?'],
  ['publicResponse', 'Company public response'],
];

/** Everything in the row that no event holds, one line each, so that nothing of the source is lost; undefined when there is nothing. */
export function noteText({ values, answer, sentAt }: ComplaintRow): string | undefined {
  const columns = answer === undefined ? [...ALWAYS, ...UNTIL_ANSWERED] : ALWAYS;
  const lines = columns.flatMap(([column, title]) => {
    const value = values[column];
    return value === undefined ? [] : [`${title}: ${value}`];
  });
  // Sent before it was received: the event says the day of receipt, since nothing happens to a complaint before that.
  if (values.sent !== undefined && !sentAt.startsWith(values.sent)) lines.push(`Date sent to company: ${values.sent}`);
  // An answer with a timeliness that is neither yes nor no says it nowhere else.
  if (answer !== undefined && values.timely === 'N/A') lines.push('Timely response?: N/A');
  return lines.length === 0 ? undefined : ['From the source, word by word:', ...lines].join('\n');
}
