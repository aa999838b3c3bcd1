import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { Complaints } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { referenceFromSymbols } from '@redress/domain';
import { toActorId } from '@redress/eventing';
import { IsOptional } from 'class-validator';
import { decodeJwt, SignJWT } from 'jose';
import { startTestApplication, type TestApplication } from '../test-application/start-test-application.js';
import { Text } from '../http/validation/field-rules.js';
import { Allow, Caller, Public } from './caller.js';
import { openIssuerKey } from './token-keys.js';
import { TrackTokens } from './track-tokens.js';

class AssignRequest {
  @IsOptional()
  @Text(200)
  assignee?: string;
}

@Controller('doors')
class DoorsController {
  @Get('forgotten')
  forgotten(): string {
    return 'open';
  }

  @Public()
  @Get('public')
  public(): object {
    return {};
  }

  @Allow('view-queue')
  @Get('queue')
  queue(@Caller() caller: Caller): Caller {
    return caller;
  }

  @Allow('lodge-complaint', 'anonymous', 'staff')
  @Post('lodge')
  lodge(@Caller() caller: Caller): Caller {
    return caller;
  }

  @Allow('assign')
  @Post('assign')
  assign(@Body() _: AssignRequest, @Caller() caller: Caller): Caller {
    return caller;
  }

  @Allow('track-complaint', 'complainant')
  @Get('track/:reference')
  track(@Caller() caller: Caller): Caller {
    return caller;
  }

  @Allow('view-case')
  @Get('case/:reference')
  case(): string {
    return 'open';
  }

  @Allow('view-notifications')
  @Get('messages')
  messages(): string {
    return 'open';
  }

  @Allow('track-complaint', 'complainant')
  @Get('no-reference')
  noReference(): string {
    return 'open';
  }
}

const MINE = referenceFromSymbols('7K3M9QXD41P');
const YOURS = referenceFromSymbols('00000000000');

let test: TestApplication;
beforeAll(async () => {
  test = await startTestApplication({ controllers: [DoorsController] });
});
afterAll(() => test.close());

const get = (path: string, authorization?: string) =>
  test.app.inject({ method: 'GET', url: `/api/doors/${path}`, headers: authorization ? { authorization } : {} });
const post = (path: string, authorization?: string, payload: object = {}) =>
  test.app.inject({
    method: 'POST',
    url: `/api/doors/${path}`,
    payload,
    headers: authorization ? { authorization } : {},
  });
const trackToken = async (reference: Reference) => `Bearer ${await test.app.get(TrackTokens).issue(reference)}`;

async function signed(claims: object, alterations: (token: SignJWT) => SignJWT = (token) => token): Promise<string> {
  const { kid, privateKey } = await openIssuerKey(test.config.data);
  const token = new SignJWT({ sub: 'u-1', roles: ['handler'], ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid })
    .setIssuer('urn:redress:embedded-issuer')
    .setExpirationTime('1h');
  return `Bearer ${await alterations(token).sign(privateKey)}`;
}

describe('A route that says neither what it does nor that it is public', () => {
  it('is refused to everybody, and the log says which it is', async () => {
    expect((await get('forgotten')).statusCode).toBe(403);
    expect((await get('forgotten', await test.bearer('root', 'admin', 'supervisor', 'compliance'))).statusCode).toBe(
      403,
    );
    expect(test.log()).toContain('DoorsController.forgotten');
  });
});

describe('A public route', () => {
  it('looks at no token', async () => {
    expect((await get('public', 'Bearer rubbish')).statusCode).toBe(200);
  });
});

describe('A route for staff', () => {
  it('asks for a token', async () => {
    const answer = await get('queue');
    expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer realm="redress"']);
  });

  it('lets in a role that the table grants the action, and says which it was', async () => {
    const answer = await get('queue', await test.bearer('u-1', 'analyst', 'supervisor'));
    expect(answer.json()).toEqual({
      kind: 'staff',
      actor: { id: toActorId('u-1'), role: 'supervisor' },
      roles: ['supervisor', 'analyst'],
      expiresAt: expect.any(String),
      at: expect.any(String),
    });
  });

  it('refuses every other role', async () => {
    expect((await get('queue', await test.bearer('u-1', 'analyst'))).statusCode).toBe(403);
  });

  it('refuses a complainant', async () => {
    expect((await get('queue', await trackToken(MINE))).statusCode).toBe(403);
  });

  it('lets a handler assign to self, and nobody else', async () => {
    const handler = await test.bearer('u-7', 'handler');
    expect((await post('assign', handler, { assignee: 'u-7' })).statusCode).toBe(201);
    expect((await post('assign', handler, { assignee: 'u-8' })).statusCode).toBe(403);
    expect((await post('assign', await test.bearer('s', 'supervisor'), { assignee: 'u-8' })).statusCode).toBe(201);
  });
});

