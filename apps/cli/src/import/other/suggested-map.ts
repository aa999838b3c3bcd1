import { basename } from 'node:path';
import type { CsvFile } from '../csv/csv-file.js';
import { withAsciiDigits } from '../csv/moments.js';
import { columnKey, type CsvField, csvOutcomes, FIELD_NAMES, FIELDS } from './import-map.js';
import { makerOf, recognizedColumns } from './known-columns.js';

/** Rows that are looked at for the words of a column, and most words that are listed. */
const ROWS_MAX = 50_000;
const WORDS_MAX = 60;

/** What the words of other systems mean, by field; as column names are compared. */
const MEANINGS: { readonly [field in CsvField]?: { readonly [meaning: string]: readonly string[] } } = {
  status: {
    open: [
      'new',
      'open',
      'pending',
      'on hold',
      'hold',
      'in progress',
      'working',
      'active',
      'assigned',
      'to do',
      'escalated',
      'reopened',
      'waiting',
      'waiting on customer',
      'waiting on third party',
      'waiting for customer',
      'waiting for support',
      'waiting for details',
      'researching',
      'pending reminder',
      'pending close',
      'under review',
      'under investigation',
      'investigating',
      'awaiting info',
      'acknowledged',
      'work in progress',
      'stage 1',
      'stage 2',
      'allocated',
      'باز',
      'جدید',
      'در حال بررسی',
      'در دست اقدام',
      'در دست بررسی',
      'در انتظار',
      'ارجاع شده',
      'در حال پیگیری',
      'ثبت شده',
    ],
    answered: [
      'answered',
      'responded',
      'response sent',
      'awaiting customer acceptance',
      'پاسخ داده شده',
      'پاسخ داده شد',
    ],
    closed: [
      'closed',
      'solved',
      'resolved',
      'done',
      'complete',
      'completed',
      'archived',
      'problem solved',
      'information provided',
      'closed complete',
      'بسته',
      'بسته شده',
      'مختومه',
      'حل شده',
      'خاتمه یافته',
      'پایان یافته',
    ],
    withdrawn: ['withdrawn', 'cancelled', 'canceled', 'انصراف', 'لغو شده', 'پس گرفته شده'],
  },
  channel: {
    web: [
      'web',
      'webform',
      'web form',
      'web widget',
      'portal',
      'online',
      'website',
      'self service',
      'self-service',
      'api',
      'chat',
      'jira',
      'feedback widget',
      'وب',
      'سایت',
      'وبسایت',
      'پورتال',
      'اینترنتی',
      'سامانه',
    ],
    email: ['email', 'e-mail', 'mail', 'ایمیل', 'پست الکترونیک', 'رایانامه'],
    phone: ['phone', 'telephone', 'call', 'voice', 'sms', 'تلفن', 'تلفنی', 'تماس تلفنی', 'پیامک'],
    letter: ['letter', 'post', 'postal mail', 'fax', 'in writing', 'نامه', 'پست', 'مکتوب', 'کتبی'],
    'in-person': ['in person', 'walk-in', 'walk in', 'face to face', 'branch', 'حضوری', 'مراجعه حضوری'],
    'social-media': [
      'facebook',
      'twitter',
      'x',
      'instagram',
      'whatsapp',
      'telegram',
      'social',
      'social media',
      'شبکه اجتماعی',
      'تلگرام',
    ],
    regulator: ['regulator', 'ombudsman', 'بازرسی'],
    partner: ['partner', 'mp', 'councillor', 'solicitor', 'other'],
  },
  priority: {
    low: ['low', 'lowest', 'minor', '1 low', '4 - low', '5 - planning', 'کم', 'پایین'],
    normal: ['normal', 'medium', 'moderate', '2 normal', '3 - moderate', 'standard', 'عادی', 'متوسط', 'معمولی'],
    high: ['high', 'major', '3 high', '2 - high', 'زیاد', 'بالا'],
    urgent: ['urgent', 'highest', 'critical', 'emergency', 'blocker', '1 - critical', 'فوری', 'بحرانی', 'خیلی فوری'],
  },
  outcome: {
    upheld: [
      'upheld',
      'fully upheld',
      'justified',
      'substantiated',
      'founded',
      'yes',
      'in favour of customer',
      'وارد',
      'وارد است',
      'پذیرفته شد',
    ],
    'partly-upheld': ['partly upheld', 'partially upheld', 'partially justified', 'part upheld', 'تا حدی وارد'],
    'not-upheld': [
      'not upheld',
      'rejected',
      'unjustified',
      'not justified',
      'unsubstantiated',
      'unfounded',
      'declined',
      'no',
      'وارد نیست',
      'رد شد',
      'رد',
      'ناوارد',
    ],
    withdrawn: ['withdrawn', 'cancelled', 'canceled', 'انصراف'],
    'out-of-scope': ['out of scope', 'not a complaint', 'out of jurisdiction', 'خارج از صلاحیت'],
  },
};

const WORD_FIELDS = ['channel', 'status', 'priority', 'outcome'] as const satisfies readonly CsvField[];

const HEAD = [
  '# How the rows of this file become complaints. Check every line, then try it:',
  '#   redress import csv FILE --map THIS-FILE --dry-run',
];
const PERSIAN_LETTERS = /[\u0600-\u06ff]/;
const PERSIAN_DATE = /^1[34]\d{2}[-/.]/;

