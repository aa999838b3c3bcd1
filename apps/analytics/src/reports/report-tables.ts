import type { Language } from '@redress/contracts';
import { catalogues, localeOf, text, type TextKey } from '@redress/texts';
import {
  bucketWords,
  dimensionWords,
  durationWords,
  measureWords,
  milestoneWords,
  ruleWords,
} from '@redress/texts/desk';
import type { Figure } from '../figures/measure.js';
import type { PeriodUnit } from '../figures/periods.js';
import type { AnswerStanding } from '../figures/standing.js';
import type { PanelAnswer } from './report-answers.js';
import type { ReportDefinition, ReportDimension } from './report.js';

/** A number with its unit, words, `suppressed` where too few complaints were counted, or null where there is no number. */
export type TableCell =
  { readonly number: number; readonly unit: CellUnit } | { readonly words: string } | 'suppressed' | null;

/** How a number is read: complaints or days, a share of 1, or hours. */
export type CellUnit = 'count' | 'share' | 'hours';

/** The figures of a panel, in the words of a language. */
export interface ReportTable {
  readonly title: string;
  /** What the first column names. */
  readonly rowName: string;
  /** The other columns. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly TableCell[] }[];
  readonly standing: AnswerStanding;
  /** How many rows are left out, because somebody could be recognized in them. */
  readonly leftOut: number;
}

/** Everything that a report shows, in one language. */
export interface ReportDocument {
  readonly language: Language;
  readonly name: string;
  /** The organization, by line. */
  readonly sender: readonly string[];
  /** The period in words: by the report's calendar, and its days by that of the reader. */
  readonly period: string;
  readonly timeZone: string;
  readonly tables: readonly ReportTable[];
}

/** Words for the answers of a report, in one language. */
export class ReportWords {
  constructor(
    private readonly language: Language,
    private readonly definition: ReportDefinition,
  ) {}

  /** The period of a report: `November 2026 (1 November 2026 to 30 November 2026)`. */
  period({ from, before }: { readonly from: string; readonly before: string }): string {
    const { period } = this.definition;
    const last = new Date(Date.parse(before) - 1).toISOString();
    const [first, end] = [from, last].map((at) => this.day(at));
    if (period === 'day') return first!;
    const range = this.say('report.range', { from: first!, to: end! });
    return period === 'month' ? this.say('report.named-range', { name: this.month(from), range }) : range;
  }

  tables(answers: readonly PanelAnswer[]): readonly ReportTable[] {
    return answers.map((answer) => this.table(answer));
  }

