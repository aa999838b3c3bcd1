import type { Holiday } from '@redress/domain';
import { EXIT, Failure } from '../exit.js';

const DAY_MS = 86_400_000;
/** Longer than any holiday; longer events are something else. */
const DAYS_MAX = 31;

/** A content line of an iCalendar file (RFC 5545, 3.1), unfolded. */
interface ContentLine {
  /** Where it begins in the file, from 1. */
  readonly number: number;
  readonly name: string;
  readonly parameters: readonly string[];
  readonly value: string;
}

/**
 * The whole days of an iCalendar file, in order, as holidays: each `VEVENT` by its `DTSTART` and `DTEND` (the day after the last), named by
 * its `SUMMARY`; one with `LANGUAGE=fa` is its Persian name. Throws a {@link Failure} that names the line of an event that is not whole
 * days, or recurs: a rule would continue beyond the announced years.
 */
export function holidaysIn(text: string): readonly Holiday[] {
  const holidays: Holiday[] = [];
  let event: ContentLine[] | undefined;
  for (const line of contentLines(text)) {
    if (line.name === 'BEGIN' && line.value === 'VEVENT') event = [];
    else if (line.name === 'END' && line.value === 'VEVENT') {
      holidays.push(...daysOf(event ?? [], line.number));
      event = undefined;
    } else event?.push(line);
  }
  return holidays.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function contentLines(text: string): readonly ContentLine[] {
  const lines: { number: number; text: string }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const before = lines.at(-1);
    if (/^[ \t]/.test(line) && before !== undefined) before.text += line.slice(1);
    else if (line !== '') lines.push({ number: index + 1, text: line });
  }
  return lines.map(({ number, text: whole }) => {
    const [, head = '', value = ''] = /^((?:[^":]|"[^"]*")*):(.*)$/s.exec(whole) ?? [];
    const [name = '', ...parameters] = head.split(';');
    return { number, name: name.toUpperCase(), parameters: parameters.map((one) => one.toUpperCase()), value };
  });
}

function daysOf(event: readonly ContentLine[], end: number): readonly Holiday[] {
  const start = event.find(({ name }) => name === 'DTSTART');
  if (start === undefined) throw fault(end, 'The event has no DTSTART.');
  const rule = event.find(({ name }) => name === 'RRULE' || name === 'RDATE');
  if (rule !== undefined)
    throw fault(rule.number, 'Recurring events are not accepted. List each holiday as a separate event.');
  const first = dayOf(start);
  const after = event.find(({ name }) => name === 'DTEND');
  const days = after === undefined ? 1 : (dayOf(after) - first) / DAY_MS;
  if (days < 1 || days > DAYS_MAX) throw fault(end, `The event must last 1 to ${DAYS_MAX} days.`);
  const names = namesOf(event);
  return Array.from({ length: days }, (_, day) => ({ on: dateOf(first + day * DAY_MS), names }));
}

function dayOf({ number, value }: ContentLine): number {
  const [, year = '', month = '', day = ''] = /^(\d{4})(\d{2})(\d{2})$/.exec(value) ?? [];
  const ms = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(ms) || dateOf(ms) !== `${year}-${month}-${day}`)
    throw fault(number, 'Must be a whole day, as in 20261225.');
  return ms;
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function namesOf(event: readonly ContentLine[]): Holiday['names'] {
  const summaries = event.filter(({ name }) => name === 'SUMMARY');
  const persian = summaries.find(({ parameters }) => parameters.includes('LANGUAGE=FA'));
  const other = summaries.find((summary) => summary !== persian) ?? persian;
  const en = unescaped(other?.value ?? '') || 'Holiday';
  return { en, fa: unescaped(persian?.value ?? '') || en };
}

/** RFC 5545, 3.3.11. */
function unescaped(value: string): string {
  return value.replaceAll(/\\([\\;,nN])/g, (_, character: string) => (/n/i.test(character) ? ' ' : character)).trim();
}

function fault(line: number, problem: string): Failure {
  return new Failure(`Line ${line}: ${problem}`, EXIT.usage);
}
