import type { Holiday } from '@redress/domain';
import ICAL from 'ical.js';
import { EXIT, Failure } from '../exit.js';

const DAY_SECONDS = 86_400;
/** Longer than any holiday; longer events are something else. */
const DAYS_MAX = 31;
/** Most days of one rule that are looked at: over a hundred years of a weekly one. */
const OCCURRENCES_MAX = 10_000;

/** The years in which rules without an end are expanded: those that the calendar covers. */
export interface Years {
  readonly from: string;
  readonly to: string;
}

/** One whole day of a file. */
export interface DayOff extends Holiday {
  /** Why it may not be a day off for everybody: its own words. */
  readonly regional?: string;
}

export interface CalendarFile {
  /** In order, each date once. */
  readonly days: readonly DayOff[];
  /** Events that were called off, by their names. */
  readonly cancelled: readonly string[];
}

/**
 * The whole days of an iCalendar file (RFC 5545): each `VEVENT` by its `DTSTART` and `DTEND` (the day after the last) or `DURATION`, and
 * every day of its rule, named by its `SUMMARY`; one with `LANGUAGE=fa` is its Persian name. A rule without an end is expanded within
 * `years`. Throws a {@link Failure} that names every fault by its line.
 */
export function calendarIn(file: Uint8Array, years: Years | undefined): CalendarFile {
  const { events, faults } = eventsIn(contentLines(file));
  const read = events.map((event) => readEvent(event, faults));
  const known = read.filter((event) => event !== undefined);
  if (faults.length === 0 && events.length === 0) faults.push({ line: 1, problem: 'The calendar has no events.' });
  const cancelled = known.filter(({ isCancelled }) => isCancelled);
  const days = known
    .filter(({ isCancelled }) => !isCancelled)
    .flatMap((event) => daysOf(event, { years, moved: movedFrom(event, known), faults }));
  if (faults.length > 0) throw refused(faults);
  const byDate = new Map(days.toReversed().map((day) => [day.on, day]));
  return {
    days: [...byDate.values()].toSorted((a, b) => (a.on < b.on ? -1 : 1)),
    cancelled: cancelled.map(({ names }) => names.en),
  };
}

interface Fault {
  readonly line: number;
  readonly problem: string;
}

function refused(faults: readonly Fault[]): Failure {
  const lines = faults.toSorted((a, b) => a.line - b.line).map(({ line, problem }) => `Line ${line}: ${problem}`);
  return new Failure(lines.join('\n'), EXIT.found);
}

/** A content line (RFC 5545, 3.1), unfolded. */
interface ContentLine {
  /** Where it begins in the file, from 1. */
  readonly number: number;
  readonly text: string;
}

