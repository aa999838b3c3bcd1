import {
  type Channel,
  type Concern,
  DESCRIPTION_LENGTH_MAX,
  EMAIL_LENGTH_MAX,
  type Language,
  NAME_LENGTH_MAX,
  type Priority,
  TEXT_LENGTH_MAX,
} from '@redress/contracts';
import { type StaffList, type Instant, isAfter } from '@redress/domain';
import { asGregorian, type DateReading, type WrittenDate, momentOf } from '../csv/moments.js';
import { type DateOrder, type OrderEvidence } from '../csv/days.js';
import { REJECTION_TITLE } from '../csv/csv-file.js';
import { RowFault } from '../rows/row-import.js';
import {
  columnKey,
  type CsvField,
  type CsvOutcome,
  type CsvStanding,
  FIELD_NAMES,
  FIELDS,
  type Filling,
  type ImportMap,
} from './import-map.js';

/** A valid row of another system's export, in the words of this one. */
export interface CsvRow {
  readonly externalReference: string;
  readonly receivedAt: Instant;
  readonly channel: Channel;
  readonly language: Language;
  readonly description: string;
  readonly texts: { readonly [field in TextField]?: string };
  readonly concern?: Concern;
  readonly happenedOn?: string;
  readonly complainant: { readonly [field in 'name' | 'email' | 'phone' | 'postalAddress']?: string };
  readonly status: CsvStanding;
  readonly priority?: Priority;
  readonly team?: string;
  readonly assignee?: string;
  readonly acknowledgedAt?: Instant;
  /** When the decision was told; of a closed complaint without that, when it was closed. */
  readonly answeredAt?: Instant;
  readonly closedAt?: Instant;
  readonly outcome?: CsvOutcome;
  readonly answer?: string;
  readonly policy?: string;
  /** `Title: value`, of each column whose words are in no field. */
  readonly remarks: readonly string[];
}

const TEXT_FIELDS = [
  'desiredOutcome',
  'product',
  'issue',
  'organizationUnit',
  'jurisdiction',
  'complainantType',
] as const satisfies readonly CsvField[];
type TextField = (typeof TEXT_FIELDS)[number];

/** Fields whose words in the other system may say more than what they are taken for. */
const KEPT_WORDS: readonly CsvField[] = ['status', 'priority', 'outcome', 'channel', 'tags'];

const LENGTHS_MAX: { readonly [field in CsvField]?: number } = {
  externalReference: NAME_LENGTH_MAX,
  desiredOutcome: TEXT_LENGTH_MAX,
  product: NAME_LENGTH_MAX,
  issue: NAME_LENGTH_MAX,
  organizationUnit: NAME_LENGTH_MAX,
  jurisdiction: NAME_LENGTH_MAX,
  complainantType: NAME_LENGTH_MAX,
  complainantName: NAME_LENGTH_MAX,
  complainantEmail: EMAIL_LENGTH_MAX,
  complainantPhone: NAME_LENGTH_MAX,
  complainantAddress: TEXT_LENGTH_MAX,
  team: NAME_LENGTH_MAX,
  assignee: NAME_LENGTH_MAX,
  description: DESCRIPTION_LENGTH_MAX * 10,
};

/** Reads the rows of one file by a map. */
export class CsvRows {
  private readonly places: ReadonlyMap<string, readonly number[]>;
  private readonly others: readonly { readonly title: string; readonly index: number }[];

  constructor(
    private readonly map: ImportMap,
    header: readonly string[],
    private readonly surroundings: {
      /** The present instant, ISO 8601 in UTC. */
      readonly now: Instant;
      /** Of dates that are only numbers, where the file has such. */
      readonly order?: DateOrder | undefined;
      readonly staff?: StaffList | undefined;
    },
  ) {
    this.places = placesOf(header);
    const said = FIELD_NAMES.filter((field) => !KEPT_WORDS.includes(field)).flatMap(
      (field) => map.fields[field]?.columns ?? [],
    );
    const silent = new Set([...said, ...map.ignore, REJECTION_TITLE, ''].map(columnKey));
    this.others = header.map((title, index) => ({ title, index })).filter(({ title }) => !silent.has(columnKey(title)));
  }

  /** Whether a row is left out. */
  isSkipped(fields: readonly string[]): boolean {
    return this.map.skipWhen.some(({ column, in: words = [], isEmpty }) => {
      const value = this.valueOf(column, fields);
      return value === '' ? isEmpty === true : words.some((word) => columnKey(word) === columnKey(value));
    });
  }

