import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Allow } from '@redress/platform';
import { IntegrityCheck, type IntegrityState } from './integrity-check.js';

@Controller('compliance/verify')
export class VerificationController {
  constructor(private readonly check: IntegrityCheck) {}

  @Get()
  @Allow('verify-integrity')
  show(): IntegrityState {
    return this.check.state();
  }

  /** Answers at once; the outcome is in the state once it says `passed` or `failed`. */
  @Post()
  @Allow('run-verification')
  @HttpCode(202)
  run(): IntegrityState {
    return this.check.start();
  }
}
