import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  CLOCK_TOLERANCE_SECONDS,
  CONFIG,
  failureSummary,
  type OidcSettings,
  Problem,
  type RedressConfig,
} from '@redress/platform';
import {
  allowInsecureRequests,
  buildEndSessionUrl,
  ClientSecretPost,
  clockTolerance,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  None,
} from 'openid-client';

/** For one request to the issuer. */
const TIMEOUT_SECONDS = 5;
/** What was discovered is asked for anew after so long; keys are fetched as tokens name them. */
const FRESH_MS = 3_600_000;
/** An issuer that does not answer is asked again after so long, however many people want to sign in. */
const FAILED_MS = 5_000;

/** What the sign-in page says of the issuer. */
export interface IssuerStanding {
  readonly isReachable: boolean;
  /** Where a browser goes to sign out there too; absent where the issuer does not offer that. */
  readonly signOut?: string;
}

/** The issuer as this installation knows it. */
export interface KnownIssuer {
  readonly settings: OidcSettings;
  readonly configuration: Configuration;
  /** The origin of our own pages, to which the issuer sends browsers back. */
  readonly origin: string;
}

/**
 * The issuer at which staff sign in (REDRESS_OIDC_ISSUER). It is asked for its addresses (OpenID Connect Discovery 1.0) when somebody first
 * needs them: a process starts and serves without it.
 */
@Injectable()
export class Issuer {
  private readonly logger = new Logger('issuer');
  private known: { readonly configuration: Promise<Configuration>; readonly until_ms: number } | undefined;
  private last: Configuration | undefined;

  constructor(@Inject(CONFIG) private readonly config: RedressConfig) {}

  /** Whether people can sign in there now, and how they sign out. */
  async standing(): Promise<IssuerStanding> {
    const known = await this.find().catch(() => undefined);
    if (known === undefined) return { isReachable: false };
    const { configuration, origin } = known;
    if (configuration.serverMetadata().end_session_endpoint === undefined) return { isReachable: true };
    const signOut = buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${origin}/sign-in` }).href;
    return { isReachable: true, signOut };
  }

  /** Throws `Problem('no-issuer')` where none is configured, and the failure of an issuer that does not answer. */
  async find(): Promise<KnownIssuer> {
    const { oidc: settings, publicUrl } = this.config;
    if (settings === undefined || publicUrl === undefined) throw new Problem('no-issuer');
    return { settings, configuration: await this.configurationOf(settings), origin: new URL(publicUrl).origin };
  }

  private configurationOf(settings: OidcSettings): Promise<Configuration> {
    const now = Date.now();
    if (this.known === undefined || this.known.until_ms <= now) {
      // What was found before serves on while the issuer does not answer: perhaps its other addresses do.
      const configuration = this.discover(settings).catch((error: unknown) => {
        this.logger.warn({ issuer: 'unreachable', error: failureSummary(error) });
        this.known = { configuration, until_ms: Date.now() + FAILED_MS };
        if (this.last !== undefined) return this.last;
        throw error;
      });
      this.known = { configuration, until_ms: now + FRESH_MS };
    }
    return this.known.configuration;
  }

  private async discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
    const server = new URL(issuer);
    const found = await discovery(
      server,
      clientId,
      { [clockTolerance]: CLOCK_TOLERANCE_SECONDS },
      clientSecret === undefined ? None() : ClientSecretPost(clientSecret),
      {
        timeout: TIMEOUT_SECONDS,
        // The signature of an ID token is verified although it comes over TLS: what stands between us and the issuer may end TLS.
        execute: [enableNonRepudiationChecks, ...(server.protocol === 'http:' ? [allowInsecureRequests] : [])],
      },
    );
    this.last = found;
    return found;
  }
}
