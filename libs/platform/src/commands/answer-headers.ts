import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { RevisionAnswer } from './command-answer.js';

/** Puts what a command's answer says of its revision into headers: `ETag` for the next `If-Match`, and the mark of a repeat. */
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