describe('A token', () => {
  it.each([
    ['that is none', () => Promise.resolve('Bearer x')],
    ['of another scheme', () => Promise.resolve('Basic dTpw')],
    ['that has expired', () => signed({}, (token) => token.setExpirationTime(Math.floor(Date.now() / 1000) - 120))],
    ['that is not valid yet', () => signed({}, (token) => token.setNotBefore(Math.floor(Date.now() / 1000) + 120))],
    ['of another issuer', () => signed({}, (token) => token.setIssuer('urn:somebody-else'))],
    ['without a subject', () => signed({ sub: undefined })],
    ['without roles', () => signed({ roles: undefined })],
    ['whose roles are no list', () => signed({ roles: 'handler' })],
    [
      'without an expiry',
      async () => {
        const { privateKey } = await openIssuerKey(test.config.data);
        const token = new SignJWT({ sub: 'u-1', roles: ['handler'], iss: 'urn:redress:embedded-issuer' });
        return `Bearer ${await token.setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey)}`;
      },
    ],
    [
      'that was altered',
      async () => (await signed({})).replace(/\.(.)/, (_, first: string) => `.${first === 'e' ? 'f' : 'e'}`),
    ],
    [
      'that claims to need no signature',
      () => {
        const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
        const claims = { sub: 'u-1', roles: ['admin'], exp: 9e9, iss: 'urn:redress:embedded-issuer' };
        return Promise.resolve(`Bearer ${part({ alg: 'none' })}.${part(claims)}.`);
      },
    ],
    ['that is not for tracking but claims to be', () => signed({ aud: 'track' })],
  ])('%s is refused without saying why', async (_, token) => {
    const answer = await get('queue', await token());
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([401, 'unauthenticated']);
  });

  it('is good for a minute longer, since clocks differ', async () => {
    const late = await signed({}, (token) => token.setExpirationTime(Math.floor(Date.now() / 1000) - 30));
    expect((await get('queue', late)).statusCode).toBe(200);
  });

  it('makes nobody the system or a complainant, and unknown roles grant nothing', async () => {
    expect((await get('queue', await signed({ roles: ['system', 'complainant', 'king'] }))).statusCode).toBe(403);
    expect((await post('lodge', await signed({ roles: ['system', 'complainant'] }))).statusCode).toBe(403);
  });
});

describe('A route that needs no account', () => {
  it('lets in whoever sends no token, as the complainant', async () => {
    expect((await post('lodge')).json()).toMatchObject({
      kind: 'anonymous',
      actor: { id: toActorId('complainant'), role: 'complainant' },
    });
  });

  it('makes a staff member with a token the caller', async () => {
    expect((await post('lodge', await test.bearer('u-1', 'intake-agent'))).json()).toMatchObject({
      kind: 'staff',
      actor: { id: toActorId('u-1'), role: 'intake-agent' },
    });
  });

  it('never takes a bad token for none', async () => {
    expect((await post('lodge', 'Bearer rubbish')).statusCode).toBe(401);
  });
});

describe('A tracking token', () => {
  it('opens its own complaint, however its reference is written', async () => {
    const token = await trackToken(MINE);
    const written = `${MINE.slice(0, 4)}-${MINE.slice(4, 8)}-${MINE.slice(8)}`.toLowerCase();
    expect((await get(`track/${written}`, token)).json()).toMatchObject({ kind: 'complainant', reference: MINE });
  });

  it('finds nothing at any other reference, known or not', async () => {
    for (const other of [YOURS, 'rubbish']) {
      expect((await get(`track/${other}`, await trackToken(MINE))).statusCode).toBe(404);
    }
  });

  it('opens no route that names no complaint', async () => {
    expect((await get('no-reference', await trackToken(MINE))).statusCode).toBe(404);
  });

  it('is good for an hour', async () => {
    const { exp = 0, iat = 0 } = decodeJwt(await test.app.get(TrackTokens).issue(MINE));
    expect(exp - iat).toBe(3600);
  });
});

describe('A route that names a complaint', () => {
  const NATURE = 'The complaint is about this person.';

  it('answers staff with an interest in it as if it did not exist, from the moment at which that is declared', async () => {
    const complaints = test.app.get(Complaints);
    const source = { caller: 'sara', actor: { id: toActorId('sara'), role: 'supervisor' } };
    const data = { description: 'He shouted at me.', channel: 'web', language: 'en' } as const;
    const { reference } = await complaints.lodge(data, source);
    const answers = async (sub: string, named: string) => {
      const bearer = await test.bearer(sub, 'handler', 'supervisor', 'compliance', 'admin');
      const paths = [`case/${named}`, `case/${named.toLowerCase()}`, `messages?reference=${named}`];
      const bodies = await Promise.all(paths.map(async (path) => (await get(path, bearer)).body));
      return bodies.map((body) => /"code":"([a-z-]+)"/.exec(body)?.[1] ?? body);
    };
    await expect(answers('hana', reference)).resolves.toEqual(['open', 'open', 'open']);
    const declared = { type: 'declare-conflict', data: { person: 'hana', nature: NATURE } } as const;
    await complaints.execute(reference, declared, source);
    for (const spelling of ['hana', 'Hana']) {
      expect(await answers(spelling, reference)).toEqual(Array(3).fill('complaint-unknown'));
    }
    expect(await answers('hana', MINE)).toEqual(Array(3).fill('complaint-unknown'));
    expect(await answers('henry', reference)).toEqual(['open', 'open', 'open']);
  });
});
