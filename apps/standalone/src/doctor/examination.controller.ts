import { Controller, Get, Headers } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Answers, listOf, objectSchema, preferredLanguage, textSchema } from '@redress/platform';
import { Examination } from './examination.js';
import type { Finding } from './finding.js';

const finding = objectSchema(
  { check: textSchema, state: { enum: ['ok', 'warn', 'fail'] }, detail: textSchema },
  { title: 'Finding', optional: { remedy: textSchema } },
);

/** What `redress doctor` finds, for administrators, in their language. Without secrets: servers are named, passwords are not. */
@Controller('operations/doctor')
export class ExaminationController {
  constructor(private readonly examination: Examination) {}

  @Get()
  @Allow('examine-installation')
  @ApiOperation({
    summary: 'Examines settings and machine, as `redress doctor` does. Only where all services are one process.',
  })
  @Answers(200, 'Every finding, with what helps where something is wrong.', objectSchema({ items: listOf(finding) }))
  async show(
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<{ readonly items: readonly Finding[] }> {
    return { items: await this.examination.findings(preferredLanguage(accepted)) };
  }
}
