import { afterEach, describe, expect, it } from '@jest/globals';
import { CommandLine } from '../command-line.mother.spec.js';

const SECRET = 's3cret';
const STORE = `esdb://redress:${SECRET}@host:2113?tls=true`;
const administrators = ['$admins'];
const programs = ['redress', 'reporting', '$admins'];

describe('redress eventstoredb permissions', () => {
  let cli: CommandLine;
  afterEach(() => cli.close());

  it('prints the lists as the server stores them, without asking it', async () => {
    cli = await CommandLine.open({ REDRESS_EVENT_STORE: STORE });
    expect(await cli.json('eventstoredb', 'permissions', '--also', 'reporting')).toEqual({
      user: 'redress',
      lists: {
        $settings: {
          $userStreamAcl: { $r: programs, $w: programs, $d: administrators, $mr: programs, $mw: administrators },
          $systemStreamAcl: {
            $r: administrators,
            $w: administrators,
            $d: administrators,
            $mr: administrators,
            $mw: administrators,
          },
        },
        $all: { $acl: { $r: programs } },
      },
    });
    const { out, err } = await cli.run(['eventstoredb', 'permissions']);
    expect(out).toMatch(/metadata of \$all +\$acl +\$r +redress, \$admins/);
    expect(err).toContain('Nothing was changed.');
    expect(out + err).not.toContain(SECRET);
  });

  it.each([
    { given: 'no EventStoreDB', env: {}, args: [], says: 'REDRESS_EVENT_STORE is no EventStoreDB' },
    { given: 'no user', env: { REDRESS_EVENT_STORE: 'esdb://host?tls=false' }, args: [], says: 'names no user' },
    {
      given: 'a faulty URL',
      env: { REDRESS_EVENT_STORE: `esdb://redress:${SECRET}@host?tsl=true` },
      args: [],
      says: 'an option that the client does not know',
    },
    {
      given: 'no administrator',
      env: { REDRESS_EVENT_STORE: STORE },
      args: ['--apply'],
      says: 'REDRESS_EVENT_STORE_ADMIN is not set',
    },
    {
      given: 'an administrator in the clear',
      env: { REDRESS_EVENT_STORE: STORE, REDRESS_EVENT_STORE_ADMIN: `esdb://admin:${SECRET}@host?tls=false` },
      args: ['--apply'],
      says: 'over TLS only',
    },
    {
      given: 'an administrator without a name',
      env: { REDRESS_EVENT_STORE: STORE, REDRESS_EVENT_STORE_ADMIN: 'esdb://host?tls=true' },
      args: ['--apply'],
      says: 'REDRESS_EVENT_STORE_ADMIN names no user',
    },
  ])('refuses $given, and repeats no password', async ({ env, args, says }) => {
    cli = await CommandLine.open(env);
    const { exitCode, out, err } = await cli.run(['eventstoredb', 'permissions', ...args]);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(says);
    expect(err).not.toContain(SECRET);
  });
});
