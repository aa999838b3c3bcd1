import { channels, concerns, languages, priorities } from '@redress/contracts';
import { checks, type Check, type Fault, nearest } from '@redress/domain';
import { describeFileFault, readCheckedYaml } from '@redress/policies';
import { EXIT, Failure } from '../../exit.js';
import { DATE_ORDERS, type DateOrder } from '../csv/days.js';

/** Where a complaint of another system stands. */
export const standings = ['open', 'answered', 'closed', 'withdrawn'] as const;
export type CsvStanding = (typeof standings)[number];

/** How a closed complaint of another system ended. */
export const csvOutcomes = ['upheld', 'partly-upheld', 'not-upheld', 'withdrawn', 'out-of-scope'] as const;
export type CsvOutcome = (typeof csvOutcomes)[number];

/** Every field of a complaint that a map can fill: the words it may have, or whether it is a text or a date. */
export const FIELDS = {
  externalReference: 'text',
  receivedAt: 'date',
  channel: channels,
  description: 'text',
  desiredOutcome: 'text',
  product: 'text',
  issue: 'text',
  organizationUnit: 'text',
  jurisdiction: 'text',
  complainantType: 'text',
  concern: concerns,
  happenedOn: 'date',
  language: languages,
  complainantName: 'text',
  complainantEmail: 'text',
  complainantPhone: 'text',
  complainantAddress: 'text',
  status: standings,
  priority: priorities,
  team: 'text',
  assignee: 'text',
  acknowledgedAt: 'date',
  answeredAt: 'date',
  closedAt: 'date',
  outcome: csvOutcomes,
  answer: 'text',
  tags: 'text',
  policy: 'text',
} as const satisfies { readonly [field: string]: 'text' | 'date' | readonly string[] };

export type CsvField = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as readonly CsvField[];

/** Fields without which a row is no complaint. */
export const NEEDED: readonly CsvField[] = [
  'externalReference',
  'receivedAt',
  'channel',
  'description',
  'language',
  'status',
];

/** What fills a field: a column, several that are put together, or the same for every row. */
export interface Filling {
  readonly columns: readonly string[];
  readonly constant?: string;
  /** What the words of the other system mean here. */
  readonly values?: { readonly [word: string]: string };
  /** The value of rows whose column is empty, or has a word that is not in `values`. */
  readonly otherwise?: string;
  readonly zone?: string;
  readonly dates?: DateOrder;
  readonly calendar?: 'gregorian' | 'persian';
}

/** Rows that are no complaints: whose column has one of these words, or is empty. */
export interface SkipRule {
  readonly column: string;
  readonly in?: readonly string[];
  readonly isEmpty?: boolean;
}

/** How the rows of another system's export become complaints. */
export interface ImportMap {
  /** Names the other system: part of each row's key, so that two systems may use the same numbers. */
  readonly source: string;
  readonly zone: string;
  readonly dates?: DateOrder;
  readonly calendar: 'gregorian' | 'persian';
  readonly fields: { readonly [field in CsvField]?: Filling };
  readonly skipWhen: readonly SkipRule[];
  /** Columns that say nothing; every other one without a field is kept in a note, word by word. */
  readonly ignore: readonly string[];
}

const COLUMNS_MAX = 500;
const VALUES_MAX = 1_000;
const TEXT_MAX = 20_000;
const CALENDARS = ['gregorian', 'persian'] as const;

const column = checks.text(1_000);

const zone: Check = (value, pointer) => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(String(value));
    return [];
  } catch {
    return checks.fault(pointer, 'Must be a time zone such as Europe/London.');
  }
};

/** Checks an object of any names. */
function entriesBy(check: Check): Check {
  return (value, pointer) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || Object.keys(value).length > VALUES_MAX)
      return checks.fault(pointer, 'Must be an object of words and their meanings.');
    return Object.entries(value).flatMap(([name, one]) =>
      check(one, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
    );
  };
}

function valueOf(field: CsvField): Check {
  const kind = FIELDS[field];
  return typeof kind === 'string' ? checks.text(TEXT_MAX) : checks.oneOf(kind);
}

const FILLED_BY = ['column', 'columns', 'constant'] as const;

function filling(field: CsvField): Check {
  const isDate = FIELDS[field] === 'date';
  const object = checks.checkedBy<object>(
    checks.members({
      'column?': column,
      'columns?': checks.listOf(column, { min: 1, max: COLUMNS_MAX }),
      'constant?': valueOf(field),
      ...(isDate
        ? { 'zone?': zone, 'dates?': checks.oneOf(DATE_ORDERS), 'calendar?': checks.oneOf(CALENDARS) }
        : { 'values?': entriesBy(valueOf(field)), 'otherwise?': valueOf(field) }),
    }),
    (value, pointer) =>
      FILLED_BY.filter((name) => Object.hasOwn(value, name)).length === 1
        ? []
        : checks.fault(pointer, `Must have one of ${FILLED_BY.join(', ')}.`),
  );
  return (value, pointer) => {
    if (typeof value === 'string') return column(value, pointer);
    return Array.isArray(value)
      ? checks.listOf(column, { min: 1, max: COLUMNS_MAX })(value, pointer)
      : object(value, pointer);
  };
}

