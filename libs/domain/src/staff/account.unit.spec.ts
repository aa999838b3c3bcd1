import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AccountEvent,
  isAdministrator,
  opensWith,
  type PastAccountEvent,
  type StaffAccount,
  staffAccount,
  type StaffCommand,
  type StaffRefusalCode,
  staffRefusalCodes,
} from './account.js';

const HASH = '$argon2id$...';
const [NOW, LATER, END] = ['2026-11-02T08:00:00.000Z', '2026-11-03T07:59:59.999Z', '2026-11-03T08:00:00.000Z'] as const;
const AFTER_END = '2026-11-03T08:00:00.001Z';

/** A command, and the name of it by which links and passwords are known. */
type Step = readonly [id: string, command: StaffCommand];

const invite: Step = [
  'c-invite',
  { type: 'invite', data: { username: 'sara', name: 'Sara', roles: ['handler'], expiresAt: END } },
];
const found: Step = [
  'c-found',
  { type: 'found', data: { username: 'adam', name: 'Adam', roles: ['admin'], password: HASH } },
];
const useLink = (link = 'c-invite', at: typeof NOW | typeof AFTER_END = NOW): Step => [
  'c-link',
  { type: 'use-link', data: { link, at, password: HASH } },
];
const issueLink: Step = ['c-issue', { type: 'issue-link', data: { expiresAt: END } }];
const signIn = (id: string, password = 'c-link'): Step => [
  'c-in',
  { type: 'start-session', data: { id, endsAt: END, proof: { by: 'password', password } } },
];
const addPasskey = (passkey: string, counter = 0, from = 'c-link'): Step => [
  'c-add',
  {
    type: 'add-passkey',
    data: { from, passkey, credential: `of-${passkey}`, name: 'Laptop', publicKey: 'key', counter },
  },
];
const removePasskey = (passkey: string): Step => ['c-remove', { type: 'remove-passkey', data: { passkey } }];
const show = (passkey: string, counter = 0, id = 'by-key'): Step => [
  'c-show',
  { type: 'start-session', data: { id, endsAt: END, proof: { by: 'passkey', passkey, counter } } },
];
const signOut = (session: string): Step => ['c-out', { type: 'end-session', data: { session } }];
const changePassword = (from = 'c-link', keeps?: string): Step => [
  'c-change',
  { type: 'change-password', data: { from, password: HASH, ...(keeps !== undefined && { keeps }) } },
];
const rehash = (of: string): Step => ['c-rehash', { type: 'rehash-password', data: { of, password: HASH } }];
const changeRoles: Step = [
  'c-roles',
  { type: 'change-roles', data: { roles: ['supervisor', 'admin'], teams: ['Cards'] } },
];
const disable: Step = ['c-disable', { type: 'disable' }];
const enable: Step = ['c-enable', { type: 'enable' }];

const recorded = (events: readonly AccountEvent[], commandId: string): readonly PastAccountEvent[] =>
  events.map((event) => ({ ...event, commandId, occurredAt: NOW }));

const decide = ([, command]: Step, account: StaffAccount) => staffAccount.decide(command, account);

/** The account after these commands, each of which must be accepted. */
function after(...steps: readonly Step[]): StaffAccount {
  return steps.reduce((account, step) => {
    const decided = decide(step, account);
    if ('refused' in decided) throw new Error(`${step[1].type} was refused: ${decided.refused}`);
    return recorded(decided, step[0]).reduce(staffAccount.evolve, account);
  }, staffAccount.initialState);
}

const types = (step: Step, account: StaffAccount) => {
  const decided = decide(step, account);
  return 'refused' in decided ? decided : decided.map(({ type }) => type);
};

