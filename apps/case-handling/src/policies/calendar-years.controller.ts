import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import { type Calendar, type CalendarDay, calendarDays, policyCalendar, weekdays } from '@redress/domain';
import {
  Allow,
  Answers,
  IsPlainDate,
  listOf,
  objectSchema,
  Problem,
  textSchema,
  WholeNumberInQuery,
} from '@redress/platform';
import { Policies } from '@redress/policies';
import { everyVersion } from './every-version.js';

/** A year of any calendar, and a little more. */
const DAYS_MAX = 400;

/** Which days of a calendar to show. */
export class CalendarDaysRequest {
  @IsPlainDate()
  from!: string;

  /** How many days. */
  @WholeNumberInQuery(1, DAYS_MAX)
  days!: number;
}

const names = objectSchema({ en: textSchema, fa: textSchema });
const period = objectSchema({ from: textSchema, to: textSchema });
const calendar = objectSchema(
  {
    version: textSchema,
    names,
    timeZone: textSchema,
    week: objectSchema(Object.fromEntries(weekdays.map((day) => [day, listOf(period)]))),
    source: objectSchema({ text: textSchema, on: textSchema }),
    policies: { ...listOf(textSchema), description: 'The versions of policies that count by it.' },
  },
  { title: 'Calendar', optional: { covers: period } },
);
const day = objectSchema(
  {
    date: textSchema,
    weekday: { enum: [...weekdays] },
    kind: { enum: ['working', 'day-off', 'holiday', 'unknown'] },
    holidays: listOf(names),
    workedMs: { type: 'integer', minimum: 0 },
  },
  { title: 'CalendarDay' },
);

interface UsedCalendar extends Omit<Calendar, 'holidays'> {
  readonly policies: readonly string[];
}

/** The calendars by which policies count business time. */
@Controller('calendars')
export class CalendarYearsController {
  constructor(private readonly policies: Policies) {}

  @Get()
  @Allow('view-policies')
  @ApiOperation({ summary: 'Every calendar that a policy counts by, with the hours of its week.' })
  @Answers(200, 'The calendars.', objectSchema({ items: listOf(calendar) }))
  async list(): Promise<{ readonly items: readonly UsedCalendar[] }> {
    const used = await this.used();
    return {
      items: [...used.values()].map(({ calendar: { holidays: _holidays, ...shown }, policies }) => ({
        ...shown,
        policies,
      })),
    };
  }

  @Get(':name/:version/days')
  @Allow('view-policies')
  @ApiOperation({ summary: 'Days of a calendar: which are worked, and why others are not.' })
  @ApiParam({ name: 'name', type: String, description: 'The name of the calendar, before the @.' })
  @ApiParam({ name: 'version', type: String, description: 'The number after the @.' })
  @Answers(
    200,
    'The days. `unknown`: the calendar does not know the holidays of that date.',
    objectSchema({ items: listOf(day) }),
  )
  async days(
    @Param('name') name: string,
    @Param('version') version: string,
    @Query() { from, days }: CalendarDaysRequest,
  ): Promise<{ readonly items: readonly CalendarDay[] }> {
    const found = (await this.used()).get(`${name}@${version}`);
    if (found === undefined) throw new Problem('not-found');
    return { items: calendarDays(found.calendar, from, days) };
  }

  /** By version. The same version means the same days in every published policy, so the first one says what they are. */
  private async used(): Promise<ReadonlyMap<string, { readonly calendar: Calendar; readonly policies: string[] }>> {
    const used = new Map<string, { readonly calendar: Calendar; readonly policies: string[] }>();
    const versions = await everyVersion(this.policies);
    const drafted = ({ standing }: (typeof versions)[number]): number => (standing === 'drafted' ? 1 : 0);
    for (const { policy } of versions.toSorted((one, other) => drafted(one) - drafted(other))) {
      const known = used.get(policy.calendar) ?? { calendar: policyCalendar(policy), policies: [] };
      known.policies.push(policy.version);
      used.set(policy.calendar, known);
    }
    return used;
  }
}
