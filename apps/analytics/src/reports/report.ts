import { type Language, languages, NAME_LENGTH_MAX } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import {
  instantSchema,
  IsVersion,
  ListOf,
  listOf,
  ObjectOf,
  objectSchema,
  orNull,
  revisionSchema,
  Text,
  textSchema,
  WholeNumber,
} from '@redress/platform';
import { type FiguresDimensionWord, figuresDimensionWords } from '@redress/texts/desk';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsOptional } from 'class-validator';
import { panelKinds, panelSchemaOf } from '../dashboards/dashboard.js';
import { milestones, type Milestone } from '../figures/cohorts.js';
import { durationNames, type DurationName } from '../figures/durations.js';
import { measures, type MeasureName } from '../figures/measure.js';
import {
  periodCalendars,
  type PeriodCalendar,
  periodUnits,
  type PeriodUnit,
  weekStarts,
  type WeekStart,
} from '../figures/periods.js';
import { CalendarOfPeriods, FigureFilters, FirstDayOfWeeks, ZoneOfDays } from '../figures/question.js';

const NAME_MAX = 80;
const PANELS_MAX = 12;
const RECIPIENTS_MAX = 20;
/** Three years of months. */
const PERIODS_MAX = 36;
const HOUR_MAX = 23;

/** What a report is about: the time that is over when it goes. */
export const reportPeriods = ['day', 'week', 'month', 'quarter'] as const satisfies readonly PeriodUnit[];
export type ReportPeriod = (typeof reportPeriods)[number];

/** What a panel of a report shows: all measures, or what a panel of a dashboard shows. */
export const reportPanelKinds = ['summary', ...panelKinds] as const;
export type ReportPanelKind = (typeof reportPanelKinds)[number];

/** Whose work is whose, no report tells. */
const dimensions = figuresDimensionWords.filter((dimension) => dimension !== 'handler');
export type ReportDimension = Exclude<FiguresDimensionWord, 'handler'>;