describe('An account', () => {
  it('is opened by an invitation, with a link and without a password', () => {
    expect(types(invite, after())).toEqual(['AccountOpened', 'AccountLinkIssued']);
    expect(after(invite)).toMatchObject({ isOpen: true, roles: ['handler'], link: { id: 'c-invite', expiresAt: END } });
    expect(after(invite).password).toBeUndefined();
  });

  it('of the first administrator is opened with a password', () => {
    expect(types(found, after())).toEqual(['AccountOpened', 'AccountPasswordSet']);
    expect(after(found, signIn('s', 'c-found')).sessions).toEqual([
      { id: 's', endsAt: END, startedAt: NOW, by: 'password' },
    ]);
  });

  it('gets a name with its link where one is given', () => {
    const named: Step = ['c', { type: 'use-link', data: { link: 'c-invite', at: NOW, password: HASH, name: 'S.' } }];
    expect(types(named, after(invite))).toEqual(['AccountRenamed', 'AccountPasswordSet']);
    expect(types(useLink(), after(invite))).toEqual(['AccountPasswordSet']);
  });

  it('knows the roles and teams that it was given last', () => {
    expect(after(invite, changeRoles)).toMatchObject({ roles: ['supervisor', 'admin'], teams: ['Cards'] });
    const without: Step = ['c', { type: 'change-roles', data: { roles: ['handler'] } }];
    expect(after(invite, changeRoles, without)).toEqual(after(invite));
    expect(types(without, after(invite))).toEqual([]);
  });

  it.each<[what: string, account: StaffAccount, can: boolean]>([
    ['an administrator', after(found), true],
    ['one who was made one', after(invite, changeRoles), true],
    ['one who was disabled', after(found, disable), false],
    ['one who was enabled again', after(found, disable, enable), true],
    ['a handler', after(invite), false],
    ['nobody', after(), false],
  ])('of %s can administer: %#', (_what, account, can) => {
    expect(isAdministrator(account)).toBe(can);
  });
});

describe('A link', () => {
  it.each<
    [
      when: string,
      account: StaffAccount,
      link: string,
      at: typeof NOW | typeof LATER | typeof END | typeof AFTER_END,
      opens: boolean,
    ]
  >([
    ['when it was just issued', after(invite), 'c-invite', NOW, true],
    ['to its last moment', after(invite), 'c-invite', END, true],
    ['no longer', after(invite), 'c-invite', AFTER_END, false],
    ['once', after(invite, useLink()), 'c-invite', NOW, false],
    ['until another takes its place', after(invite, issueLink), 'c-invite', NOW, false],
    ['after another', after(invite, issueLink), 'c-issue', LATER, true],
    ['unless it is another', after(invite), 'c-issue', NOW, false],
    ['until the account is disabled', after(invite, disable), 'c-invite', NOW, false],
    ['and not when it is enabled again', after(invite, disable, enable), 'c-invite', NOW, false],
    [
      'until the owner changes the password',
      after(invite, useLink(), issueLink, changePassword()),
      'c-issue',
      NOW,
      false,
    ],
    ['only where one was issued', after(found), 'c-found', NOW, false],
  ])('sets a password %s', (_when, account, link, at, opens) => {
    expect(opensWith(account, link, at)).toBe(opens);
    const step: Step = ['c', { type: 'use-link', data: { link, at, password: HASH } }];
    expect(types(step, account)).toEqual(opens ? ['AccountPasswordSet'] : { refused: 'link-refused' });
  });
});

