import { type CanActivate, Inject, Injectable } from '@nestjs/common';
import { CONFIG, keepsAccounts, Problem, type RedressConfig } from '@redress/platform';

/**
 * Refuses a route where only tokens of another issuer are accepted (REDRESS_JWKS): two places that say who somebody is would contradict each
 * other. Guards of routes run after that of permissions.
 */
@Injectable()
export class OwnAccounts implements CanActivate {
  constructor(@Inject(CONFIG) private readonly config: RedressConfig) {}

  canActivate(): boolean {
    if (!keepsAccounts(this.config)) throw new Problem('accounts-elsewhere');
    return true;
  }
}

/** Refuses a route that needs a password or a passkey where nobody has one: see `localSignIn`. */
@Injectable()
export class LocalSignIn implements CanActivate {
  constructor(@Inject(CONFIG) private readonly config: RedressConfig) {}

  canActivate(): boolean {
    if (this.config.localSignIn) return true;
    throw new Problem(this.config.oidc === undefined ? 'accounts-elsewhere' : 'local-sign-in-off');
  }
}
