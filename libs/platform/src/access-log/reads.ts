import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { Reference } from '@redress/contracts';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { readReference } from '../http/commands/command-meta.js';
import { callerOf } from '../security/caller.js';
import type { AccessKind } from './access-entry.js';
import { AccessLog } from './access-log.js';

const READS = Symbol('READS');

/** The complaints that an answer shows something personal of. Null stands for the access log itself, asked about all complaints. */
// A route's answer is known to the route alone.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Shown = (answer: any, request: FastifyRequest) => readonly (Reference | null)[];

interface Reading {
  readonly kind: AccessKind;
  readonly shown: Shown;
}

/** Each complaint in a list, once. */
export function eachListed({
  items,
}: {
  readonly items: readonly { readonly reference: string }[];
}): readonly Reference[] {
  return [...new Set(items.map(({ reference }) => readReference(reference)))];
}

/** The complaint that the route names. */
function named(_answer: unknown, { params }: FastifyRequest): readonly Reference[] {
  return [readReference((params as { readonly reference: string }).reference)];
}

/**
 * Declares that a route shows something personal to staff: each answer is noted in the access log, by default for the complaint that the route
 * names. What is refused was not read, and is not noted.
 */
export function Reads(kind: AccessKind, shown: Shown = named): MethodDecorator {
  const reading: Reading = { kind, shown };
  return applyDecorators(SetMetadata(READS, reading), ApiExtension('x-recorded-as', kind));
}

/** Notes what staff read on routes with {@link Reads}. Complainants are not noted: what they read is their own. */
@Injectable()
export class RecordAccesses implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly log: AccessLog,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reading = this.reflector.get<Reading | undefined>(READS, context.getHandler());
    if (reading === undefined || context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { kind, actor } = callerOf(request);
    if (kind !== 'staff') return next.handle();
    this.log.requireRoom();
    return next.handle().pipe(
      tap((answer) => {
        for (const reference of reading.shown(answer, request)) {
          this.log.note({ kind: reading.kind, actor: { id: actor.id, role: actor.role }, reference });
        }
      }),
    );
  }
}
