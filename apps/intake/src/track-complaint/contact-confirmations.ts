import { Inject, Injectable } from '@nestjs/common';
import { Complaints, correctedReceipt } from '@redress/complaints';
import {
  acceptedOrProblem,
  confirms,
  contactTokenIn,
  Problem,
  SERVER_SECRETS,
  TIME_SOURCE,
  type ServerSecrets,
  type TimeSource,
} from '@redress/platform';
import { INTAKE_SERVICE } from './tracking-code.js';

/** How often a confirmation is checked again because something else was recorded meanwhile. */
const TRIES_MAX = 5;

/** Confirms e-mail addresses by the tokens that were sent there. */
@Injectable()
export class ContactConfirmations {
  constructor(
    private readonly complaints: Complaints,
    @Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  /** Records that the address is the complainant's; a repeat records nothing. Returns false for a token that is no proof of it. */
  async confirm(token: string): Promise<boolean> {
    const given = contactTokenIn(token);
    if (given === undefined) return false;
    for (let attempt = 0; attempt < TRIES_MAX; attempt += 1) {
      const history = await this.complaints.history(given.reference);
      const email = correctedReceipt(history)?.data.complainant?.email;
      if (typeof email !== 'string' || !confirms(this.secrets, given, email, this.clock.now())) return false;
      // Only if nothing else was recorded since, which may have been a correction of the address.
      const source = { ...INTAKE_SERVICE, expectedRevision: history.length - 1 };
      const content = { type: 'record-contact-verified', data: { kind: 'email' } } as const;
      const outcome = await this.complaints.execute(given.reference, content, source);
      if (outcome.kind === 'revision-mismatch') continue;
      acceptedOrProblem(outcome);
      return true;
    }
    throw new Problem('view-behind');
  }
}