  private table(asked: PanelAnswer): ReportTable {
    const { panel } = asked;
    switch (asked.kind) {
      case 'summary':
        return {
          ...this.headed(asked.answer, this.say('report.summary'), 'desk.figures.measure', FIGURE_COLUMNS),
          rows: asked.answer.figures.map((figure) => ({
            name: this.say(measureWords[figure.measure]),
            cells: figureCells(figure),
          })),
        };
      case 'timeseries': {
        const { answer } = asked;
        const measure = this.say(measureWords[panel.measure ?? 'received']);
        const title = this.say('desk.figures.by-period', { measure, bucket: this.say(bucketWords[answer.bucket]) });
        return {
          ...this.headed(answer, title, 'desk.figures.period', FIGURE_COLUMNS),
          rows: (answer.series[0]?.points ?? []).map((point) => ({
            name: this.bucket(point, answer.bucket),
            cells: figureCells(point),
          })),
        };
      }
      case 'control-chart': {
        const { answer } = asked;
        const title = this.say('desk.figures.control-chart', {
          measure: this.say(measureWords[panel.measure ?? 'received']),
        });
        const unit = answer.chart === 'p' ? 'share' : 'count';
        return {
          ...this.headed(answer, title, 'desk.figures.period', CHART_COLUMNS),
          rows: answer.points.map((point) => ({
            name: this.bucket(point, answer.bucket),
            cells: [
              ...(point.numerator === null && point.complete && point.value === null
                ? (['suppressed', 'suppressed', 'suppressed'] as const)
                : [count(point.numerator), count(point.denominator), numberIn(unit, point.value)]),
              numberIn(unit, point.lower),
              numberIn(unit, point.upper),
              point.signals.length === 0
                ? null
                : { words: this.list(point.signals.map((rule) => this.say(ruleWords[rule]))) },
            ],
          })),
        };
      }
      case 'pareto': {
        const { answer } = asked;
        const by = panel.by ?? 'product';
        const title = this.say('desk.figures.by', { dimension: this.say(dimensionWords[by]) });
        const { other, without } = answer;
        return {
          ...this.headed(answer, title, dimensionWords[by], PARETO_COLUMNS),
          rows: [
            ...answer.items.map(({ value, numerator, denominator, share, cumulatedShare }) => ({
              name: this.value(by, value),
              cells: [
                count(numerator),
                count(denominator),
                numberIn('share', share),
                numberIn('share', cumulatedShare),
              ],
            })),
            ...(other.values === 0
              ? []
              : [
                  {
                    name: this.say('report.others', { values: other.values }),
                    cells: [
                      other.numerator === null ? ('suppressed' as const) : count(other.numerator),
                      count(answer.denominator),
                      other.share === null ? ('suppressed' as const) : numberIn('share', other.share),
                      null,
                    ],
                  },
                ]),
            ...(without === 0
              ? []
              : [
                  {
                    name: this.say('desk.figures.no-value'),
                    cells: [without === null ? ('suppressed' as const) : count(without), null, null, null],
                  },
                ]),
          ],
        };
      }
      case 'backlog': {
        const { answer } = asked;
        return {
          ...this.headed(answer, this.say('desk.figures.backlog'), 'desk.figures.day', ['desk.figures.open-then']),
          rows: answer.points.map(({ at, numerator }) => ({
            name: this.day(at),
            cells: [numerator === null ? ('suppressed' as const) : count(numerator)],
          })),
        };
      }
      case 'distribution':
        return this.distribution(asked);
      case 'cohorts': {
        const { answer } = asked;
        const milestone = this.say(milestoneWords[answer.milestone]);
        return {
          ...this.headed(answer, this.say('desk.figures.cohorts', { milestone }), 'desk.figures.period', [
            'report.within-days',
            ...FIGURE_COLUMNS,
          ]),
          rows: answer.cohorts.flatMap((cohort) =>
            cohort.ages.map((age) => ({
              name: this.bucket(cohort, answer.bucket),
              cells: [count(age.days), ...figureCells(age)],
            })),
          ),
        };
      }
      case 'remedies': {
        const { answer } = asked;
        return {
          ...this.headed(answer, this.say('desk.panel.remedies'), 'report.remedy', REMEDY_COLUMNS),
          leftOut: answer.suppressedRows,
          rows: answer.rows.map((row) => ({
            name: this.say('report.remedy-of', {
              remedy: this.say(`desk.remedy.${row.kind}`),
              source: this.say(row.source === 'award' ? 'desk.figures.by-award' : 'desk.figures.by-decision'),
            }),
            cells: [
              count(row.numerator),
              count(answer.denominator),
              count(row.remedies),
              count(row.delivered),
              row.value === null ? null : { words: this.money(row.value, row.currency) },
            ],
          })),
        };
      }
    }
  }

  private distribution({ answer }: Extract<PanelAnswer, { readonly kind: 'distribution' }>): ReportTable {
    const [row] = answer.rows;
    const title = this.say(durationWords[answer.duration]);
    const headed = this.headed(answer, title, 'desk.figures.time', ['desk.figures.value']);
    if (row === undefined) return { ...headed, rows: [], leftOut: answer.suppressedGroups };
    const spread = [
      ['desk.figures.mean', row.mean],
      ['desk.figures.median', row.median],
      ['desk.figures.p90', row.p90],
      ['desk.figures.p95', row.p95],
    ] as const;
    return {
      ...headed,
      rows: [
        { name: this.say('desk.figures.numerator'), cells: [count(row.numerator)] },
        { name: this.say('desk.figures.denominator'), cells: [count(row.denominator)] },
        ...spread.map(([key, hours]) => ({ name: this.say(key), cells: [numberIn('hours', hours)] })),
        ...row.bins.map((bin) => ({
          name: this.bin(bin.from, bin.before),
          cells: [bin.count === null ? ('suppressed' as const) : count(bin.count)],
        })),
      ],
    };
  }

  private headed(
    standing: AnswerStanding,
    title: string,
    rowName: TextKey,
    columns: readonly TextKey[],
  ): Omit<ReportTable, 'rows'> {
    const { position, asOf, lagEvents } = standing;
    return {
      title,
      rowName: this.say(rowName),
      columns: columns.map((key) => this.say(key)),
      standing: { position, asOf, lagEvents },
      leftOut: 0,
    };
  }

  private bin(from: number, before: number | null): string {
    const hours = (value: number): string => cellWords({ number: value, unit: 'hours' }, this.language);
    if (before === null) return this.say('desk.figures.bin-above', { from: hours(from) });
    if (from === 0) return this.say('desk.figures.bin-below', { before: hours(before) });
    return this.say('desk.figures.bin', { from: hours(from), before: hours(before) });
  }

  /** A period of a series: months and years by the report's calendar, others by their first day. */
  private bucket({ from }: { readonly from: string }, bucket: PeriodUnit): string {
    if (bucket === 'month') return this.month(from);
    return bucket === 'year' ? this.named(from, ['year']) : this.day(from);
  }

  private month(from: string): string {
    return this.named(from, ['month', 'year']);
  }

