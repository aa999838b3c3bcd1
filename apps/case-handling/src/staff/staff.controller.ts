import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import { NAME_LENGTH_MAX } from '@redress/contracts';
import { type Absence, isAfter, refusalOfUnknown } from '@redress/domain';
import {
  Allow,
  Answers,
  askingOf,
  Caller,
  CommandMetaOfMany,
  CONFIG,
  instantSchema,
  IsPerson,
  listOf,
  objectSchema,
  orNull,
  Problem,
  REASON_LENGTH_MAX,
  referenceSchema,
  staffListIn,
  Text,
  textSchema,
  TIME_SOURCE,
  type RedressConfig,
  type TimeSource,
} from '@redress/platform';
import { IsOptional } from 'class-validator';
import { Reassign, type Reassigned } from './reassign.command.js';
import { Workload, type Load } from './workload.js';

const countSchema = { type: 'integer', minimum: 0 } as const;
const flagSchema = { type: 'boolean' } as const;

const staffSchema = objectSchema(
  {
    items: listOf(
      objectSchema({
        id: textSchema,
        absence: orNull(objectSchema({ from: instantSchema, until: instantSchema, deputy: textSchema })),
        load: objectSchema({ cases: countSchema, tasks: countSchema }),
      }),
    ),
    truncated: flagSchema,
  },
  { title: 'Staff' },
);

const stepFields = { reference: referenceSchema, command: textSchema };
const reassignedSchema = objectSchema(
  {
    moved: listOf(objectSchema(stepFields, { optional: { task: textSchema } })),
    refused: listOf(objectSchema({ ...stepFields, code: textSchema }, { optional: { task: textSchema } })),
    more: flagSchema,
  },
  { title: 'Reassigned' },
);

export class ReassignRequest {
  /** The `sub` of whoever gets the work; the queue without it. */
  @IsOptional()
  @IsPerson(NAME_LENGTH_MAX)
  to?: string;

  /** Why, as the history of each complaint says. */
  @Text(REASON_LENGTH_MAX)
  reason!: string;
}

interface StaffAnswer {
  readonly items: readonly { readonly id: string; readonly absence: Absence | null; readonly load: Load }[];
  readonly truncated: boolean;
}

/** The people who work on complaints, and how much they have to do. */
@Controller('staff')
export class StaffController {
  constructor(
    private readonly commands: CommandBus,
    private readonly workload: Workload,
    @Inject(CONFIG) private readonly config: RedressConfig,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  @Get()
  @Allow('view-queue')
  @ApiOperation({
    summary:
      'Who is in the staff directory or has something to do, with their present or next absence, and the open cases and tasks that the reader ' +
      'may see. `truncated`: there is more than was counted.',
  })
  @Answers(200, 'The people, by their `sub`.', staffSchema)
  async list(@Caller() caller: Caller): Promise<StaffAnswer> {
    const { byPerson, truncated } = await this.workload.of(askingOf(caller));
    const people = this.config.staff?.person;
    const now = this.clock.now();
    const absenceOf = (id: string): Absence | null => {
      const absence = people?.get(id)?.absence;
      return absence !== undefined && isAfter(absence.until, now) ? absence : null;
    };
    const ids = [...new Set([...(people?.keys() ?? []), ...byPerson.keys()])].sort();
    const items = ids.map((id) => ({
      id,
      absence: absenceOf(id),
      load: byPerson.get(id) ?? { cases: 0, tasks: 0 },
    }));
    return { items, truncated };
  }

  @Post(':person/reassign')
  @HttpCode(200)
  @Allow('reassign-work')
  @ApiOperation({
    summary:
      'Moves the open cases and tasks of a person that the sender may see to another, or back to the queue, each by its ordinary command: 100 ' +
      'complaints at most, and a repeat goes on with the rest. A task is given anew, and the earlier one cancelled.',
  })
  @ApiParam({ name: 'person', type: String, description: 'The `sub` of whoever has the work.' })
  @Answers(200, 'What was moved, and what was refused and why. `more`: a repeat finds more.', reassignedSchema)
  reassign(
    @Param('person') person: string,
    @Body() { to, reason }: ReassignRequest,
    @CommandMetaOfMany() meta: CommandMetaOfMany,
  ): Promise<Reassigned> {
    this.requireKnown(to);
    return this.commands.execute(new Reassign(person, to, reason, meta));
  }

  /** Refuses a name that nobody has before anything is moved, also where there is nothing to move. */
  private requireKnown(to: string | undefined): void {
    const list = staffListIn(this.config);
    if (to === undefined || list === undefined || list.find(to) !== undefined) return;
    throw Problem.ofRefusal({ ...refusalOfUnknown(to, list, 'person'), field: 'to' });
  }
}
