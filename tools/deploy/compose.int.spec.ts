import { describe, expect, it } from '@jest/globals';
import { loadConfig, loadWebConfig } from '@redress/platform';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ComposeService,
  fileText,
  filledIn,
  readCompose,
  readEnv,
  root,
  SECRET_NAME,
  variablesIn,
} from './deploy-files.js';

const text = fileText('docker-compose.yml');
const clusterText = fileText('deploy/eventstoredb/compose.yaml');
const compose = readCompose();
const services = Object.entries(compose.services);
const example = readEnv(fileText('.env.example'));
/** The variables of a filled-in .env. */
const env = Object.fromEntries(
  Object.entries(example).map(([name, value]) => [name, value === '' ? '5a'.repeat(32) : value]),
);

/** Services that run this repository's image. */
const own = services.filter(([, { image }]) => image.startsWith('redress:'));
/** Long-running services; the others are run once, on command. */
const staying = services.filter(([, { profiles }]) => profiles === undefined);
/** Applications that run everything in one process on embedded engines. */
const NOT_COMPOSED = ['standalone'];

function namesOfThose(among: typeof services, broken: (service: ComposeService) => boolean): readonly string[] {
  return among.filter(([, service]) => broken(service)).map(([name]) => name);
}

function environmentOf(service: ComposeService): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(service.environment ?? {}).map(([name, value]) => [name, String(value)]));
}

describe('docker-compose.yml', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
    JSON.parse(fileText('tools/deploy/compose-spec.schema.json')) as object,
  );

  it('is a Compose file', () => {
    validate(compose);
    expect(validate.errors).toBeNull();
  });

  it('would not be one with a word that Compose does not know', () => {
    expect(validate({ services: { intake: { image: 'redress:1', restrat: 'always' } } })).toBe(false);
  });

  it('runs every application of the repository', () => {
    const applications = readdirSync(join(root, 'apps')).filter(
      (name) => existsSync(join(root, 'apps', name, 'package.json')) && !NOT_COMPOSED.includes(name),
    );
    expect(own.map(([name]) => name)).toEqual(expect.arrayContaining(applications));
  });

  it('runs each service under its own name', () => {
    const commands = own.filter(([name]) => name !== 'cli').map(([name, { command }]) => [name, command]);
    expect(commands).toEqual(commands.map(([name]) => [name, ['serve', name]]));
  });

  it('names exact versions', () => {
    const loose = namesOfThose(services, ({ image }) => !/:v?\d+\.\d+\.\d+(-\w+)?$/.test(filledIn(image, env)));
    expect(loose).toEqual([]);
  });

  it('refers to networks, volumes, services and files that there are', () => {
    for (const [, { networks = [], volumes = [], depends_on = {} }] of services) {
      expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining([...networks]));
      expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(Object.keys(depends_on)));
      for (const [source = ''] of volumes.map((volume) => volume.split(':'))) {
        expect(source.startsWith('./') ? existsSync(join(root, source)) : source in compose.volumes).toBe(true);
      }
    }
  });
});

