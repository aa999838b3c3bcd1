import Type from 'typebox';
import { event, personal } from './definition.js';
import { instant, Language, name, NAME_LENGTH_MAX, requiredText, sha256, StaffRole, staffRoles } from './vocabulary.js';

// The accounts with which members of staff sign in to an installation that is its own issuer: one stream `staff-<person>` each, and the
// stream `staff`, which lists them.

/** Most accounts of an installation: the list is read as a whole. */
export const ACCOUNTS_MAX = 10_000;
/** Most teams of a member of staff. */
export const TEAMS_MAX = 200;

/** The id of a member of staff with an account: 12 symbols of Crockford's base32, in small letters. */
export const PERSON_PATTERN = '^[0-9a-hjkmnp-tv-z]{12}$';

const person = () => Type.String({ pattern: PERSON_PATTERN });
const shownName = () => personal(requiredText(NAME_LENGTH_MAX));
const access = {
  roles: Type.Array(StaffRole, { minItems: 1, maxItems: staffRoles.length }),
  /** The teams and organization units that they belong to; `*` stands for all. */
  teams: Type.Optional(Type.Array(name(), { maxItems: TEAMS_MAX })),
};

/** An account is about to be opened: the stream `staff` lists the people by whom all accounts are found. */
export const AccountListed = event('AccountListed', {
  meaning: 'A member of staff was entered in the list of accounts.',
  staff: [['person']],
  data: { person: person() },
});

/** A member of staff was invited, or is the first administrator. Nobody can sign in before a password is set. */
export const AccountOpened = event('AccountOpened', {
  meaning: 'An account was opened for a member of staff.',
  identity: [['username'], ['name']],
  data: {
    username: personal(requiredText(NAME_LENGTH_MAX)),
    name: shownName(),
    ...access,
    language: Type.Optional(Language),
  },
});

/** A link was made with which the person sets a password, once. It takes the place of an earlier one. */
export const AccountLinkIssued = event('AccountLinkIssued', {
  meaning: 'A link for setting a password was issued.',
  data: { expiresAt: instant() },
});

/** A password was set. The hash is sealed as well, and depends on a key of the server: see decision 75. */
export const AccountPasswordSet = event('AccountPasswordSet', {
  meaning: 'The password of an account was set.',
  identity: [['password']],
  data: {
    /** Argon2id (RFC 9106) in the form of PHC strings. */
    password: personal(requiredText(500)),
    by: Type.Enum(['link', 'owner']),
    /** The only session that goes on. */
    keeps: Type.Optional(sha256()),
  },
});

export const AccountRenamed = event('AccountRenamed', {
  meaning: 'The person gave the name by which others see them.',
  identity: [['name']],
  data: { name: shownName() },
});

export const AccountRolesChanged = event('AccountRolesChanged', {
  meaning: 'The roles and teams of a member of staff were changed.',
  data: access,
});

/** Ends every session. */
export const AccountDisabled = event('AccountDisabled', { meaning: 'An account was disabled.', data: {} });

export const AccountEnabled = event('AccountEnabled', { meaning: 'A disabled account was enabled again.', data: {} });

/** Somebody signed in. `session` is the SHA-256 of the session's secret. */
export const SessionStarted = event('SessionStarted', {
  meaning: 'A member of staff signed in.',
  data: { session: sha256(), endsAt: instant() },
});

export const SessionEnded = event('SessionEnded', {
  meaning: 'A member of staff signed out.',
  data: { session: sha256() },
});