describe('A session', () => {
  const ready = [invite, useLink()] as const;
  const sessionsAfter = (...steps: readonly Step[]) => after(...ready, ...steps).sessions.map(({ id }) => id);

  it('lasts until it is ended, whatever the others do', () => {
    expect(sessionsAfter(signIn('a'), signIn('b'))).toEqual(['a', 'b']);
    expect(sessionsAfter(signIn('a'), signIn('b'), signOut('a'))).toEqual(['b']);
    expect(types(signOut('a'), after(...ready))).toEqual([]);
  });

  it('ends when the account is disabled, and does not come back', () => {
    expect(sessionsAfter(signIn('a'), disable)).toEqual([]);
    expect(sessionsAfter(signIn('a'), disable, enable)).toEqual([]);
  });

  it('ends when another sets a password with a link, or the owner in another session', () => {
    expect(sessionsAfter(signIn('a'), issueLink, useLink('c-issue'))).toEqual([]);
    expect(sessionsAfter(signIn('a'), signIn('b'), changePassword('c-link', 'b'))).toEqual(['b']);
    expect(sessionsAfter(signIn('a'), signIn('b'), changePassword())).toEqual([]);
  });

  it('ends when there are twenty newer ones', () => {
    const many = Array.from({ length: 21 }, (_, n) => signIn(`s${n}`));
    expect(sessionsAfter(...many)).toEqual(many.slice(1).map((_, n) => `s${n + 1}`));
  });

  it('outlives a change of roles', () => {
    expect(sessionsAfter(signIn('a'), changeRoles)).toEqual(['a']);
  });
});

describe('A password that is hashed anew', () => {
  it('stays the same, with its sessions, and one that was changed meanwhile keeps its hash', () => {
    const before = after(invite, useLink(), signIn('a'));
    expect(types(rehash('c-link'), before)).toEqual(['AccountPasswordRehashed']);
    expect(after(invite, useLink(), signIn('a'), rehash('c-link'))).toEqual(before);
    expect(types(rehash('c-link'), after(invite, useLink(), changePassword()))).toEqual([]);
  });
});

describe('A passkey', () => {
  const ready = [invite, useLink()] as const;

  it('signs in, and remembers when it was added and used', () => {
    const added = after(...ready, addPasskey('one'));
    expect(added.passkeys).toEqual([{ id: 'one', counter: 0, addedAt: NOW }]);
    expect(types(show('one'), added)).toEqual(['PasskeyUsed', 'SessionStarted']);
    expect(after(...ready, addPasskey('one'), show('one'))).toMatchObject({
      passkeys: [{ id: 'one', usedAt: NOW }],
      sessions: [{ id: 'by-key', by: 'passkey' }],
    });
  });

  it.each<[before: number, now: number, isTaken: boolean]>([
    [0, 0, true],
    [0, 5, true],
    [5, 6, true],
    [5, 5, false],
    [5, 4, false],
    [5, 0, false],
  ])('whose counter was %d and is %d: %s', (before, now, isTaken) => {
    const account = after(...ready, addPasskey('one', before));
    const expected = isTaken ? ['PasskeyUsed', 'SessionStarted'] : { refused: 'passkey-refused' };
    expect(types(show('one', now), account)).toEqual(expected);
  });

  it('counts from its last use', () => {
    const account = after(...ready, addPasskey('one', 5), show('one', 7));
    expect(types(show('one', 7), account)).toEqual({ refused: 'passkey-refused' });
    expect(types(show('one', 8), account)).toEqual(['PasskeyUsed', 'SessionStarted']);
  });

  it('is removed once, and leaves the others', () => {
    const account = after(...ready, addPasskey('one'), addPasskey('two'), removePasskey('one'));
    expect(account.passkeys.map(({ id }) => id)).toEqual(['two']);
    expect(types(removePasskey('one'), account)).toEqual([]);
    expect(types(show('one'), account)).toEqual({ refused: 'passkey-refused' });
  });

  it('outlives a change of the password, but not a link, with which somebody begins anew', () => {
    const changed: Step = changePassword('c-link');
    expect(after(...ready, addPasskey('one'), changed).passkeys).toHaveLength(1);
    const linked = [...ready, addPasskey('one'), issueLink] as const;
    expect(types(useLink('c-issue'), after(...linked))).toEqual(['PasskeyRemoved', 'AccountPasswordSet']);
    expect(after(...linked, useLink('c-issue')).passkeys).toEqual([]);
  });

  it('signs in nobody whose account is disabled, and somebody whose account is enabled again', () => {
    const disabled = [...ready, addPasskey('one'), disable] as const;
    expect(types(show('one'), after(...disabled))).toEqual({ refused: 'passkey-refused' });
    expect(types(show('one'), after(...disabled, enable))).toEqual(['PasskeyUsed', 'SessionStarted']);
  });
});

