import { EncryptJWT, jwtDecrypt } from 'jose';
import type { RedressConfig } from '../service/configuration/redress-config.js';
import { cookieIn, isSecureAt } from './cookies.js';
import type { ServerSecrets } from './server-secrets.js';

const MS_PER_SECOND = 1_000;
const COOKIE_LENGTH_MAX = 4_000;

export interface SealedCookieOptions {
  /** Names the cookie, and is the audience of what is in it: none passes for another. */
  readonly name: string;
  /** `Lax` for one that must come back when another site leads the browser here. */
  readonly sameSite: 'Strict' | 'Lax';
  /** How long it can be used. */
  readonly seconds: number;
}

/**
 * What a browser keeps for us between the two steps of a sign-in: encrypted, so that nobody reads or changes it, and for a short time. Uses
 * the machine's clock, as tokens do.
 */
export class SealedCookie<Content extends Readonly<Record<string, string>>> {
  private readonly cookieName: string;
  private readonly attributes: string;

  constructor(
    private readonly options: SealedCookieOptions,
    private readonly secrets: Pick<ServerSecrets, 'signInStepKey'>,
    config: Pick<RedressConfig, 'publicUrl'>,
  ) {
    const isSecure = isSecureAt(config.publicUrl);
    this.cookieName = `${isSecure ? '__Host-' : ''}redress-${options.name}`;
    this.attributes = `Path=/; HttpOnly; SameSite=${options.sameSite}${isSecure ? '; Secure' : ''}`;
  }

  /** The `Set-Cookie` with this content. */
  async holding(content: Content, now_ms = Date.now()): Promise<string> {
    const issued = Math.floor(now_ms / MS_PER_SECOND);
    const token = await new EncryptJWT({ content })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience(this.options.name)
      .setIssuedAt(issued)
      .setExpirationTime(issued + this.options.seconds)
      .encrypt(this.secrets.signInStepKey);
    return `${this.cookieName}=${token}; ${this.attributes}; Max-Age=${this.options.seconds}`;
  }

  /** The content of a request's cookie by its `Cookie` header; undefined without one, and for one that was changed or is too old. */
  async read(header: string | undefined, now_ms = Date.now()): Promise<Content | undefined> {
    const token = cookieIn(header, this.cookieName);
    if (token === undefined || token.length > COOKIE_LENGTH_MAX) return undefined;
    try {
      const { payload } = await jwtDecrypt(token, this.secrets.signInStepKey, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        audience: this.options.name,
        requiredClaims: ['exp', 'content'],
        currentDate: new Date(now_ms),
      });
      // Encrypted by us alone, for this name alone.
      return payload['content'] as Content;
    } catch {
      return undefined;
    }
  }

  /** The `Set-Cookie` that makes a browser forget it. */
  get cleared(): string {
    return `${this.cookieName}=; ${this.attributes}; Max-Age=0`;
  }
}
