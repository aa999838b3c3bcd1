import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Answers } from '@redress/platform';
import { IntegrityCheck, type IntegrityState } from './integrity-check.js';
import { integritySchema } from './verification.schema.js';

@Controller('compliance/verify')
export class VerificationController {
  constructor(private readonly check: IntegrityCheck) {}

  @Get()
  @Allow('verify-integrity')
  @ApiOperation({ summary: 'What the last integrity check has found.' })
  @Answers(200, 'The state of the check.', integritySchema)
  show(): IntegrityState {
    return this.check.state();
  }

  /** Answers at once; the outcome is in the state once it says `passed` or `failed`. */
  @Post()
  @Allow('run-verification')
  @ApiOperation({ summary: 'Starts an integrity check.' })
  @Answers(202, 'Started, or under way already.', integritySchema)
  @HttpCode(202)
  run(): IntegrityState {
    return this.check.start();
  }
}