const manyPasskeys = Array.from({ length: 10 }, (_, n) => addPasskey(`p${n}`));

const refused: { readonly [code in StaffRefusalCode]: readonly (readonly [account: StaffAccount, step: Step])[] } = {
  'account-unknown': [
    issueLink,
    useLink(),
    changePassword(),
    changeRoles,
    disable,
    enable,
    signIn('s'),
    signOut('s'),
    rehash('c-link'),
    addPasskey('one'),
    removePasskey('one'),
    show('one'),
  ].map((step) => [after(), step] as const),
  'account-disabled': [[after(invite, disable), issueLink]],
  'username-taken': [
    [after(invite), invite],
    [after(invite, disable), invite],
    [after(found), found],
    [after(invite), found],
  ],
  'link-refused': [[after(invite), useLink('c-other')]],
  'sign-in-refused': [
    [after(invite), signIn('s')],
    [after(invite, useLink(), disable), signIn('s')],
    [after(invite, useLink(), changePassword()), signIn('s')],
  ],
  'current-password-refused': [
    [after(invite), changePassword()],
    [after(invite, useLink(), changePassword()), changePassword()],
    [after(invite, useLink(), disable), changePassword()],
    [after(invite), addPasskey('one')],
    [after(invite, useLink(), disable), addPasskey('one')],
    [after(invite, useLink(), changePassword()), addPasskey('one')],
  ],
  'passkey-refused': [[after(invite, useLink()), show('one')]],
  'passkey-exists': [[after(invite, useLink(), addPasskey('one')), addPasskey('one')]],
  'too-many-passkeys': [[after(invite, useLink(), ...manyPasskeys), addPasskey('more')]],
};

describe('A refusal', () => {
  it.each(staffRefusalCodes)('%s is given where it must be', (code) => {
    for (const [account, step] of refused[code]) expect(decide(step, account)).toMatchObject({ refused: code });
  });
});

describe('Any life of an account', () => {
  const steps = [
    invite,
    found,
    useLink(),
    useLink('c-issue'),
    issueLink,
    changePassword(),
    changePassword('c-change', 'a'),
  ];
  const more = [
    changeRoles,
    disable,
    enable,
    signIn('a'),
    signIn('b', 'c-change'),
    signIn('c', 'c-found'),
    signOut('a'),
    addPasskey('one'),
    addPasskey('two', 3, 'c-change'),
    removePasskey('one'),
    show('one'),
    show('two', 4),
  ];
  const lives = fc.array(fc.constantFrom(...steps, ...more), { maxLength: 40 });

  it('never has a session while it is disabled, nor a session or a link of an account that is not open', () => {
    fc.assert(
      fc.property(lives, (life) => {
        let account = staffAccount.initialState;
        for (const step of life) {
          const decided = decide(step, account);
          if ('refused' in decided) continue;
          account = recorded(decided, step[0]).reduce(staffAccount.evolve, account);
          if (account.isDisabled || account.password === undefined) expect(account.sessions).toEqual([]);
          if (account.isDisabled) expect(account.link).toBeUndefined();
          expect(account.isOpen).toBe(true);
        }
      }),
    );
  });

  it('records nothing for a change of roles, a disabling or a sign-out that is repeated', () => {
    fc.assert(
      fc.property(lives, fc.constantFrom(changeRoles, disable, enable, signOut('a')), (life, last) => {
        let account = after(invite);
        for (const step of [...life, last]) {
          const decided = decide(step, account);
          if (!('refused' in decided)) account = recorded(decided, step[0]).reduce(staffAccount.evolve, account);
        }
        expect(decide(last, account)).toEqual([]);
      }),
    );
  });
});
