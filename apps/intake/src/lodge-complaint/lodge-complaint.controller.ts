import { Body, Controller, HttpCode, Ip, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { CONFIDANTS_MAX, NAME_LENGTH_MAX } from '@redress/contracts';
import {
  Allow,
  Answers,
  Backlog,
  Caller,
  CommandMeta,
  commandSourceOf,
  contentAndRemarks,
  DetailsRequest,
  DiskSpace,
  ListOfPeople,
  ObjectOf,
  objectSchema,
  Problem,
  Refuses,
  referenceSchema,
  revisionHeaders,
  revisionSchema,
  Text,
  textSchema,
} from '@redress/platform';
import { text } from '@redress/texts';
import { IsBoolean, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { LodgeComplaint, type LodgedComplaint } from './lodge-complaint.command.js';
import { LodgingLimits } from './lodging-limits.js';

/** The person the complaint is for, when somebody else lodges it (clause 7.2). */
export class OnBehalfOfRequest {
  @IsOptional()
  @Text(200)
  name?: string;

  @IsOptional()
  @Text(200)
  relationship?: string;

  @IsBoolean()
  consent!: boolean;
}

/** Details recorded at receipt by ISO 10002 clause 7.2; only the description is required. Without a complainant it is anonymous. */
export class LodgeComplaintRequest extends DetailsRequest {
  @Text(20_000)
  description!: string;

  /** Action taken immediately; only staff may set it. */
  @IsOptional()
  @Text(4000)
  immediateActionTaken?: string;

  /** The `sub` of each staff member who may know of the complaint; only staff may set it. Default: open to whoever handles complaints. */
  @IsOptional()
  @ListOfPeople(CONFIDANTS_MAX, NAME_LENGTH_MAX)
  confidentialTo?: string[];

  /**
   * Whether the complainant asks that few people know of the complaint: it is then confidential to those whom the policy names for that, or a
   * supervisor decides. Default: false.
   */
  @IsOptional()
  @IsBoolean()
  confidential?: boolean;

  @IsOptional()
  @ObjectOf(() => OnBehalfOfRequest)
  onBehalfOf?: OnBehalfOfRequest;
}

/** Schema of the answer to lodging, for the API description. */
export const lodgedSchema = objectSchema(
  {
    reference: referenceSchema,
    trackingCode: { type: 'string', pattern: '^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$' },
    revision: revisionSchema,
    links: objectSchema({ track: textSchema, case: textSchema }),
  },
  { title: 'LodgedComplaint' },
);

@Controller('complaints')
export class LodgeComplaintController {
  constructor(
    private readonly commands: CommandBus,
    private readonly limits: LodgingLimits,
    private readonly disk: DiskSpace,
    private readonly backlog: Backlog,
  ) {}

  /** Free of charge and without an account (clause 4). With a staff token, the staff member is the actor. */
  @Post()
  @Allow('lodge-complaint', 'anonymous', 'staff')
  @HttpCode(201)
  @ApiOperation({ summary: 'Lodges a complaint; no account is needed.' })
  @Answers(201, 'Received. The tracking code is told here and nowhere else.', lodgedSchema, revisionHeaders)
  @Refuses(
    429,
    'Too many complaints from this client, or with this contact; Retry-After says when to try again. Never for staff.',
  )
  @Refuses(
    503,
    'The disk is nearly full, a store is unreachable, or, for strangers, more arrives than is handled; Retry-After says when to try again.',
  )
  async lodge(
    @Body() request: LodgeComplaintRequest,
    @Caller() caller: Caller,
    @CommandMeta() meta: CommandMeta,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LodgedComplaint> {
    if (caller.kind !== 'staff') {
      refuseStaffOnlyFields(request);
      await this.backlog.requireShort();
    }
    await this.disk.requireRoom();
    const { data, remarks } = contentAndRemarks(request);
    const { confidential, channel = 'web', language = 'en', ...details } = data;
    const wish = confidential === true && { confidential: { otherwise: text(language, 'task.confidentiality') } };
    const content = { ...details, channel, language, ...wish };
    const source = commandSourceOf(meta);
    const lodge = () => this.commands.execute(new LodgeComplaint(content, source, remarks));
    const stranger = { address, data: content, source };
    const lodged = await (caller.kind === 'staff' ? lodge() : this.limits.within(stranger, lodge));
    void reply.header('location', lodged.links.track);
    return lodged;
  }
}

/** Refuses fields that only staff may set: the person who took a call records when it came, by which channel, and what was done at once. */
function refuseStaffOnlyFields(request: LodgeComplaintRequest): void {
  const { occurredAt, channel = 'web', immediateActionTaken, confidentialTo } = request;
  if (occurredAt !== undefined) throw new Problem('staff-only-field', { pointer: '#/occurredAt' });
  if (channel !== 'web') throw new Problem('staff-only-field', { pointer: '#/channel' });
  if (immediateActionTaken != null) throw new Problem('staff-only-field', { pointer: '#/immediateActionTaken' });
  if (confidentialTo != null) throw new Problem('staff-only-field', { pointer: '#/confidentialTo' });
}
