import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Outcome } from '@redress/eventing';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { Problem } from '../problems/problem.js';

export type Accepted = Extract<Outcome, { kind: 'accepted' }>;

/** Base of every answer to a command: its revision becomes the `ETag`, and a replay is marked as one. */
export abstract class RevisionAnswer {
  readonly revision: number;
  readonly #replayed: boolean;

  constructor(outcome: Accepted) {
    this.revision = outcome.revision;
    this.#replayed = outcome.replayed;
  }

  /** True when the command was recorded earlier and nothing was done now. Sent as a header, not in the body. */
  get replayed(): boolean {
    return this.#replayed;
  }
}

/** The answer to a command on a complaint. `events` is empty when nothing needed to change. */
export class CommandAnswer extends RevisionAnswer {
  readonly events: readonly string[];

  constructor(
    readonly reference: string,
    outcome: Accepted,
  ) {
    super(outcome);
    this.events = outcome.events;
  }
}

/** Returns an accepted outcome and throws any other as a `Problem`. */
export function acceptedOrProblem(outcome: Outcome): Accepted {
  switch (outcome.kind) {
    case 'accepted':
      return outcome;
    case 'refused':
      throw Problem.ofRefusal(outcome.refusal);
    case 'revision-mismatch':
      throw new Problem('revision-mismatch', { details: { actual: outcome.actual } });
    case 'command-reused':
      throw new Problem('idempotency-key-reused');
  }
}

/** Adds the headers of a command's answer: its revision as `ETag` for the next `If-Match`, and the mark of a replay. */
@Injectable()
export class AnswerHeaders implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    return next.handle().pipe(
      tap((answer) => {
        if (!(answer instanceof RevisionAnswer)) return;
        const reply = context.switchToHttp().getResponse<FastifyReply>();
        void reply.header('etag', `"${answer.revision}"`);
        if (answer.replayed) void reply.header('idempotency-replayed', 'true');
      }),
    );
  }
}
