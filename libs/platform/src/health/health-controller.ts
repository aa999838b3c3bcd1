import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../security/caller.js';
import { ReadinessChecks, type Readiness } from './readiness.js';

/** For whoever keeps the process running: is it alive, and can it work. */
@Public()
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly checks: ReadinessChecks) {}

  /** The process answers. It says nothing about what it depends on: restarting it would not mend that. */
  @Get('live')
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** 200 when everything can be used, else 503; either way names what is and what is not. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.checks.run();
    void reply.code(readiness.ready ? 200 : 503);
    return readiness;
  }
}
