import { beforeEach, describe, expect, it } from '@jest/globals';
import { toActorId } from '@redress/eventing';
import { type Caller, Problem, ServerSecrets, type TimeSource } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import type { ReplyTemplateRequest } from './reply-template.js';
import { ReplyTemplateStore } from './reply-template-store.js';
import { REPLY_TEMPLATES_MAX, ReplyTemplates, TEMPLATE_VERSIONS_MAX } from './reply-templates.js';

const clock: TimeSource = { now: () => '2026-11-02T09:00:00.000Z' };
const secrets = new ServerSecrets(new Uint8Array(32).fill(7));
const adam: Caller = { kind: 'staff', actor: { id: toActorId('adam'), role: 'admin' }, roles: ['admin'] };
const APOLOGY: ReplyTemplateRequest = {
  name: { en: 'Apology', fa: 'عذرخواهی' },
  command: 'propose-response',
  texts: { en: 'We are sorry, {complainant}.', fa: '{complainant} گرامی، عذرخواهی می‌کنیم.' },
};
const SHIPPED = 'our-mistake';

const problemOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? { code: error.code, ...error.options } : error),
  );

describe('Templates of replies', () => {
  let templates: ReplyTemplates;
  let readStore: MemoryReadStore;
  beforeEach(async () => {
    readStore = new MemoryReadStore();
    const store = new ReplyTemplateStore(readStore, secrets);
    await store.onModuleInit();
    templates = new ReplyTemplates(store, clock);
  });

  it('that come with the application can be changed and archived, and stay known as they were', async () => {
    const changed = await templates.replace(adam, SHIPPED, { ...APOLOGY, archived: true }, 0);
    expect(changed).toEqual({
      id: SHIPPED,
      revision: 1,
      ...APOLOGY,
      archived: true,
      changedBy: 'adam',
      changedAt: clock.now(),
    });
    const listed = await templates.list();
    expect(listed.filter(({ id }) => id === SHIPPED)).toEqual([changed]);
    expect((await templates.versions(SHIPPED)).map(({ revision, changedBy }) => [revision, changedBy])).toEqual([
      [1, 'adam'],
      [0, null],
    ]);
  });

  it('are saved once where nothing changes, and not over what somebody else saved', async () => {
    const { id } = await templates.add(adam, APOLOGY);
    expect(await templates.replace(adam, id, APOLOGY, undefined)).toMatchObject({ id, revision: 0 });
    expect(await templates.replace(adam, id, { ...APOLOGY, archived: true }, 0)).toMatchObject({ revision: 1 });
    expect(await problemOf(templates.replace(adam, id, APOLOGY, 0))).toMatchObject({
      code: 'reply-template-changed',
      details: { actual: 1 },
    });
    expect(await templates.versions(id)).toHaveLength(2);
  });

  it('name a field that there is not, in the language in which it stands', async () => {
    const texts = { ...APOLOGY.texts, fa: '{due} {deadline}' };
    expect(await problemOf(templates.add(adam, { ...APOLOGY, texts }))).toMatchObject({
      code: 'invalid-field',
      errors: [{ pointer: '#/texts/fa', code: 'unknown-template-field', values: { unknown: '{deadline}' } }],
    });
  });

  it('are unknown by any other id', async () => {
    expect(await problemOf(templates.versions('constructor'))).toMatchObject({ code: 'reply-template-unknown' });
    expect(await problemOf(templates.replace(adam, 'constructor', APOLOGY, undefined))).toMatchObject({
      code: 'reply-template-unknown',
    });
  });

  it('have limits: how many there are, and how many versions of one are kept', async () => {
    const { id } = await templates.add(adam, APOLOGY);
    for (let version = 1; version <= TEMPLATE_VERSIONS_MAX; version += 1)
      await templates.replace(
        adam,
        id,
        { ...APOLOGY, name: { en: `Apology ${version}`, fa: 'عذرخواهی' } },
        version - 1,
      );
    const kept = await templates.versions(id);
    expect([kept.length, kept[0]?.revision, kept.at(-1)?.revision]).toEqual([
      TEMPLATE_VERSIONS_MAX,
      TEMPLATE_VERSIONS_MAX,
      1,
    ]);
    const room = REPLY_TEMPLATES_MAX - (await templates.list()).length;
    for (let index = 0; index < room; index += 1) await templates.add(adam, APOLOGY);
    expect(await problemOf(templates.add(adam, APOLOGY))).toMatchObject({ code: 'too-many-reply-templates' });
  });

  it('are sealed where they are kept', async () => {
    const { id } = await templates.add(adam, APOLOGY);
    const document = await readStore.get('reply-templates', `of-${id}`);
    expect(JSON.stringify(document)).not.toMatch(/sorry|عذرخواهی|adam/);
  });
});
