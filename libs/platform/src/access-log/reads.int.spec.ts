import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { StoreUnavailableError, toActorId } from '@redress/eventing';
import { Problem } from '../http/problems/problem.js';
import { Allow } from '../security/caller.js';
import { startTestApplication, type TestApplication } from '../test-application/start-test-application.js';
import { ACCESSES } from './access-entry.js';
import { AccessLog, WAITING_MAX } from './access-log.js';
import { eachListed, Reads } from './reads.js';

const [ONE, OTHER] = ['7K3M-9QXD-41PD', '0000-0000-0000'] as const;

let looks = 0;

@Controller('shown')
class ShownController {
  @Get('list')
  @Allow('view-queue')
  @Reads('search', eachListed)
  list(): object {
    looks += 1;
    return { items: [{ reference: ONE }, { reference: OTHER }, { reference: ONE }] };
  }

  @Get('refused')
  @Allow('view-queue')
  @Reads('search', eachListed)
  refused(): object {
    throw new Problem('complaint-unknown');
  }

  @Get('queue')
  @Allow('view-queue')
  queue(): object {
    looks += 1;
    return { items: [{ reference: ONE }] };
  }
}

describe('A route that shows something personal', () => {
  let application: TestApplication;
  let log: AccessLog;
  beforeEach(async () => {
    application = await startTestApplication({ controllers: [ShownController] });
    log = application.app.get(AccessLog);
    looks = 0;
  });
  afterEach(() => application.close());

  async function get(path: string): Promise<{ readonly status: number; readonly code?: string }> {
    const authorization = await application.bearer('hana', 'handler');
    const answer = await application.app.inject({
      method: 'GET',
      url: `/api/shown/${path}`,
      headers: { authorization },
    });
    return { status: answer.statusCode, code: answer.json<{ code?: string }>().code ?? '' };
  }

  async function stored(): Promise<readonly unknown[]> {
    await log.define();
    await log.written();
    const documents = await Array.fromAsync(application.engines.readStore.scan(ACCESSES.name));
    return documents.map(({ body }) => [body['kind'], body['reference'], body['count']]);
  }

  it('records each complaint in its answer once, and no other route does', async () => {
    expect(await get('list')).toMatchObject({ status: 200 });
    expect(await get('queue')).toMatchObject({ status: 200 });
    expect(await stored()).toEqual(
      expect.arrayContaining([ONE, OTHER].map((reference) => ['search', reference.replaceAll('-', ''), 1])),
    );
    expect(await stored()).toHaveLength(2);
  });

  it('records nothing where it refuses', async () => {
    expect(await get('refused')).toMatchObject({ status: 404 });
    expect(await stored()).toEqual([]);
  });

  it('shows nothing while too much waits to be recorded, and other routes go on', async () => {
    const { readStore } = application.engines;
    const commit = readStore.commit.bind(readStore);
    readStore.commit = () => Promise.reject(new StoreUnavailableError('The store is away.'));
    const actor = { id: toActorId('hugo'), role: 'handler' };
    for (let one = 0; one < WAITING_MAX; one += 1) {
      log.note({ kind: 'case', actor: { ...actor, id: toActorId(`hugo-${one}`) }, reference: null });
    }
    expect(await get('list')).toEqual({ status: 503, code: 'access-log-full' });
    expect(looks).toBe(0);
    expect(await get('queue')).toMatchObject({ status: 200 });
    readStore.commit = commit;
    await log.written();
    expect(await get('list')).toMatchObject({ status: 200 });
  });
});
