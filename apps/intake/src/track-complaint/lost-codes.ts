import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Complaints, correctedReceipt } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { reachedBy, sameContact } from '@redress/domain';
import { Limits, Problem } from '@redress/platform';
import { INTAKE_SERVICE } from './tracking-code.js';

/**
 * Sends lost tracking codes again. Looks a complaint up only after whoever asked was answered, so that neither the answer nor the time it
 * takes tells whether a reference exists or whose address it has. Requests that wait when the process is killed are lost: people ask again.
 */
@Injectable()
export class LostCodes implements OnApplicationShutdown {
  private readonly logger = new Logger('lost-codes');
  /** The requests that wait, one after another: their number is bounded by the limit on wrong codes. */
  private waiting: Promise<void> = Promise.resolve();

  constructor(
    private readonly complaints: Complaints,
    private readonly limits: Limits,
  ) {}

  /** Sends the code soon, if the address is the one on file; `reference` is in its stored form. */
  ask(reference: Reference, email: string): void {
    this.waiting = this.waiting
      .then(() => this.send(reference, email))
      .catch((error: unknown) => {
        const name = error instanceof Error ? error.name : 'unknown error';
        this.logger.error(`A lost tracking code could not be sent again: ${name}.`);
      });
  }

  onApplicationShutdown(): Promise<void> {
    return this.waiting;
  }

  private async send(reference: Reference, email: string): Promise<void> {
    const complainant = correctedReceipt(await this.complaints.history(reference))?.data.complainant;
    if (complainant?.email === undefined) return;
    if (sameContact({ email }, { email: complainant.email }) !== true) return;
    const uses = [
      { limit: 'lost-codes-per-reference', of: reference } as const,
      ...reachedBy({ email }).map((of) => ({ limit: 'lodgings-per-contact', of }) as const),
    ];
    const isAllowed = await this.limits.count(uses).catch((error: unknown) => {
      if (error instanceof Problem) return false;
      throw error;
    });
    if (isAllowed) await this.complaints.execute(reference, { type: 'send-tracking-code', data: {} }, INTAKE_SERVICE);
  }
}
