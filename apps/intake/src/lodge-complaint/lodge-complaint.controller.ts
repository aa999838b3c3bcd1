import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { concerns, type Concern } from '@redress/contracts';
import {
  Allow,
  Answers,
  Caller,
  CommandMeta,
  commandSourceOf,
  contentAndRemarks,
  DetailsRequest,
  ObjectOf,
  objectSchema,
  Problem,
  referenceSchema,
  revisionHeaders,
  revisionSchema,
  Text,
  textSchema,
} from '@redress/platform';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { LodgeComplaint, type LodgedComplaint } from './lodge-complaint.command.js';

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

  @IsOptional()
  @Text(4000)
  desiredOutcome?: string;

  /** Jurisdiction of the complaint; used to choose the policy. */
  @IsOptional()
  @Text(200)
  jurisdiction?: string;

  /** Market segment of the complainant; used to choose the policy. */
  @IsOptional()
  @Text(200)
  complainantType?: string;

  /** Type of the matter; `employment` and `external-dispute` are also received, to be referred. */
  @IsOptional()
  @IsIn(concerns)
  concern?: Concern;

  /** Action taken immediately; only staff may set it. */
  @IsOptional()
  @Text(4000)
  immediateActionTaken?: string;

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
  constructor(private readonly commands: CommandBus) {}

  /** Free of charge and without an account (clause 4). With a staff token, the staff member is the actor. */
  @Post()
  @Allow('lodge-complaint', 'anonymous', 'staff')
  @HttpCode(201)
  @ApiOperation({ summary: 'Lodges a complaint; no account is needed.' })
  @Answers(201, 'Received. The tracking code is told here and nowhere else.', lodgedSchema, revisionHeaders)
  async lodge(
    @Body() request: LodgeComplaintRequest,
    @Caller() caller: Caller,
    @CommandMeta() meta: CommandMeta,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LodgedComplaint> {
    if (caller.kind !== 'staff') refuseStaffOnlyFields(request);
    const { data, remarks } = contentAndRemarks(request);
    const content = { ...data, channel: data.channel ?? 'web', language: data.language ?? 'en' };
    const lodged = await this.commands.execute(new LodgeComplaint(content, commandSourceOf(meta), remarks));
    void reply.header('location', lodged.links.track);
    return lodged;
  }
}

/** Refuses fields that only staff may set: the person who took a call records when it came, by which channel, and what was done at once. */
function refuseStaffOnlyFields({ occurredAt, channel = 'web', immediateActionTaken }: LodgeComplaintRequest): void {
  if (occurredAt !== undefined) throw new Problem('staff-only-field', { pointer: '#/occurredAt' });
  if (channel !== 'web') throw new Problem('staff-only-field', { pointer: '#/channel' });
  if (immediateActionTaken != null) throw new Problem('staff-only-field', { pointer: '#/immediateActionTaken' });
}
