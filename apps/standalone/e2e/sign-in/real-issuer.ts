import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';

export const CLIENT_ID = 'redress';
export const CLIENT_SECRET = 'a secret of the client and its issuer';
const KEY_ID = 'key-1';

/** What the issuer says of a person besides their subject. */
export type Said = Readonly<Record<string, unknown>>;

/** What is done to an ID token on its way. */
export interface Tampering {
  readonly claims?: (claims: JWTPayload) => JWTPayload;
  /** Signs with a key that the issuer does not have. */
  readonly hasForeignKey?: boolean;
}

/** Cookies of one site, by their names. */
class Cookies {
  private readonly pairs = new Map<string, string>();

  get header(): string {
    return [...this.pairs].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  keep({ headers }: Response): void {
    for (const setCookie of headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? [];
      this.pairs.set(name, value);
    }
  }
}

/** `oidc-provider` as the issuer of an organization, on loopback. Everybody there signs in by their subject alone. */
export class RealIssuer {
  /** What is done to the next ID tokens. */
  tampering: Tampering = {};
  readonly people = new Map<string, Said>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly key: JWK,
  ) {}

  /** @param origin of the pages to which browsers are sent back. `port` 0 lets the system choose. */
  static async start(origin: string, port = 0): Promise<RealIssuer> {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' };
    const issuer = new RealIssuer(server, url, key);
    const answer = issuer.provider(origin).callback();
    server.on('request', (request, response) => void answer(request, response));
    return issuer;
  }

  /** Goes through the pages of the issuer as somebody, and returns the address to which they are led back. */
  async signIn(address: string, subject: string): Promise<URL> {
    const cookies = new Cookies();
    let next = new URL(address);
    let body: URLSearchParams | undefined;
    for (let step = 0; step < 20; step += 1) {
      const answer = await fetch(next, {
        method: body === undefined ? 'GET' : 'POST',
        ...(body && { body }),
        redirect: 'manual',
        headers: { cookie: cookies.header },
      });
      cookies.keep(answer);
      body = undefined;
      const location = answer.headers.get('location');
      if (location !== null) {
        next = new URL(location, next);
        if (next.origin !== this.url) return next;
        continue;
      }
      const page = await answer.text();
      const [, prompt = ''] = /name="prompt" value="(\w+)"/.exec(page) ?? [];
      if (prompt === '') throw new Error(`The issuer answered ${answer.status}: ${page.slice(0, 500)}`);
      body = new URLSearchParams({ prompt, login: subject, password: 'any' });
    }
    throw new Error('The issuer leads nowhere.');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private provider(origin: string): Provider {
    const provider = new Provider(this.url, {
      clients: [
        {
          client_id: CLIENT_ID,
          client_secret: CLIENT_SECRET,
          redirect_uris: [`${origin}/api/session/issuer/callback`],
          post_logout_redirect_uris: [`${origin}/sign-in`],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      jwks: { keys: [this.key] },
      pkce: { required: () => true },
      claims: { openid: ['sub'], profile: ['name'], redress: ['roles', 'teams', 'realm_access'] },
      cookies: { keys: ['of the cookies of the issuer'] },
      findAccount: (_, subject) => ({
        accountId: subject,
        claims: () => Promise.resolve({ sub: subject, ...this.people.get(subject) }),
      }),
    });
    provider.use(async (context, next) => {
      await next();
      const { body } = context as { readonly body: { id_token?: string } | undefined };
      if (context.path === '/token' && body?.id_token !== undefined) body.id_token = await this.tampered(body.id_token);
    });
    return provider;
  }

  private async tampered(token: string): Promise<string> {
    const { claims = (same: JWTPayload) => same, hasForeignKey = false } = this.tampering;
    const [, payload = ''] = token.split('.');
    const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JWTPayload;
    const key = hasForeignKey ? (await generateKeyPair('RS256')).privateKey : await importJWK(this.key, 'RS256');
    return new SignJWT(claims(said)).setProtectedHeader({ alg: 'RS256', kid: KEY_ID }).sign(key);
  }
}
