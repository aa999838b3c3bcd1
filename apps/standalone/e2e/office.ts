import type { StaffRole } from '@redress/contracts';
import { loadConfig, mintToken } from '@redress/platform';
import { call, type RunningRedress, type Answer } from '@redress/testing';

/** The staff of a small complaints office, each with a token, and a complainant's access: for specs on a running system. */
export class Office {
  private constructor(
    readonly redress: RunningRedress,
    private readonly tokens: Readonly<Record<string, string>>,
  ) {}

  /** `teams`: those of some of the staff, by their `sub`. */
  static async open(redress: RunningRedress, teams: Readonly<Record<string, readonly string[]>> = {}): Promise<Office> {
    const config = loadConfig({ REDRESS_DATA: redress.data });
    const staff: readonly (readonly [string, StaffRole])[] = [
      ['hana', 'handler'],
      ['hugo', 'handler'],
      ['sara', 'supervisor'],
      ['anna', 'analyst'],
      ['cyrus', 'compliance'],
      ['ida', 'intake-agent'],
      ['adam', 'admin'],
      ['zoe', 'admin'],
    ];
    const tokens = staff.map(async ([sub, role]) => {
      return [sub, await mintToken(config, { sub, roles: [role], teams: teams[sub] ?? [], ttlSeconds: 3600 })] as const;
    });
    return new Office(redress, Object.fromEntries(await Promise.all(tokens)));
  }

  get url(): string {
    return this.redress.url;
  }

  /** Queries as one of the staff: `hana`, `hugo` (handlers), `sara` (supervisor), `anna`, `cyrus` (compliance), `ida`, `adam`, `zoe`. */
  get<Body = Record<string, unknown>>(
    who: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> {
    return call<Body>('GET', this.redress.url + path, { token: this.tokenFor(who), headers });
  }

  post<Body = Record<string, unknown>>(
    who: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> {
    return call<Body>('POST', this.redress.url + path, { token: this.tokenFor(who), body, headers });
  }

  put<Body = Record<string, unknown>>(
    who: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> {
    return call<Body>('PUT', this.redress.url + path, { token: this.tokenFor(who), body, headers });
  }

  delete(who: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return call('DELETE', this.redress.url + path, { token: this.tokenFor(who), headers });
  }

  /** Sends one command on a case; rejects unless it is accepted. Returns the new revision. */
  async decides(who: string, reference: string, command: string, body: unknown): Promise<number> {
    const { status, body: answer } = await this.post(who, `/api/cases/${reference}/${command}`, body);
    if (status !== 200) throw new Error(`${command} was answered with ${status}: ${JSON.stringify(answer)}`);
    return answer['revision'] as number;
  }

  lodge(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return call('POST', `${this.redress.url}/api/complaints`, { body, headers });
  }

  /** A complainant's requests, with the token obtained for reference and code. */
  async complainant(reference: string, trackingCode: string): Promise<Complainant> {
    const track = `${this.redress.url}/api/track`;
    const { body } = await call('POST', track, { body: { reference, trackingCode } });
    const token = body['token'] as string;
    return {
      token,
      looks: (atLeast = 0) => call('GET', `${track}/${reference}?atLeast=${atLeast}`, { token }),
      sends: (command, content) => call('POST', `${track}/${reference}/${command}`, { token, body: content }),
    };
  }

  /** The token of one of the staff, for requests sent without this class. */
  tokenFor(who: string): string {
    const token = this.tokens[who];
    if (token === undefined) throw new RangeError(`Nobody here is called ${who}.`);
    return token;
  }
}

export interface Complainant {
  /** Valid for this complaint only. */
  readonly token: string;
  looks(atLeast?: number): Promise<Answer>;
  sends(command: string, content: unknown): Promise<Answer>;
}