  /** By the report's calendar, in the words and digits of the language: without the era, and in the order in which people write. */
  private named(at: string, parts: readonly ('month' | 'year')[]): string {
    const { timeZone, calendar } = this.definition;
    const { numberingSystem } = new Intl.NumberFormat(localeOf(this.language)).resolvedOptions();
    const locale = this.language === 'fa' ? 'fa-IR' : 'en-GB';
    const options = { month: 'long', year: 'numeric', timeZone, calendar, numberingSystem } as const;
    const formatted = new Intl.DateTimeFormat(locale, options).formatToParts(new Date(at));
    return parts.map((part) => formatted.find(({ type }) => type === part)?.value ?? '').join(' ');
  }

  private day(at: string): string {
    const { timeZone } = this.definition;
    return new Intl.DateTimeFormat(localeOf(this.language), { dateStyle: 'long', timeZone }).format(new Date(at));
  }

  /** A value of a dimension in words, where it is one of a closed list; a name that the organization chose as it is. */
  private value(by: ReportDimension, value: string | number): string {
    const key = `${VALUE_WORDS[by] ?? ''}${value}`;
    return VALUE_WORDS[by] !== undefined && Object.hasOwn(catalogues.en, key)
      ? this.say(key as TextKey)
      : String(value);
  }

  private money(value: string, currency: string | null): string {
    // A decimal string keeps every digit; a number would round large sums.
    const amount = new Intl.NumberFormat(localeOf(this.language)).format(value as `${number}`);
    return `${amount} ${currency ?? ''}`.trim();
  }

  private list(words: readonly string[]): string {
    return new Intl.ListFormat(this.language).format(words);
  }

  private say(key: TextKey, values?: Readonly<Record<string, string | number>>): string {
    return text(this.language, key, values);
  }
}

const FIGURE_COLUMNS = ['desk.figures.numerator', 'desk.figures.denominator', 'desk.figures.value'] as const;
const CHART_COLUMNS = [
  ...FIGURE_COLUMNS,
  'desk.figures.lower',
  'desk.figures.upper',
  'desk.figures.rule',
] as const satisfies readonly TextKey[];
const PARETO_COLUMNS = [
  'desk.figures.numerator',
  'desk.figures.denominator',
  'desk.figures.share',
  'desk.figures.cumulated',
] as const satisfies readonly TextKey[];
const REMEDY_COLUMNS = [
  'desk.figures.numerator',
  'desk.figures.denominator',
  'desk.figures.remedies',
  'desk.figures.delivered',
  'report.money',
] as const satisfies readonly TextKey[];

/** Beginnings of the texts for the values of dimensions that have a closed list. */
const VALUE_WORDS: { readonly [dimension in ReportDimension]?: string } = {
  channel: 'desk.channel.',
  language: 'desk.language.',
  status: 'desk.status.',
  finalDecision: 'desk.upheld.',
  outcome: 'desk.outcome.',
  severity: 'desk.severity.',
  priority: 'desk.priority.',
  complexity: 'desk.complexity.',
  impact: 'desk.impact.',
};

function count(value: number | null): TableCell {
  return numberIn('count', value);
}

function numberIn(unit: CellUnit, value: number | null): TableCell {
  return value === null ? null : { number: value, unit };
}

/** A number of complaints is its own value; a share has one where there is anything to be a share of. */
function figureCells({ numerator, denominator, value, suppressed }: Figure): readonly TableCell[] {
  if (suppressed) return ['suppressed', 'suppressed', 'suppressed'];
  return [count(numerator), count(denominator), numberIn(denominator === null ? 'count' : 'share', value)];
}

const HOURS_PER_DAY = 24;
const DAYS_FROM_HOURS = 48;
const NO_NUMBER = '–';

/** A cell as people read it. */
export function cellWords(cell: TableCell, language: Language): string {
  if (cell === null) return NO_NUMBER;
  if (cell === 'suppressed') return text(language, 'desk.figures.cell-suppressed');
  if ('words' in cell) return cell.words;
  const { number, unit } = cell;
  const locale = localeOf(language);
  switch (unit) {
    case 'count':
      return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(number);
    case 'share':
      return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(number);
    case 'hours': {
      const [value, length] = number < DAYS_FROM_HOURS ? [number, 'hour'] : [number / HOURS_PER_DAY, 'day'];
      const options = { style: 'unit', unit: length, unitDisplay: 'long', maximumFractionDigits: 1 } as const;
      return new Intl.NumberFormat(locale, options).format(value);
    }
  }
}

/** A position of the log in the digits of a language; it has up to 39 of them, more than a number holds exactly. */
export function positionWords(position: string, language: Language): string {
  return new Intl.NumberFormat(localeOf(language), { useGrouping: false }).format(BigInt(position));
}
