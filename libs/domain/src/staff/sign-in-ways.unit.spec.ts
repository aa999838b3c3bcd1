import { describe, expect, it } from '@jest/globals';
import {
  addPasskey,
  after,
  changePassword,
  disable,
  enable,
  fromIssuer,
  invite,
  ISSUED_SUBJECT,
  issueLink,
  NOW,
  removePasskey,
  show,
  types,
  useLink,
  type Step,
} from './account.mother.spec.js';

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

/** As when the issuer gives the name that is known. */
function withoutName([id, command]: Step): Step {
  if (command.type !== 'start-session-from-issuer') throw new TypeError(command.type);
  const { name: _, ...data } = command.data;
  return [id, { ...command, data }];
}

describe('Somebody whom the issuer vouches for', () => {
  const again = withoutName(fromIssuer());

  it('is given an account that is tied to them, and is the same person the next time', () => {
    expect(types(fromIssuer(), after())).toEqual(['AccountOpened', 'AccountTiedToIssuer', 'SessionStarted']);
    const account = after(fromIssuer());
    expect(account).toMatchObject({ roles: ['handler'], issuerSubject: ISSUED_SUBJECT, sessions: [{ by: 'issuer' }] });
    expect(account.password).toBeUndefined();
    expect(types(again, account)).toEqual(['SessionStarted']);
  });

  it('has the roles, teams and name that the issuer gives each time', () => {
    const changed = fromIssuer({ name: 'S.', roles: ['supervisor'], teams: ['Cards'] });
    expect(types(changed, after(fromIssuer()))).toEqual(['AccountRenamed', 'AccountRolesChanged', 'SessionStarted']);
    expect(after(fromIssuer(), changed)).toMatchObject({ roles: ['supervisor'], teams: ['Cards'] });
  });

  it('takes the account that was opened for them before', () => {
    const theirs = withoutName(fromIssuer({ isTheirs: true }));
    expect(types(theirs, after(invite))).toEqual(['AccountTiedToIssuer', 'SessionStarted']);
    expect(after(invite, useLink(), theirs)).toMatchObject({ password: 'c-link', issuerSubject: ISSUED_SUBJECT });
  });
});