/** Who gets a report: somebody in the directory of staff, or an address of a domain that the installation allows. */
export const recipientKinds = ['person', 'team', 'role', 'address'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** A question, as in a dashboard. What is not said is as its route has it by default; what a kind does not ask is ignored. */
export class ReportPanel {
  @IsIn(reportPanelKinds)
  kind!: ReportPanelKind;

  @IsOptional()
  @IsIn(measures)
  measure?: MeasureName;

  @IsOptional()
  @IsIn(periodUnits)
  bucket?: PeriodUnit;

  @IsOptional()
  @IsIn(dimensions)
  by?: ReportDimension;

  @IsOptional()
  @IsIn(durationNames)
  duration?: DurationName;

  @IsOptional()
  @IsIn(milestones)
  milestone?: Milestone;

  /** How many periods it shows, the one of the report and those before it. Default: 12 for time series, control charts and cohorts, else 1. */
  @IsOptional()
  @WholeNumber(1, PERIODS_MAX)
  periods?: number;
}

export class ReportRecipient {
  @IsIn(recipientKinds)
  kind!: RecipientKind;

  /** The `sub` of a person, the name of a team or a role in the directory of staff; for an `address`, the e-mail address. */
  @Text(NAME_LENGTH_MAX)
  name!: string;
}

/** A report as somebody schedules it. */
export class ReportRequest {
  @Text(NAME_MAX)
  name!: string;

  @ListOf(() => ReportPanel, PANELS_MAX)
  @ArrayMinSize(1)
  panels!: ReportPanel[];

  /** Default: all complaints. */
  @IsOptional()
  @ObjectOf(() => FigureFilters)
  filters?: FigureFilters;

  /** It is sent when one of these is over. */
  @IsIn(reportPeriods)
  period!: ReportPeriod;

  @CalendarOfPeriods()
  calendar?: PeriodCalendar;

  @FirstDayOfWeeks()
  weekStart?: WeekStart;

  /** Where days begin, and of the hour. Default: that of `workingDaysOf`, else UTC. */
  @ZoneOfDays()
  timeZone?: string;

  /** The hour of the first day after the period at which it goes. */
  @WholeNumber(0, HOUR_MAX)
  hour!: number;

  /** Name and version of a calendar, `iran@1`: the report waits for its next working day. Default: it goes on any day. */
  @IsOptional()
  @IsVersion()
  workingDaysOf?: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(languages.length)
  @ArrayUnique()
  @IsIn(languages, { each: true })
  languages!: Language[];

  @ListOf(() => ReportRecipient, RECIPIENTS_MAX)
  @ArrayMinSize(1)
  recipients!: ReportRecipient[];

  /** Whether it waits until somebody changes that. Default: false. */
  @IsOptional()
  @IsBoolean()
  paused?: boolean;
}

/** What was scheduled, every default said. */
export interface ReportDefinition {
  readonly name: string;
  readonly panels: readonly Readonly<ReportPanel>[];
  readonly filters: Readonly<FigureFilters>;
  readonly period: ReportPeriod;
  readonly calendar: PeriodCalendar;
  readonly weekStart: WeekStart;
  readonly timeZone: string;
  readonly hour: number;
  readonly workingDaysOf: string | null;
  readonly languages: readonly Language[];
  readonly recipients: readonly Readonly<ReportRecipient>[];
  readonly paused: boolean;
}

/** How sending to one recipient ended. `uncertain`: the mail server may have taken it, so it is not sent again. */
export const deliveryStates = ['waiting', 'trying', 'sent', 'failed', 'refused', 'uncertain'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface ReportDelivery {
  readonly kind: RecipientKind;
  readonly name: string;
  readonly state: DeliveryState;
  /** Code of a failure; never what a mail server said. */
  readonly failure: string | null;
}

/** One sending of a report. */
export interface ReportSending {
  readonly id: string;
  readonly period: { readonly label: string; readonly from: Instant; readonly before: Instant };
  readonly dueAt: Instant;
  /** The `sub` of who asked for it; null when it was due. */
  readonly askedBy: string | null;
  /** Periods before this one that were never sent, because the system was down for too long. */
  readonly skipped: number;
  readonly deliveries: readonly ReportDelivery[];
  /** What the figures stand for; null while none were computed. */
  readonly position: string | null;
  readonly asOf: Instant | null;
  /** Null while it is under way. */
  readonly endedAt: Instant | null;
}

/** How a sending ended for its recipients together. */
export const sendingOutcomes = ['under-way', 'sent', 'partly', 'failed'] as const;
export type SendingOutcomeWord = (typeof sendingOutcomes)[number];

export function outcomeOf({ endedAt, deliveries }: ReportSending): SendingOutcomeWord {
  if (endedAt === null) return 'under-way';
  const sent = deliveries.filter(({ state }) => state === 'sent').length;
  if (sent === 0) return 'failed';
  return sent === deliveries.length ? 'sent' : 'partly';
}

const panelSchema = panelSchemaOf('ScheduledPanel', {
  kinds: reportPanelKinds,
  by: dimensions,
  more: { periods: { type: 'integer', minimum: 1, maximum: PERIODS_MAX } },
});

const recipientSchema = { kind: { enum: recipientKinds }, name: textSchema };

const sendingSchema = objectSchema(
  {
    id: textSchema,
    period: objectSchema({ label: textSchema, from: instantSchema, before: instantSchema }),
    dueAt: instantSchema,
    askedBy: { ...orNull(textSchema), description: 'Who asked for it; null when it was due.' },
    skipped: {
      type: 'integer',
      minimum: 0,
      description: 'Earlier periods that were never sent after a long downtime.',
    },
    outcome: { enum: sendingOutcomes },
    deliveries: listOf(
      objectSchema({ ...recipientSchema, state: { enum: deliveryStates }, failure: orNull(textSchema) }),
    ),
    position: { ...orNull(textSchema), description: 'Where in the log the figures stand.' },
    asOf: orNull(instantSchema),
    endedAt: orNull(instantSchema),
  },
  { title: 'ReportSending' },
);

/** Schema of the sendings of a report, for the API description. */
export const historySchema = objectSchema({ items: listOf(sendingSchema) }, { title: 'ReportHistory' });

/** Schema of a report in an answer, for the API description. */
export const reportSchema = objectSchema(
  {
    id: textSchema,
    revision: revisionSchema,
    owner: textSchema,
    changedAt: instantSchema,
    name: textSchema,
    panels: listOf(panelSchema),
    filters: { type: 'object' },
    period: { enum: reportPeriods },
    calendar: { enum: periodCalendars },
    weekStart: { enum: weekStarts },
    timeZone: textSchema,
    hour: { type: 'integer', minimum: 0, maximum: HOUR_MAX },
    workingDaysOf: orNull(textSchema),
    languages: listOf({ enum: languages }),
    recipients: listOf(objectSchema(recipientSchema, { title: 'ScheduledRecipient' })),
    paused: { type: 'boolean' },
    nextAt: { ...orNull(instantSchema), description: 'When it goes next; null while it is paused.' },
    last: orNull(sendingSchema),
  },
  { title: 'ScheduledReport' },
);