describe('Every container', () => {
  it('says whether it is healthy', () => {
    expect(namesOfThose(staying, ({ healthcheck }) => (healthcheck?.test ?? []).length === 0)).toEqual([]);
  });

  it('waits for others by their health alone', () => {
    const conditions = services.flatMap(([, { depends_on = {} }]) => Object.values(depends_on));
    expect(new Set(conditions.map(({ condition }) => condition))).toEqual(new Set(['service_healthy']));
  });

  it('comes back after a crash', () => {
    expect(namesOfThose(staying, ({ restart }) => restart !== 'unless-stopped')).toEqual([]);
  });

  it('has a limit of memory and of processor time', () => {
    const limitless = ({ deploy }: ComposeService): boolean => {
      const { cpus, memory } = deploy?.resources?.limits ?? {};
      return cpus === undefined || memory === undefined;
    };
    expect(namesOfThose(services, limitless)).toEqual([]);
  });

  it('runs as a user without rights', () => {
    expect(namesOfThose(services, ({ user = '' }) => !/^[1-9]\d*:[1-9]\d*$/.test(user))).toEqual([]);
    expect(namesOfThose(services, ({ cap_drop = [] }) => !cap_drop.includes('ALL'))).toEqual([]);
    expect(namesOfThose(services, (service) => !service.security_opt?.includes('no-new-privileges:true'))).toEqual([]);
  });

  it('publishes nothing but to this machine, and engines nothing at all', () => {
    expect(services.flatMap(([, { ports = [] }]) => ports).filter((port) => !port.startsWith('127.0.0.1:'))).toEqual(
      [],
    );
    expect(namesOfThose(services, ({ ports = [] }) => ports.length > 0)).toEqual(['proxy', 'mailpit']);
    expect(compose.networks['back']?.internal).toBe(true);
  });
});

describe('Settings and secrets', () => {
  it('are all in .env.example, and nothing else is', () => {
    const used = new Set(variablesIn(text + clusterText).map(({ name }) => name));
    expect([...used].sort()).toEqual(Object.keys(example).sort());
  });

  it('no secret has a default, nor a value in the example', () => {
    const secrets = variablesIn(text).filter(({ name }) => SECRET_NAME.test(name));
    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.filter(({ absent }) => absent !== '?')).toEqual([]);
    expect(Object.entries(example).filter(([name, value]) => SECRET_NAME.test(name) && value !== '')).toEqual([]);
  });

  it('no secret stands in the file', () => {
    const environments = services.flatMap(([, service]) => Object.entries(environmentOf(service)));
    const inClear = environments.filter(
      ([name, value]) => SECRET_NAME.test(name) && !/^\$\{\w+:\?[^}]*\}$/.test(value),
    );
    const inUrls = environments.filter(([, value]) =>
      /\/\/[^/@:]*:[^/@]*[^/@$][^/@]*@/.test(value.replaceAll(/\$\{[^}]*\}/g, '$')),
    );
    expect([inClear.map(([name]) => name), inUrls.map(([name]) => name)]).toEqual([[], []]);
  });

  it('are such that every service would start with them', () => {
    for (const [name, service] of own) {
      const given = Object.entries(environmentOf(service)).map(([variable, value]) => [variable, filledIn(value, env)]);
      const load = name === 'web' ? loadWebConfig : loadConfig;
      expect(() => load({ ...Object.fromEntries(given), NODE_ENV: 'production' })).not.toThrow();
    }
  });

  it('give the pages no engine, no key, no secret and no volume, and the way to services that run', () => {
    const web = compose.services['web']!;
    const urls = { REDRESS_INTAKE_URL: 'http://intake:8080', REDRESS_CASE_HANDLING_URL: 'http://case-handling:8080' };
    const shared = { REDRESS_LOG_LEVEL: expect.anything(), REDRESS_TRUSTED_PROXIES: expect.anything() };
    expect(web.environment).toEqual({ ...urls, ...shared });
    expect([web.volumes, web.networks]).toEqual([[], ['front']]);
    for (const name of ['intake', 'case-handling']) {
      const { networks, environment } = compose.services[name]!;
      expect(networks).toContain('front');
      // As web's address is in these networks, they count its visitors.
      expect(environment!['REDRESS_TRUSTED_PROXIES']).toBe(web.environment!['REDRESS_TRUSTED_PROXIES']);
    }
  });

  it('have the names that the configuration knows', () => {
    const known = fileText('docs/reference/configuration.md');
    const names = own.flatMap(([, service]) => Object.keys(environmentOf(service)));
    expect(names.filter((name) => !known.includes(`\`${name}\``))).toEqual([]);
  });

  it('keep .env out of git', () => {
    expect(fileText('.gitignore').split('\n')).toContain('.env');
  });
});
