import {
  type Accepted,
  instantSchema,
  listOf,
  objectSchema,
  RevisionAnswer,
  revisionSchema,
  textSchema,
} from '@redress/platform';
import type { IssuedLink } from './accounts.js';

const fields = { person: textSchema, revision: revisionSchema, events: listOf(textSchema) };

export const accountAnswerSchema = objectSchema(fields, { title: 'AccountAnswer' });

export const linkAnswerSchema = objectSchema(fields, {
  title: 'AccountLinkAnswer',
  optional: { link: textSchema, expiresAt: instantSchema },
});

/** The answer to a command on an account, with the link where it issued one. */
export class AccountAnswer extends RevisionAnswer {
  readonly events: readonly string[];
  readonly link?: string;
  readonly expiresAt?: string;

  constructor(
    readonly person: string,
    outcome: Accepted,
    issued?: IssuedLink,
  ) {
    super(outcome);
    this.events = outcome.events;
    if (issued === undefined) return;
    this.link = issued.link;
    this.expiresAt = issued.expiresAt;
  }
}
