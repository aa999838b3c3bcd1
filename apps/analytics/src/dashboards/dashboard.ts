import {
  instantSchema,
  ListOf,
  listOf,
  objectSchema,
  orNull,
  revisionSchema,
  sharedWith,
  SharingRequest,
  Text,
  textSchema,
} from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import { milestones, type Milestone } from '../figures/cohorts.js';
import { durationNames, type DurationName } from '../figures/durations.js';
import { measures, type MeasureName } from '../figures/measure.js';
import { rankings, type Ranking } from '../figures/pareto.js';
import { periodUnits, type PeriodUnit } from '../figures/periods.js';

const NAME_MAX = 80;
const PANELS_MAX = 24;

/** What a panel shows: an answer of the route of this name; `figure` is one number of a time series. */
export const panelKinds = [
  'figure',
  'timeseries',
  'control-chart',
  'pareto',
  'backlog',
  'distribution',
  'cohorts',
  'remedies',
] as const;
export type PanelKind = (typeof panelKinds)[number];

/** A question with its chart. What is not said is as its route has it by default; what a kind does not ask is ignored. */
export class DashboardPanel {
  @IsIn(panelKinds)
  kind!: PanelKind;

  @IsOptional()
  @IsIn(measures)
  measure?: MeasureName;

  @IsOptional()
  @IsIn(periodUnits)
  bucket?: PeriodUnit;

  @IsOptional()
  @IsIn(rankings)
  by?: Ranking;

  @IsOptional()
  @IsIn(durationNames)
  duration?: DurationName;

  @IsOptional()
  @IsIn(milestones)
  milestone?: Milestone;
}

/** A dashboard as somebody saves it. */
export class DashboardRequest extends SharingRequest {
  @Text(NAME_MAX)
  name!: string;

  @ListOf(() => DashboardPanel, PANELS_MAX)
  panels!: DashboardPanel[];
}

/** What a dashboard shows. */
export interface DashboardContent {
  readonly name: string;
  readonly panels: readonly Readonly<DashboardPanel>[];
}

/** Part of a request without the fields that were not sent. */
export function withoutUnsent<Part extends object>(part: Part): Part {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined && value !== null)) as Part;
}

export function contentOf({ name, panels }: DashboardRequest): DashboardContent {
  return { name, panels: panels.map(withoutUnsent) };
}

/** Schema of a panel in an answer. `by`: by what it can count; `more`: what it says besides. */
export function panelSchemaOf(
  title: string,
  {
    kinds,
    by,
    more = {},
  }: { readonly kinds: readonly string[]; readonly by: readonly string[]; readonly more?: object },
) {
  return objectSchema(
    { kind: { enum: kinds } },
    {
      title,
      optional: {
        measure: { enum: measures },
        bucket: { enum: periodUnits },
        by: { enum: by },
        duration: { enum: durationNames },
        milestone: { enum: milestones },
        ...more,
      },
    },
  );
}

const panelSchema = panelSchemaOf('SavedPanel', { kinds: panelKinds, by: rankings });

/** Schema of a dashboard in an answer, for the API description. */
export const dashboardSchema = objectSchema(
  {
    id: textSchema,
    kind: { enum: ['own', 'shared'] },
    revision: revisionSchema,
    name: textSchema,
    panels: listOf(panelSchema),
    sharedWith: { enum: sharedWith },
    team: orNull(textSchema),
    owner: textSchema,
    changedAt: instantSchema,
    mayChange: { type: 'boolean' },
  },
  { title: 'SavedDashboard' },
);
