import { type CanActivate, Inject, Injectable } from '@nestjs/common';
import { CONFIG, Problem, type RedressConfig } from '@redress/platform';

/**
 * Refuses a route where another issuer signs staff in (REDRESS_JWKS): two places that say who somebody is would contradict each other. Guards
 * of routes run after that of permissions.
 */
@Injectable()
export class OwnIssuer implements CanActivate {
  constructor(@Inject(CONFIG) private readonly config: RedressConfig) {}

  canActivate(): boolean {
    if (this.config.jwks !== undefined) throw new Problem('accounts-elsewhere');
    return true;
  }
}