  /** Throws a `RowFault` that names the column and the field. */
  read(fields: readonly string[]): CsvRow {
    const text = (field: CsvField) => this.textOf(field, fields);
    const required = (field: CsvField) => text(field) ?? this.fails(field, 'is missing');
    const received = this.dateOf('receivedAt', fields) ?? this.fails('receivedAt', 'is missing');
    const receivedAt = received.at;
    const later = (field: CsvField) => this.laterDate(field, fields, received);
    const status = required('status') as CsvStanding;
    const [acknowledgedAt, answered, closed] = [later('acknowledgedAt'), later('answeredAt'), later('closedAt')];
    const outcome = text('outcome') as CsvOutcome | undefined;
    const happened = this.dateOf('happenedOn', fields);
    const [team, assignee] = [text('team'), this.assigneeOf(fields, status)];
    const said = {
      concern: text('concern') as Concern | undefined,
      happenedOn: happened?.day,
      priority: text('priority') as Priority | undefined,
      team,
      assignee,
      acknowledgedAt,
      answer: text('answer'),
      policy: text('policy'),
      ...this.endOf(status, { answered, closed, outcome }),
    };
    return {
      externalReference: required('externalReference'),
      receivedAt,
      channel: required('channel') as Channel,
      language: required('language') as Language,
      description: required('description'),
      texts: present(Object.fromEntries(TEXT_FIELDS.map((field) => [field, text(field)]))),
      complainant: present({
        name: text('complainantName'),
        email: this.emailOf(fields),
        phone: text('complainantPhone'),
        postalAddress: text('complainantAddress'),
      }),
      status,
      ...present(said),
      remarks: this.remarksOf(fields, assignee),
    } as CsvRow;
  }

  /** Takes the dates that need an order as evidence of it. */
  addTo(evidence: OrderEvidence, fields: readonly string[], line: number): void {
    for (const field of FIELD_NAMES.filter((name) => FIELDS[name] === 'date')) {
      const filling = this.map.fields[field];
      if (filling === undefined || filling.dates !== undefined || filling.constant !== undefined) continue;
      const raw = this.rawOf(filling, fields, ' ');
      evidence.add(asGregorian(raw, filling.calendar ?? this.map.calendar) ?? '', line);
    }
  }

  /** An ended complaint needs to know when and how. */
  private endOf(
    status: CsvStanding,
    {
      answered,
      closed,
      outcome,
    }: {
      readonly answered: Instant | undefined;
      readonly closed: Instant | undefined;
      readonly outcome: CsvOutcome | undefined;
    },
  ): Partial<Pick<CsvRow, 'answeredAt' | 'closedAt' | 'outcome'>> {
    if (status === 'open') return {};
    if (status === 'withdrawn') {
      return { closedAt: closed ?? this.fails('closedAt', 'is missing, and the complaint was withdrawn') };
    }
    const told =
      outcome ??
      this.fails('outcome', `is missing, and the complaint is ${status}: name a column, a constant or "otherwise"`);
    if (status === 'answered') {
      if (told === 'withdrawn' || told === 'out-of-scope') return this.fails('outcome', 'is no answer');
      return {
        outcome: told,
        answeredAt: answered ?? this.fails('answeredAt', 'is missing, and the complaint is answered'),
      };
    }
    const closedAt = closed ?? this.fails('closedAt', 'is missing, and the complaint is closed');
    if (told === 'withdrawn' || told === 'out-of-scope') return { outcome: told, closedAt };
    if (answered !== undefined && isAfter(answered, closedAt))
      return this.fails('answeredAt', 'lies after the closing');
    return { outcome: told, closedAt, answeredAt: answered ?? closedAt };
  }

  private fails(field: CsvField, problem: string): never {
    const columns = this.map.fields[field]?.columns ?? [];
    throw new RowFault(columns.length === 0 ? field : `${columns.join(', ')} (${field})`, problem);
  }

  private valueOf(column: string, fields: readonly string[]): string {
    const values = (this.places.get(columnKey(column)) ?? []).map((index) => unguarded(fields[index]?.trim() ?? ''));
    return values.filter((value) => value !== '').join('\n');
  }

  private rawOf({ columns }: Filling, fields: readonly string[], between = '\n\n'): string {
    return columns
      .map((column) => this.valueOf(column, fields))
      .filter((value) => value !== '')
      .join(between);
  }

  private textOf(field: CsvField, fields: readonly string[]): string | undefined {
    const filling = this.map.fields[field];
    if (filling === undefined) return undefined;
    if (filling.constant !== undefined) return filling.constant;
    const raw = this.rawOf(filling, fields);
    const value = this.meantBy(field, filling, field !== 'description' && SAYS_NOTHING.test(raw) ? '' : raw);
    const max = LENGTHS_MAX[field] ?? Infinity;
    if (value !== undefined && value.length > max && [...value].length > max) {
      return this.fails(field, `is longer than ${max} characters`);
    }
    return value;
  }

