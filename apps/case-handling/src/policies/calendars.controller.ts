import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import { applyHolidays, Complaints } from '@redress/complaints';
import { AMENDED_DAYS_MAX } from '@redress/contracts';
import type { EventStore } from '@redress/eventing';
import { toActorId } from '@redress/eventing';
import {
  Allow,
  Answers,
  askingOf,
  CommandMeta,
  EVENT_STORE,
  ListOf,
  listOf,
  objectSchema,
  textSchema,
  WholeNumber,
} from '@redress/platform';
import { Policies } from '@redress/policies';
import { HolidayRequest } from '../commands/clocks.routes.js';

export class ApplyHolidaysRequest {
  /** The number after the `@`: that of the version that has the days. */
  @WholeNumber(1, 999_999)
  version!: number;

  @ListOf(() => HolidayRequest, AMENDED_DAYS_MAX)
  holidays!: HolidayRequest[];
}

const countSchema = { type: 'integer', minimum: 0 } as const;

const appliedSchema = objectSchema(
  {
    calendar: textSchema,
    changed: countSchema,
    unchanged: countSchema,
    refused: listOf(objectSchema({ code: textSchema, complaints: countSchema })),
  },
  { title: 'HolidaysApplied' },
);

/** Acts for the administrator, because no wall may leave a complaint with the wrong days. */
const SERVICE = { id: toActorId('case-handling'), role: 'system' };

/** What the open complaints have of the days now. */
interface HolidaysAnswer {
  readonly calendar: string;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly { readonly code: string; readonly complaints: number }[];
}

/** Calendars of open complaints: a policy holds its own, and only a holiday that was announced late is applied by itself. */
@Controller('calendars')
export class CalendarsController {
  constructor(
    private readonly complaints: Complaints,
    private readonly policies: Policies,
    @Inject(EVENT_STORE) private readonly events: EventStore,
  ) {}

  @Post(':name/apply')
  @HttpCode(200)
  @Allow('manage-policies')
  @ApiOperation({ summary: 'Adds holidays announced late to the calendar of every open complaint.' })
  @ApiParam({ name: 'name', type: String, description: 'The name of the calendar, before the @.' })
  @Answers(200, 'Done, as far as the complaints allow it. A repeat changes nothing.', appliedSchema)
  async apply(
    @Param('name') name: string,
    @Body() { version, holidays }: ApplyHolidaysRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<HolidaysAnswer> {
    const calendar = `${name}@${version}`;
    const office = { events: this.events, complaints: this.complaints, policies: this.policies };
    const sender = {
      caller: 'service:calendars',
      actor: SERVICE,
      onBehalfOf: meta.caller.actor,
      correlationId: meta.correlationId,
    };
    const { refused, ...counts } = await applyHolidays(office, { calendar, holidays }, sender, askingOf(meta.caller));
    return { calendar, ...counts, refused: [...refused].map(([code, complaints]) => ({ code, complaints })) };
  }
}