/** Unfolds bytes, not characters: a line may be folded inside a character. */
function contentLines(file: Uint8Array): readonly ContentLine[] {
  const bytes = Buffer.from(file).toString('latin1');
  if (/^(?:\xff\xfe|\xfe\xff)/.test(bytes))
    throw refused([{ line: 1, problem: 'The file is UTF-16. Save it as UTF-8.' }]);
  const lines: { number: number; bytes: string }[] = [];
  for (const [index, line] of bytes
    .replace(/^\xef\xbb\xbf/, '')
    .split(/\r*\n|\r/)
    .entries()) {
    const before = lines.at(-1);
    if (/^[ \t]/.test(line) && before !== undefined) before.bytes += line.slice(1);
    else if (line !== '') lines.push({ number: index + 1, bytes: line });
  }
  const faults: Fault[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const read = lines.map(({ number, bytes: whole }) => {
    try {
      return { number, text: decoder.decode(Buffer.from(whole, 'latin1')) };
    } catch {
      faults.push({ line: number, problem: 'Not UTF-8. Save the file as UTF-8.' });
      return { number, text: '' };
    }
  });
  if (faults.length > 0) throw refused(faults);
  return read;
}

/** One VEVENT with its lines. */
interface EventLines {
  readonly number: number;
  readonly lines: ContentLine[];
}

/** Finds the events of the file's calendars. Throws a {@link Failure} for a file that is no calendar. */
function eventsIn(lines: readonly ContentLine[]): { readonly events: readonly EventLines[]; readonly faults: Fault[] } {
  const [first] = lines;
  if (first === undefined) throw refused([{ line: 1, problem: 'The file is empty.' }]);
  if (!/^begin:vcalendar\s*$/i.test(first.text)) {
    throw refused([{ line: first.number, problem: 'Not an iCalendar file, which begins with BEGIN:VCALENDAR.' }]);
  }
  const events: EventLines[] = [];
  const faults: Fault[] = [];
  const open: { name: string; number: number }[] = [];
  for (const line of lines) {
    const [, edge, name = ''] = /^(begin|end):(\S+)\s*$/i.exec(line.text)?.map((part) => part.toUpperCase()) ?? [];
    if (edge === 'BEGIN') {
      open.push({ name, number: line.number });
      if (name === 'VEVENT') events.push({ number: line.number, lines: [] });
    }
    if (open.some((part) => part.name === 'VEVENT')) events.at(-1)?.lines.push(line);
    if (edge !== 'END') continue;
    const last = open.pop();
    if (last?.name !== name) faults.push({ line: line.number, problem: `END:${name} ends nothing that is open.` });
  }
  const inner = open.at(-1);
  if (inner !== undefined) {
    const problem = `The file is truncated: the ${inner.name} that begins here does not end.`;
    throw refused([...faults, { line: inner.number, problem }]);
  }
  return { events, faults };
}

interface Event {
  readonly source: EventLines;
  readonly component: ICAL.Component;
  readonly first: string;
  readonly days: number;
  readonly names: Holiday['names'];
  readonly isCancelled: boolean;
  readonly regional?: string;
}

function readEvent(source: EventLines, faults: Fault[]): Event | undefined {
  const lineOf = (...names: readonly string[]): number =>
    source.lines.find(({ text }) => names.includes(/^[\w-]+/.exec(text)?.[0].toUpperCase() ?? ''))?.number ??
    source.number;
  const fault = (line: number, problem: string): undefined => {
    faults.push({ line, problem });
    return undefined;
  };
  try {
    const component = new ICAL.Component(ICAL.parse(source.lines.map(({ text }) => text).join('\r\n')) as unknown[]);
    const start = component.getFirstProperty('dtstart');
    if (start === null) return fault(source.number, 'The event has no DTSTART.');
    const first = wholeDay(start);
    if (first === undefined) return fault(lineOf('DTSTART'), 'Must be a whole day, as in 20261225.');
    const days = lengthOf(component, first);
    if (days === undefined || days < 1 || days > DAYS_MAX) {
      return fault(lineOf('DTEND', 'DURATION'), `The event must last 1 to ${DAYS_MAX} whole days.`);
    }
    const names = namesOf(component);
    const regional = regionalWords(component, names);
    const isCancelled = textOf(component, 'status').toUpperCase() === 'CANCELLED';
    return { source, component, first, days, names, isCancelled, ...(regional !== undefined && { regional }) };
  } catch (error) {
    return fault(source.number, `The event cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Returns the date of a property that stands for a whole day: a date, or midnight on the clock of the place. */
function wholeDay(property: ICAL.Property): string | undefined {
  const raw = String((property.jCal as readonly unknown[])[3]);
  // Some makers leave VALUE=DATE out.
  const [, date = '', time = ''] = /^(\d{4}-\d\d-\d\d)(?:T(?!::)(.*)|T::)?$/.exec(raw) ?? [];
  if (time !== '' && time !== '00:00:00') return undefined;
  try {
    return Temporal.PlainDate.from(date).toString();
  } catch {
    return undefined;
  }
}

/** Counts whole days; undefined for a part of a day. */
function lengthOf(component: ICAL.Component, first: string): number | undefined {
  const end = component.getFirstProperty('dtend');
  if (end !== null) {
    const after = wholeDay(end);
    if (after === undefined) return undefined;
    return Temporal.PlainDate.from(first).until(after).days;
  }
  const duration = component.getFirstPropertyValue('duration');
  if (duration === null) return 1;
  const seconds = (duration as ICAL.Duration).toSeconds();
  return seconds % DAY_SECONDS === 0 ? seconds / DAY_SECONDS : undefined;
}

interface Expansion {
  readonly years: Years | undefined;
  /** Dates of the rule that other events replace. */
  readonly moved: ReadonlySet<string>;
  readonly faults: Fault[];
}

function daysOf(event: Event, expansion: Expansion): readonly DayOff[] {
  const { days, names, regional } = event;
  return startsOf(event, expansion).flatMap((start) =>
    Array.from({ length: days }, (_, day) => ({
      on: Temporal.PlainDate.from(start).add({ days: day }).toString(),
      names,
      ...(regional !== undefined && { regional }),
    })),
  );
}

/** Returns the first day of each occurrence. */
function startsOf({ component, first, source }: Event, { years, moved, faults }: Expansion): readonly string[] {
  if (!component.hasProperty('rrule') && !component.hasProperty('rdate')) return [first];
  const rules = component.getAllProperties('rrule').map((rule) => rule.getFirstValue() as ICAL.Recur);
  const hasEnd = rules.every((rule) => rule.count !== null || rule.until !== null);
  if (!hasEnd && years === undefined) {
    const problem = 'The event recurs without an end, and the calendar does not say which years it covers (covers).';
    faults.push({ line: source.number, problem });
    return [];
  }
  if (rules.some(({ freq }) => !['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(freq))) {
    faults.push({ line: source.number, problem: 'The event recurs within a day.' });
    return [];
  }
  const left = new Set([...moved, ...component.getAllProperties('exdate').flatMap(datesIn)]);
  // Dates alone are further ones; a rule has its own first.
  const own = rules.length === 0 ? [first] : [];
  return [...new Set([...own, ...occurrences(component, first, hasEnd ? undefined : years)])].filter(
    (on) => !left.has(on) && isNamedByRules(on, rules),
  );
}

function* occurrences(component: ICAL.Component, first: string, years: Years | undefined): Generator<string> {
  const dtstart = ICAL.Time.fromDateString(first);
  const expansion = new ICAL.RecurExpansion({ component, dtstart });
  for (let count = 0; count < OCCURRENCES_MAX; count += 1) {
    const next = expansion.next() as ICAL.Time | null | undefined;
    if (!next) return;
    const on = next.toString().slice(0, 10);
    if (years !== undefined && on > years.to) return;
    if (years === undefined || on >= years.from) yield on;
  }
}

/** The library turns 30 February into a day of March: a rule that names days of the month means no others. */
function isNamedByRules(on: string, rules: readonly ICAL.Recur[]): boolean {
  const [rule] = rules;
  const days = (rules.length === 1 && (rule?.parts as { BYMONTHDAY?: readonly number[] }).BYMONTHDAY) || [];
  return days.length === 0 || days.some((day) => day < 0) || days.includes(Number(on.slice(8)));
}

function datesIn(property: ICAL.Property): readonly string[] {
  return (property.jCal as readonly unknown[]).slice(3).map((value) => String(value).slice(0, 10));
}

/** Returns the dates of an event's rule that other events of the same name (UID) stand for. */
function movedFrom(event: Event, all: readonly Event[]): ReadonlySet<string> {
  const uid = textOf(event.component, 'uid');
  const others = all.filter(
    ({ component }) => component.hasProperty('recurrence-id') && textOf(component, 'uid') === uid,
  );
  const isRule = uid !== '' && !event.component.hasProperty('recurrence-id');
  return new Set(
    isRule ? others.flatMap(({ component }) => component.getAllProperties('recurrence-id').flatMap(datesIn)) : [],
  );
}

/** Reads the event's own names: an alarm within it has one of its own. */
function namesOf(component: ICAL.Component): Holiday['names'] {
  const summaries = component.getAllProperties('summary');
  const persian = summaries.find((summary) => /^fa\b/i.test(String(summary.getParameter('language') ?? '')));
  const other = summaries.find((summary) => summary !== persian) ?? persian;
  const en = inOneLine(other) || 'Holiday';
  return { en, fa: inOneLine(persian) || en };
}

function inOneLine(property: ICAL.Property | undefined): string {
  return String(property?.getFirstValue() ?? '')
    .replaceAll(/[\s\0]+/gu, ' ')
    .trim();
}

function textOf(component: ICAL.Component, name: string): string {
  return inOneLine(component.getFirstProperty(name) ?? undefined);
}

const REGIONAL =
  /\b(?:regional|local|optional|observance|partial|half[- ]day|restricted|only|some|parts? of|nur|teilweise|cantons?|provinces?|counties|states?)\b/i;
/** `Epiphany (BW, BY, ST)`, `Family Day [Alberta]`; a day observed instead of another is one for everybody. */
const IN_BRACKETS =
  /[([](?!(?:[^)\]]*\b)?(?:observed|substitute|in lieu|additional|day off|estimated|tentative|public holiday)\b)[^)\]]+[)\]]/i;

/** Returns the words by which a day seems to be no day off everywhere. */
function regionalWords(component: ICAL.Component, { en }: Holiday['names']): string | undefined {
  const said = [en, textOf(component, 'categories'), textOf(component, 'description').slice(0, 200)];
  return IN_BRACKETS.exec(en)?.[0] ?? said.map((text) => REGIONAL.exec(text)?.[0]).find((word) => word !== undefined);
}