const shape = checks.members({
  source: checks.matching(/^[a-z][a-z0-9-]{0,40}$/, 'a name of small letters, digits and hyphens, such as zendesk'),
  zone,
  'dates?': checks.oneOf(DATE_ORDERS),
  'calendar?': checks.oneOf(CALENDARS),
  fields: checks.members(
    Object.fromEntries(FIELD_NAMES.map((field) => [NEEDED.includes(field) ? field : `${field}?`, filling(field)])),
  ),
  'skipWhen?': checks.listOf(
    checks.members({
      column,
      'in?': checks.listOf(checks.text(1_000), { min: 1, max: VALUES_MAX }),
      'isEmpty?': checks.oneOf([true]),
    }),
    { max: COLUMNS_MAX },
  ),
  'ignore?': checks.listOf(column, { max: COLUMNS_MAX }),
});

type Written = Omit<ImportMap, 'fields' | 'calendar' | 'skipWhen' | 'ignore'> & {
  readonly calendar?: ImportMap['calendar'];
  readonly skipWhen?: ImportMap['skipWhen'];
  readonly ignore?: ImportMap['ignore'];
  readonly fields: {
    readonly [field in CsvField]?:
      | string
      | readonly string[]
      | (Omit<Filling, 'columns'> & { readonly column?: string; readonly columns?: readonly string[] });
  };
};

/** Reads the map of an import, for a file with these columns. Throws a `Failure` that lists every fault by line and column. */
export function importMapIn(text: string, file: string, header: readonly string[]): ImportMap {
  const read = readCheckedYaml(text, (value) => {
    const faults = shape(value, '');
    return faults.length > 0 ? faults : columnFaults(value as Written, header);
  });
  if ('value' in read) return mapOf(read.value as Written);
  throw new Failure(read.faults.map((fault) => describeFileFault(file, fault)).join('\n'), EXIT.usage);
}

function mapOf({ calendar = 'gregorian', skipWhen = [], ignore = [], ...written }: Written): ImportMap {
  const fields = Object.fromEntries(
    Object.entries(written.fields).map(([field, one]) => {
      if (typeof one === 'string') return [field, { columns: [one] }];
      if (Array.isArray(one)) return [field, { columns: one as readonly string[] }];
      const {
        column: single,
        columns = single === undefined ? [] : [single],
        ...rest
      } = one as Exclude<typeof one, readonly string[]>;
      return [field, { columns, ...rest }];
    }),
  );
  return { ...written, calendar, skipWhen, ignore, fields };
}

/** `Created At`, `created_at` and `CREATED AT` are one name; Arabic letters for Persian ones too. */
export function columnKey(title: string): string {
  const persian = title.normalize('NFKC').replaceAll('\u064a', '\u06cc').replaceAll('\u0643', '\u06a9');
  return persian.toLowerCase().replaceAll(/[^\p{L}\p{N}#]/gu, '');
}

/** Finds columns that the file does not have, and says which was probably meant. */
function columnFaults({ fields, skipWhen = [], ignore = [] }: Written, header: readonly string[]): readonly Fault[] {
  const known = new Map(header.map((title) => [columnKey(title), title]));
  const faultOf = (title: string, pointer: string): readonly Fault[] => {
    if (known.has(columnKey(title))) return [];
    const [meant] = nearest(columnKey(title), known);
    const advice = meant === undefined ? `The file has: ${header.join(', ')}.` : `Did you mean "${meant}"?`;
    return checks.fault(pointer, `The file has no column "${title}". ${advice}`);
  };
  return [
    ...Object.entries(fields)
      .flatMap(([field, one]) => placesIn(one, `/fields/${field}`))
      .flatMap(faultOfPlace),
    ...skipWhen.flatMap((rule, index) => faultOf(rule.column, `/skipWhen/${index}/column`)),
    ...ignore.flatMap((title, index) => faultOf(title, `/ignore/${index}`)),
  ];

  function faultOfPlace({ title, pointer }: { readonly title: string; readonly pointer: string }): readonly Fault[] {
    return faultOf(title, pointer);
  }
}

interface Place {
  readonly title: string;
  readonly pointer: string;
}

function placesIn(one: NonNullable<Written['fields'][CsvField]>, pointer: string): readonly Place[] {
  if (typeof one === 'string') return [{ title: one, pointer }];
  if (Array.isArray(one))
    return (one as readonly string[]).map((title, index) => ({ title, pointer: `${pointer}/${index}` }));
  const { column: single, columns = [] } = one as Exclude<typeof one, readonly string[]>;
  return [
    ...(single === undefined ? [] : [{ title: single, pointer: `${pointer}/column` }]),
    ...columns.map((title, index) => ({ title, pointer: `${pointer}/columns/${index}` })),
  ];
}