  /** Translates a word of the other system by the map. */
  private meantBy(field: CsvField, { values, otherwise }: Filling, raw: string): string | undefined {
    if (raw === '') return otherwise;
    const translated = Object.entries(values ?? {}).find(([word]) => isSameWord(word, raw))?.[1];
    if (translated !== undefined) return translated;
    const kind: readonly string[] | string = FIELDS[field];
    if (typeof kind === 'string') return values === undefined ? raw : (otherwise ?? raw);
    const own = kind.find((word) => isSameWord(word, raw)) ?? otherwise;
    const listed = [...new Set([...Object.keys(values ?? {}), ...kind])];
    return own ?? this.fails(field, `is none of the words that the map knows: ${listed.join(', ')}`);
  }

  private emailOf(fields: readonly string[]): string | undefined {
    const email = this.textOf('complainantEmail', fields);
    if (email === undefined || /^.+@[^\s@]+$/.test(email)) return email;
    return this.fails('complainantEmail', 'is not an e-mail address');
  }

  /** Who handles an open complaint must be on the staff list. Of an ended one the name is a remark, because that person may have left. */
  private assigneeOf(fields: readonly string[], status: CsvStanding): string | undefined {
    const name = this.textOf('assignee', fields);
    const { staff } = this.surroundings;
    if (name === undefined || staff === undefined) return name;
    const known = staff.find(name);
    if (known !== undefined || status === 'closed' || status === 'withdrawn') return known;
    const [meant] = staff.meant(name);
    return this.fails(
      'assignee',
      `is nobody on the staff list (REDRESS_STAFF)${meant === undefined ? '' : `; did you mean ${meant}?`} Say it under "values"`,
    );
  }

  private dateOf(field: CsvField, fields: readonly string[]): WrittenDate | undefined {
    const filling = this.map.fields[field];
    if (filling === undefined) return undefined;
    // A day and its time may stand in two columns.
    const raw = filling.constant ?? this.rawOf(filling, fields, ' ');
    if (raw === '' || SAYS_NOTHING.test(raw)) return undefined;
    const { now, order } = this.surroundings;
    const reading: DateReading = {
      zone: filling.zone ?? this.map.zone,
      calendar: filling.calendar ?? this.map.calendar,
      order: filling.dates ?? order,
    };
    const moment = momentOf(raw, reading) ?? this.fails(field, `is not a date ${exampleOf(reading)}`);
    return isAfter(moment.at, now) ? this.fails(field, 'lies in the future') : moment;
  }

  /** The instant of a later step; a day without a time, on the day of receipt, is the receipt. */
  private laterDate(field: CsvField, fields: readonly string[], received: WrittenDate): Instant | undefined {
    const moment = this.dateOf(field, fields);
    if (moment === undefined || !isAfter(received.at, moment.at)) return moment?.at;
    const isSameDay = moment.day === received.day && !(moment.hasTime && received.hasTime);
    return isSameDay ? received.at : this.fails(field, 'lies before the receipt');
  }

  private remarksOf(fields: readonly string[], assignee: string | undefined): readonly string[] {
    const remarks = this.others.flatMap(({ title, index }) => {
      const value = fields[index]?.trim() ?? '';
      return value === '' ? [] : [`${title}: ${value}`];
    });
    const filling = this.map.fields.assignee;
    const named = filling === undefined ? '' : this.rawOf(filling, fields);
    return named === '' || SAYS_NOTHING.test(named) || assignee === named
      ? remarks
      : [...remarks, `${filling?.columns.join(', ')}: ${named}`];
  }
}

/** What programs write where nothing is. */
const SAYS_NOTHING =
  /^(?:-+|[\u2013\u2014]|n\/?a|null|nil|none|unassigned|\((?:none|empty|blank)\)|not set|نامشخص|ندارد)$/i;

/** A value without the apostrophe that keeps spreadsheets from reading it as a formula. */
function unguarded(value: string): string {
  return value.replace(/^'(?=[+=@-])/, '');
}

function placesOf(header: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, title] of header.entries()) {
    const key = columnKey(title);
    places.set(key, [...(places.get(key) ?? []), index]);
  }
  return places;
}

function isSameWord(one: string, other: string): boolean {
  return one === other || columnKey(one) === columnKey(other);
}

function present<Values extends object>(values: Values): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Values>;
}

function exampleOf({ calendar, order }: DateReading): string {
  if (calendar === 'persian') return 'like 1403/05/12';
  if (order === 'mdy') return 'like 08/25/2023';
  return order === 'dmy' ? 'like 25/08/2023' : 'like 2023-08-25';
}
