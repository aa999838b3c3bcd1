/** The order of day, month and year in dates that are only numbers. */
export type DateOrder = 'ymd' | 'mdy' | 'dmy';

export const DATE_ORDERS: readonly DateOrder[] = ['ymd', 'mdy', 'dmy'];

const TIME = String.raw`(?:(?:[T ]|, )\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}$`);
const EIGHT_DIGITS = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${TIME}$`);
const DAY_IN_WORDS = new RegExp(String.raw`^(\d{1,2})[-./ ]+([A-Za-z]{3,9})\.?[-,/ ]+(\d{4}|\d{2})${TIME}$`);
const MONTH_IN_WORDS = new RegExp(String.raw`^([A-Za-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})${TIME}$`);

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
/** Earlier years are of another calendar, or mistyped. */
const YEAR_MIN = 1900;

/**
 * Reads a date in the form `2024-03-18`, with or without a time, whose day counts as it is written. A date of numbers that ends with the
 * year needs an order; points between them put the day first everywhere. Undefined for anything else, and for a day that does not exist.
 */
export function dayOf(text: string, order?: DateOrder): string | undefined {
  const [, year = '', , month = '', day = ''] = YEAR_FIRST.exec(text.replace(EIGHT_DIGITS, '$1-$2-$3')) ?? [];
  if (year !== '') return existing(year, month, day);
  const numbers = YEAR_LAST.exec(text);
  if (numbers !== null) {
    const [, first = '', mark, second = '', last = ''] = numbers;
    const used = mark === '.' ? 'dmy' : order;
    if (used === 'mdy') return existing(last, first, second);
    return used === 'dmy' ? existing(last, second, first) : undefined;
  }
  const words = DAY_IN_WORDS.exec(text);
  if (words !== null) return existing(words[3] ?? '', monthNamed(words[2]), words[1] ?? '');
  const american = MONTH_IN_WORDS.exec(text);
  return american === null ? undefined : existing(american[3] ?? '', monthNamed(american[1]), american[2] ?? '');
}

function monthNamed(name = ''): string {
  const at = MONTHS.findIndex((month) => name.length >= 3 && month.startsWith(name.toLowerCase()));
  return String(at + 1);
}

function existing(year: string, month: string, day: string): string | undefined {
  const whole = year.length === 2 ? `20${year}` : year;
  const date = `${whole}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (Number(whole) < YEAR_MIN) return undefined;
  try {
    return Temporal.PlainDate.from(date).toString();
  } catch {
    return undefined;
  }
}

/** Gathers from all dates of a file which number is the day: a number above 12 is no month. */
export class OrderEvidence {
  private readonly firstSeen = new Map<'mdy' | 'dmy' | 'either', number>();

  /** Takes the value of a date column in a line of the file. */
  add(text: string, line: number): void {
    const [, first = '', mark = '', second = ''] = YEAR_LAST.exec(text) ?? [];
    if (mark === '' || mark === '.') return;
    const shown = Number(first) > 12 ? 'dmy' : Number(second) > 12 ? 'mdy' : 'either';
    if (dayOf(text, shown === 'either' ? 'mdy' : shown) !== undefined && !this.firstSeen.has(shown))
      this.firstSeen.set(shown, line);
  }

  /** The order, if the file has dates that need one; or why it is unknown. */
  verdict(): { readonly order?: DateOrder } | { readonly problem: string } {
    const [american, european, either] = (['mdy', 'dmy', 'either'] as const).map((shown) => this.firstSeen.get(shown));
    if (american !== undefined && european !== undefined) {
      return { problem: `the date in line ${american} has the month first, the one in line ${european} the day` };
    }
    if (american !== undefined) return { order: 'mdy' };
    if (european !== undefined) return { order: 'dmy' };
    return either === undefined ? {} : { problem: `no date tells the day from the month, as in line ${either}` };
  }
}