/** Writes a map to start with, from the header of a file and the words in its columns. */
export async function suggestedMap(source: CsvFile): Promise<string> {
  const { header, file } = source;
  const { fields, silent } = recognizedColumns(header);
  const seen = await wordsIn(
    source,
    [...WORD_FIELDS, 'receivedAt'].flatMap((field) => fields.get(field as CsvField) ?? []),
  );
  const wordsOf = (field: CsvField): readonly string[] => seen.get(fields.get(field)?.[0] ?? '') ?? [];
  const isPersian = header.some((title) => PERSIAN_LETTERS.test(title));
  const hasPersianDates = wordsOf('receivedAt').some((text) => PERSIAN_DATE.test(withAsciiDigits(text)));
  const free = header.filter(
    (title) => title !== '' && ![...fields.values()].flat().includes(title) && !silent.includes(title),
  );
  return [
    ...HEAD,
    `source: ${makerOf(header) ?? slugOf(file)}`,
    `zone: ${isPersian ? 'Asia/Tehran' : 'UTC'} # of dates that name no zone`,
    ...(hasPersianDates
      ? ['calendar: persian']
      : ['# dates: dmy # where 03/04/2024 could be read in two ways: dmy or mdy']),
    'fields:',
    ...FIELD_NAMES.flatMap((field) => fieldLines(field, fields.get(field), wordsOf(field), isPersian)),
    '# Rows that are no complaints:',
    '# skipWhen:',
    '#   - { column: Type, in: [Question, Spam] }',
    ...(silent.length === 0
      ? []
      : ['# Columns that say nothing about the complaint:', `ignore: [${silent.map(quoted).join(', ')}]`]),
    ...(free.length === 0
      ? []
      : [`# Kept in a note, word by word: ${[...new Set(free)].map(onOneComment).join(', ')}`]),
  ].join('\n');
}

/** The distinct words of some columns, as far as there are few. */
async function wordsIn(source: CsvFile, columns: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map(columns.map((column) => [column, new Set<string>()]));
  const places = columns.map((column) => [column, source.header.indexOf(column)] as const);
  let rows = 0;
  for await (const record of source.records()) {
    if ((rows += 1) > ROWS_MAX) break;
    if (!('fields' in record)) continue;
    for (const [column, index] of places) {
      const [words, word = ''] = [found.get(column), record.fields[index]?.trim()];
      if (word !== '' && words !== undefined && words.size < WORDS_MAX) words.add(word);
    }
  }
  return new Map([...found].map(([column, words]) => [column, [...words]]));
}

function fieldLines(
  field: CsvField,
  columns: readonly string[] | undefined,
  words: readonly string[],
  isPersian: boolean,
): readonly string[] {
  if (field === 'language') return [`  language: { constant: ${isPersian ? 'fa' : 'en'} }`];
  if (columns === undefined) return missingLines(field);
  const [first = ''] = columns;
  const meanings = MEANINGS[field];
  if (meanings === undefined) {
    return [`  ${field}: ${columns.length === 1 ? quoted(first) : `[${columns.map(quoted).join(', ')}]`}`];
  }
  return [
    `  ${field}:`,
    `    column: ${quoted(first)}`,
    ...valueLines(field, words, meanings),
    ...(field === 'outcome'
      ? [`    # otherwise: not-upheld # for closed complaints whose words do not say who was right`]
      : []),
  ];
}

function valueLines(
  field: CsvField,
  words: readonly string[],
  meanings: { readonly [meaning: string]: readonly string[] },
): readonly string[] {
  if (words.length === 0) return [];
  const lines = words.map((word) => {
    const meaning = Object.entries(meanings).find(([, known]) =>
      known.some((one) => columnKey(one) === columnKey(word)),
    )?.[0];
    return meaning === undefined
      ? `      # ${quoted(word)}: # unknown: give one of ${listOf(field)}`
      : `      ${quoted(word)}: ${meaning}`;
  });
  const isAllUnknown = lines.every((line) => line.trimStart().startsWith('#'));
  return [isAllUnknown ? '    # values:' : '    values:', ...lines];
}

function missingLines(field: CsvField): readonly string[] {
  switch (field) {
    case 'externalReference':
    case 'receivedAt':
    case 'description':
      return [`  # ${field}: is needed, and no column was recognized: name it`];
    case 'channel':
      return ['  channel: { constant: web } # no column was recognized'];
    case 'status':
      return ['  status: { constant: open } # no column was recognized'];
    case 'outcome':
      return [`  # outcome: { constant: not-upheld } # closed complaints need one of ${csvOutcomes.join(', ')}`];
    default:
      return [];
  }
}

function listOf(field: CsvField): string {
  const kind: readonly string[] | string = FIELDS[field];
  return typeof kind === 'string' ? kind : kind.join(', ');
}

/** A word as YAML reads it again as the same text. */
function quoted(word: string): string {
  return /^[A-Za-z][A-Za-z /()_-]*$/.test(word) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(word)
    ? word.trimEnd()
    : JSON.stringify(word);
}

function onOneComment(title: string): string {
  return title.replaceAll(/\s+/g, ' ');
}

/** A name of small letters for an unknown maker: that of the file. */
function slugOf(file: string): string {
  const slug = basename(file)
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return /^[a-z][a-z0-9-]{0,40}$/.test(slug) ? slug : 'other';
}
