import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@redress/platform';
import { SERVICE_ROUTES } from '@redress/testing';
import { Ajv } from 'ajv';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CHART, chartRoutes, chartValues, serviceTable, type Values, valuesWith } from './chart-files.js';
import { fileText, proxyRoutes, readCompose, root, SECRET_NAME } from './deploy-files.js';
import { placesOfPages } from './web-places.js';

const { services, command, asks } = serviceTable();
const templates = readdirSync(join(root, CHART, 'templates'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(tpl|yaml)$/.test(path))
  .map((path) => fileText(`${CHART}/templates/${path}`))
  .join('\n');
const settingsIn = (values: Values) => values['settings'] as { readonly [name: string]: string };
const settable = Object.keys(settingsIn(chartValues()));

/** Variables that the chart takes from nowhere, and why. */
const NOT_SETTABLE: { readonly [name: string]: string } = {
  REDRESS_CLOCK: 'The image runs in production, where a moved clock is refused.',
  REDRESS_EVENT_STORE_ADMIN: 'No service may have it: command.existingSecret gives it to one command.',
};

describe('The chart', () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(
    JSON.parse(fileText(`${CHART}/values.schema.json`)) as object,
  );
  const faultsOf = (values: Values): readonly string[] => {
    validate(values);
    return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
  };

  it('runs the version of the repository', () => {
    const { appVersion } = parse(fileText(`${CHART}/Chart.yaml`)) as { readonly appVersion: string };
    const { version } = JSON.parse(fileText('package.json')) as { readonly version: string };
    expect(appVersion).toBe(version);
  });

  it.each([
    ['default', undefined],
    ['minimal', 'ci/minimal-values.yaml'],
    ['full', 'ci/full-values.yaml'],
  ])('accepts its %s values', (_name, path) => {
    expect(faultsOf(chartValues(path))).toEqual([]);
  });

  it('accepts the values that the page shows', () => {
    const page = fileText('docs/how-to/run-on-kubernetes.md');
    const shown = [...page.matchAll(/^ *```yaml\n *# values\.yaml\n([^`]*)```$/gm)].map(([, text = '']) => text);
    expect(shown.length).toBeGreaterThan(0);
    for (const text of shown) expect(faultsOf(valuesWith(parse(text) as Values))).toEqual([]);
  });

  it.each<readonly [fault: string, values: Values]>([
    ['/settings additionalProperties', { settings: { REDRESS_MAIL_FORM: 'x@example.org' } }],
    ['/settings additionalProperties', { settings: { REDRESS_MASTER_KEY: '5a'.repeat(32) } }],
    ['/settings/REDRESS_JWKS pattern', { settings: { REDRESS_JWKS: '{"keys":[]}' } }],
    ['/settings/REDRESS_BACKLOG_EVENTS type', { settings: { REDRESS_BACKLOG_EVENTS: 2_000_000 } }],
    ['/settings/REDRESS_LOG_LEVEL enum', { settings: { REDRESS_LOG_LEVEL: 'loud' } }],
    ['/services additionalProperties', { services: { kafka: {} } }],
    ['/services/intake/replicas type', { services: { intake: { replicas: '2' } } }],
    ['/secrets/keys pattern', { secrets: { keys: 'mongodb://keys:password@host' } }],
    ['/readiness/path enum', { readiness: { path: '/' } }],
    ['/image/digest pattern', { image: { digest: 'latest' } }],
    [' additionalProperties', { kafka: { enabled: true } }],
  ])('refuses %s', (fault, values) => {
    expect(faultsOf(valuesWith(values))).toEqual([fault]);
  });

  it('names secrets and holds none', () => {
    const { secrets } = chartValues() as { readonly secrets: object };
    expect(new Set(Object.values(secrets))).toEqual(new Set(['']));
    expect(settable.filter((name) => SECRET_NAME.test(name))).toEqual([]);
    expect(templates).not.toMatch(/^kind: Secret$/m);
  });

  it('runs every service, as Docker Compose does', () => {
    const composed = Object.entries(readCompose().services)
      .filter(([, { command: words }]) => words?.[0] === 'serve')
      .map(([name]) => name);
    expect(Object.keys(services).sort()).toEqual(composed.sort());
    expect(Object.keys(chartValues()['services'] as object).sort()).toEqual(composed.sort());
  });

  it('knows how to reach everything that a process needs', () => {
    const { egress } = chartValues()['networkPolicy'] as { readonly egress: object };
    const needed = new Set([...Object.values(services), command].flat());
    expect(Object.keys(egress).sort()).toEqual([...needed].sort());
    expect([...command].sort()).toEqual([...needed].sort());
  });

  it('leads every path to the service to which the proxy leads it', () => {
    const led = chartRoutes().flatMap(({ path, type, service }) =>
      type === 'Exact' ? [[path, service] as const] : [[path, service] as const, [`${path}/*`, service] as const],
    );
    expect(Object.fromEntries(led)).toEqual(proxyRoutes());
    const byPath = (routes: readonly (readonly [path: string, service: string])[]) => Object.fromEntries(routes);
    expect(byPath(led.filter(([path]) => !path.endsWith('/*')))).toEqual(byPath(SERVICE_ROUTES));
  });

  it('leads the front door, and every other place that the web server has, to the web server', async () => {
    const exact = chartRoutes().filter(({ type }) => type === 'Exact');
    expect(exact).toEqual([{ path: '/', type: 'Exact', service: 'web' }]);
    const led = chartRoutes().filter(({ service }) => service === 'web');
    expect(led.map(({ path }) => path).sort()).toEqual(await placesOfPages());
  });

  it('lets a process ask only services that there are', () => {
    const asked = Object.entries(asks).flatMap(([process, urls]) => [process, ...Object.values(urls)]);
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.filter((name) => services[name] === undefined)).toEqual([]);
  });
});

describe('The settings of the chart', () => {
  const table = fileText('docs/reference/configuration.md')
    .split('\n')
    .flatMap((line) => (line.startsWith('| `') ? [line.split('|')[1] ?? ''] : []))
    .flatMap((cell) => [...cell.matchAll(/`((?:REDRESS_\w+)|HOST|PORT)`/g)].map(([, name = '']) => name))
    .filter((name, at, all) => all.indexOf(name) === at);
  const given = [
    ...[...templates.matchAll(/"((?:REDRESS_\w+)|PORT)"/g)].map(([, name = '']) => name),
    ...Object.values(asks).flatMap((urls) => Object.keys(urls)),
  ];

  it('are all those that are described, or it is said why not', () => {
    expect(table.length).toBeGreaterThan(settable.length);
    const known = new Set([...settable, ...given, ...Object.keys(NOT_SETTABLE)]);
    expect(table.filter((name) => !known.has(name))).toEqual([]);
  });

  it('are only those that are described', () => {
    expect([...settable, ...given, ...Object.keys(NOT_SETTABLE)].filter((name) => !table.includes(name))).toEqual([]);
  });

  it('are each set in one place', () => {
    const twice = settable.filter((name) => given.includes(name));
    // Keys of tokens are public as a URL and may be secret as JSON.
    expect(twice).toEqual(['REDRESS_JWKS']);
  });

  it.each(['minimal', 'full'])('are such that a service starts with the %s ones', (name) => {
    const env = settingsIn(chartValues(`ci/${name}-values.yaml`));
    expect(() => loadConfig({ ...env, NODE_ENV: 'production' })).not.toThrow();
  });
});

describe('Files that the page names', () => {
  it('are there', () => {
    const page = fileText('docs/how-to/run-on-kubernetes.md');
    const links = [...page.matchAll(/\]\((\.[^)#]+)/g)].map(([, path = '']) => join('docs/how-to', path));
    const inCommands = [...page.matchAll(/[\s=](deploy\/[\w./-]+\w)/g)].map(([, path = '']) => path);
    expect([links.length > 0, inCommands.length > 0]).toEqual([true, true]);
    expect([...links, ...inCommands].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
