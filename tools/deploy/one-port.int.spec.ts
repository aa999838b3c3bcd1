import { describe, expect, it } from '@jest/globals';
import { SERVICE_ROUTES } from '@redress/testing';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileText, proxyRoutes, readCompose, root } from './deploy-files.js';

/** Whose routes are there only where all services are one process, so that nothing leads to them elsewhere. */
const WHOLE = 'standalone';

/** The application that serves each prefix, according to its controllers. */
function served(): readonly (readonly [prefix: string, application: string])[] {
  const sources = readdirSync(join(root, 'apps'), { recursive: true, encoding: 'utf8' });
  return sources
    .filter((path) => /^[\w-]+\/src\/.*\.ts$/.test(path) && !path.endsWith('.spec.ts'))
    .flatMap((path) => {
      const prefix = /@Controller\('([\w-]+)/.exec(fileText(`apps/${path}`))?.[1];
      return prefix === undefined ? [] : [[prefix, path.split('/')[0] ?? ''] as const];
    });
}

describe('The one port', () => {
  it('leads every route to the service that answers it, with and without something behind its prefix', () => {
    const expected = served()
      .filter(([, application]) => application !== WHOLE)
      .flatMap(([prefix, application]) => [
        [`/api/${prefix}`, application],
        [`/api/${prefix}/*`, application],
      ]);
    expect(expected.length).toBeGreaterThan(0);
    expect(proxyRoutes()).toMatchObject(Object.fromEntries(expected));
  });

  it('leads nowhere what only one process with all services answers', () => {
    const whole = served().filter(([, application]) => application === WHOLE);
    expect(whole.length).toBeGreaterThan(0);
    for (const [prefix] of whole) expect(Object.keys(proxyRoutes())).not.toContain(`/api/${prefix}`);
  });

  it('leads to services that run', () => {
    const { services } = readCompose();
    expect(Object.values(proxyRoutes()).filter((name) => services[name] === undefined)).toEqual([]);
  });
});

describe('The gateway of the specs', () => {
  it('leads every described route to the service that answers it', () => {
    const { paths } = JSON.parse(fileText('docs/reference/openapi.json')) as { readonly paths: object };
    const applications = new Map(served().map(([prefix, application]) => [`/api/${prefix}`, application]));
    const prefixes = [...new Set(Object.keys(paths).map((path) => path.split('/').slice(0, 3).join('/')))].filter(
      (prefix) => applications.get(prefix) !== WHOLE,
    );
    expect(prefixes.length).toBeGreaterThan(0);
    const led = prefixes.map((prefix) => [prefix, SERVICE_ROUTES.find(([begin]) => prefix.startsWith(begin))] as const);
    expect(led).toEqual(prefixes.map((prefix) => [prefix, [prefix, applications.get(prefix)]]));
  });
});

describe('MongoDB', () => {
  const { services } = readCompose();

  it('lets every service write its own database', () => {
    const serving = Object.keys(services).filter(
      (name) => services[name]?.command?.[0] === 'serve' && 'REDRESS_READ_STORE' in (services[name].environment ?? {}),
    );
    const list = /services = \[([^\]]*)\]/.exec(fileText('deploy/mongodb/users.js'))?.[1] ?? '';
    const listed = [...list.matchAll(/'([\w-]+)'/g)].map(([, name]) => name);
    expect(listed.sort()).toEqual(serving.sort());
  });

  it('gives the keys to another user than the read models', () => {
    for (const { environment = {} } of Object.values(services)) {
      expect(String(environment['REDRESS_READ_STORE'] ?? '')).not.toContain('redress-keys');
      expect(String(environment['REDRESS_KEY_STORE'] ?? '')).not.toContain('redress-views');
    }
  });
});
