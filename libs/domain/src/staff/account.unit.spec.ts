import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isAdministrator,
  opensWith,
  staffAccount,
  staffRefusalCodes,
  type StaffAccount,
  type StaffRefusalCode,
} from './account.js';
import {
  addPasskey,
  after,
  AFTER_END,
  changePassword,
  changeRoles,
  decide,
  disable,
  enable,
  END,
  found,
  fromIssuer,
  HASH,
  invite,
  issueLink,
  LATER,
  NOW,
  recorded,
  rehash,
  removePasskey,
  show,
  signIn,
  signOut,
  types,
  useLink,
  type Step,
} from './account.mother.spec.js';

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
  'account-disabled': [
    [after(invite, disable), issueLink],
    [after(fromIssuer(), disable), fromIssuer()],
    [after(invite, disable), fromIssuer({ isTheirs: true })],
  ],
  'issuer-account-taken': [
    [after(invite), fromIssuer()],
    [after(fromIssuer()), fromIssuer({ subject: 'subject-b' })],
    [after(fromIssuer()), fromIssuer({ subject: 'subject-b', isTheirs: true })],
  ],
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
