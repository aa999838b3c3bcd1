import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { referenceOf } from '@redress/complaints';
import type { Language } from '@redress/contracts';
import { parseReference } from '@redress/domain';
import { type CommandMetaOfMany, Problem, type ReasonRequest, TIME_SOURCE, type TimeSource } from '@redress/platform';
import { type BulkResult, SendToMany } from '../bulk/bulk.command.js';
import { VisibleCases } from '../case-view/visible-cases.js';
import { queueReaderOf } from '../work-queue/queue-filters.js';
import { ComplainantKeys } from './erasure.process.js';
import { casesOfRequest } from './erasures.query.js';

/** Declines a request for erasure, or carries it out, in each of its cases. */
export class DecideOnErasure extends Command<readonly BulkResult[]> {
  constructor(
    readonly decision: 'carry-out-erasure' | 'decline-erasure',
    /** The name of the request. */
    readonly request: string,
    readonly body: ReasonRequest,
    readonly meta: CommandMetaOfMany,
    /** In which problems are worded. */
    readonly language: Language,
  ) {
    super();
  }
}

/**
 * Each case is decided by itself, so one under a hold does not keep the others from being erased; a repeat goes on with it once the hold is
 * lifted. Keys are destroyed here, so that an answer means it is done, and once more by the process that follows the log.
 */
@CommandHandler(DecideOnErasure)
export class DecideOnErasureHandler implements ICommandHandler<DecideOnErasure> {
  constructor(
    private readonly cases: VisibleCases,
    private readonly commands: CommandBus,
    private readonly keys: ComplainantKeys,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  /** Throws `Problem('erasure-unknown')` for a request without cases. */
  async execute({ decision, request, body, meta, language }: DecideOnErasure): Promise<readonly BulkResult[]> {
    const documents = await casesOfRequest(this.cases, request, queueReaderOf(meta.caller, this.clock.now()));
    if (documents.length === 0) throw new Problem('erasure-unknown');
    const targets = documents.map(({ id }) => ({ reference: referenceOf(id) }));
    const results = await this.commands.execute(new SendToMany(decision, targets, body, meta, language));
    if (decision === 'carry-out-erasure') {
      for (const { reference, outcome } of results) if (outcome === 'accepted') await this.destroyKey(reference);
    }
    return results;
  }

  private async destroyKey(shown: string): Promise<void> {
    const parsed = parseReference(shown);
    if (parsed.ok) await this.keys.destroy(parsed.reference);
  }
}
