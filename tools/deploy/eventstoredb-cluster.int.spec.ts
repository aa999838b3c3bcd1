import { describe, expect, it } from '@jest/globals';
import { eventStoreDbUrlFault, eventStoreDbUserOf } from '@redress/engine-eventstoredb';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  type ComposeService,
  fileText,
  filledIn,
  readCompose,
  readEnv,
  SECRET_NAME,
  variablesIn,
} from './deploy-files.js';

const PATH = 'deploy/eventstoredb/compose.yaml';
const text = fileText(PATH);
const [base, cluster] = [readCompose(), readCompose(PATH)];
const services = Object.entries(cluster.services).filter(
  (entry): entry is [string, ComposeService] => entry[1] !== null,
);
const nodes = services.filter(([, { image }]) => image?.startsWith('eventstore/eventstore:'));
const own = services.filter(([name]) => base.services[name]?.image.startsWith('redress:'));
const env = Object.fromEntries(Object.keys(readEnv(fileText('.env.example'))).map((name) => [name, '5a'.repeat(32)]));
const setting = ({ environment = {} }: ComposeService, name: string): string =>
  filledIn(String(environment[name] ?? ''), env);

describe(PATH, () => {
  it('is a Compose file', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
      JSON.parse(fileText('tools/deploy/compose-spec.schema.json')) as object,
    );
    validate({ ...cluster, services: Object.fromEntries(services) });
    expect(validate.errors).toBeNull();
  });

  it('runs three nodes in place of one, of the same version, each restarted when it exits', () => {
    expect(cluster.services['eventstoredb']).toBeNull();
    expect(nodes.map(([name]) => name)).toEqual(['eventstoredb-1', 'eventstoredb-2', 'eventstoredb-3']);
    for (const [name, node] of nodes) {
      expect(node).toMatchObject({ image: base.services['eventstoredb']!.image, restart: 'unless-stopped' });
      expect(setting(node, 'EVENTSTORE_CLUSTER_SIZE')).toBe(String(nodes.length));
      expect(setting(node, 'EVENTSTORE_NODE_HOST_ADVERTISE_AS')).toBe(name);
      expect(setting(node, 'EVENTSTORE_GOSSIP_SEED')).toBe(
        nodes
          .filter(([other]) => other !== name)
          .map(([other]) => `${other}:2113`)
          .join(','),
      );
      expect(node.environment).not.toHaveProperty('EVENTSTORE_INSECURE');
      expect(node.volumes).toContain(`${name}:/var/lib/eventstore`);
    }
  });

  it('gives every service all nodes over TLS, and the user with the least rights', () => {
    const all = Object.entries(base.services).filter(
      ([, { environment = {} }]) => 'REDRESS_EVENT_STORE' in environment,
    );
    expect(own.map(([name]) => name)).toEqual(all.map(([name]) => name));
    for (const [, service] of own) {
      const url = setting(service, 'REDRESS_EVENT_STORE');
      expect([eventStoreDbUrlFault(url), eventStoreDbUserOf(url)?.username]).toEqual([undefined, 'redress']);
      for (const [name] of nodes) expect(url).toContain(`${name}:2113`);
      expect(service.environment).not.toHaveProperty('REDRESS_EVENT_STORE_ADMIN');
      expect(Object.keys(service.depends_on ?? {})).toContain('eventstoredb-permissions');
      expect(Object.keys(service.depends_on ?? {})).not.toContain('eventstoredb');
    }
  });

  it('keeps every other dependency of a service', () => {
    for (const [name, service] of own) {
      const before = Object.keys(base.services[name]!.depends_on ?? {}).filter((other) => other !== 'eventstoredb');
      expect(Object.keys(service.depends_on ?? {})).toEqual(expect.arrayContaining(before));
    }
  });

  it('sets the rights before any service starts, as the administrator, whom only that container knows', () => {
    const permissions = cluster.services['eventstoredb-permissions']!;
    expect(permissions.command).toEqual(['eventstoredb', 'permissions', '--apply']);
    const url = setting(permissions, 'REDRESS_EVENT_STORE_ADMIN');
    expect([eventStoreDbUrlFault(url), eventStoreDbUserOf(url)?.username]).toEqual([undefined, 'admin']);
    expect(setting(permissions, 'REDRESS_EVENT_STORE')).toBe(setting(own[0]![1], 'REDRESS_EVENT_STORE'));
  });

  it('refers to services, networks and volumes that there are', () => {
    const known = { ...base.services, ...cluster.services };
    for (const [, { depends_on = {}, networks = [], volumes = [] }] of services) {
      expect(Object.keys(depends_on).filter((name) => !(name in known))).toEqual([]);
      expect(Object.keys(base.networks)).toEqual(expect.arrayContaining([...networks]));
      const named = volumes.map((volume) => volume.split(':')[0]!).filter((name) => !name.startsWith('./'));
      expect(Object.keys(cluster.volumes)).toEqual(expect.arrayContaining(named));
    }
  });

  it('has no secret in it, nor a default for one', () => {
    const secrets = variablesIn(text).filter(({ name }) => SECRET_NAME.test(name));
    expect(new Set(secrets.map(({ absent }) => absent))).toEqual(new Set(['?']));
    expect(/\/\/\w+:[^$]/.test(text)).toBe(false);
  });
});
