import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { CONFIG, isFromElsewhere, Problem, type RedressConfig } from '@redress/platform';
import type { FastifyRequest } from 'fastify';

/** Keeps pages of others from signing somebody in, unseen, to an account that is not theirs. Programs that are no browsers may. */
@Injectable()
export class OwnPages implements CanActivate {
  constructor(@Inject(CONFIG) private readonly config: RedressConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (isFromElsewhere(request, this.config)) throw new Problem('cross-site-request');
    return true;
  }
}
