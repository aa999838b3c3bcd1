import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import {
  Allow,
  Answers,
  Caller,
  CommandMeta,
  commandSourceOf,
  contentAndRemarks,
  Problem,
  revisionHeaders,
} from '@redress/platform';
import type { FastifyReply } from 'fastify';
import { LodgeComplaint, type LodgedComplaint } from './lodge-complaint.command.js';
import { LodgeComplaintRequest } from './lodge-complaint.request.js';
import { lodgedSchema } from './lodged.schema.js';

@Controller('complaints')
export class LodgeComplaintController {
  constructor(private readonly commands: CommandBus) {}

  /** Free of charge and without an account (clause 4). A staff token makes the staff member the actor. */
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

/**
 * Nobody can say of themselves that they telephoned last week, or what was done for them at once: that is for the person who took the
 * call to record.
 */
function refuseStaffOnlyFields({ occurredAt, channel = 'web', immediateActionTaken }: LodgeComplaintRequest): void {
  if (occurredAt !== undefined) throw new Problem('staff-only-field', { pointer: '#/occurredAt' });
  if (channel !== 'web') throw new Problem('staff-only-field', { pointer: '#/channel' });
  if (immediateActionTaken != null) throw new Problem('staff-only-field', { pointer: '#/immediateActionTaken' });
}
