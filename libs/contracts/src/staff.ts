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
/** The id of a passkey, of the same symbols: it follows from the credential's, and does not show it. */
export const PASSKEY_PATTERN = PERSON_PATTERN;
/** A person at an issuer, of the same symbols. */
const ISSUER_SUBJECT_PATTERN = PERSON_PATTERN;
/** Longest id of a credential (WebAuthn Level 3, 4: 1023 bytes), in base64url. */
export const CREDENTIAL_LENGTH_MAX = 1_364;
/** Longest public key in base64url: RSA of 8192 bits and ML-DSA-87 have less. */
const PUBLIC_KEY_LENGTH_MAX = 4_000;

const person = () => Type.String({ pattern: PERSON_PATTERN });
const passkey = () => Type.String({ pattern: PASSKEY_PATTERN });
const base64url = (maxLength: number) => Type.String({ maxLength, pattern: '^[\\w-]+$' });
/** Signature counters have 32 bits (WebAuthn Level 3, 6.1). */
const counter = () => Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 });
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

/** The same password was hashed anew, at today's cost. It opens what it opened, and ends nothing. */
export const AccountPasswordRehashed = event('AccountPasswordRehashed', {
  meaning: 'The hash of an unchanged password was renewed.',
  identity: [['password']],
  data: { password: personal(requiredText(500)) },
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

/** A public key was entered with which the person signs in. What it proves needs no secret of ours, so it is not sealed. */
export const PasskeyAdded = event('PasskeyAdded', {
  meaning: 'A passkey was added to an account.',
  identity: [['credential'], ['name']],
  data: {
    passkey: passkey(),
    /** The id by which the authenticator knows it (WebAuthn Level 3, 4), in base64url. */
    credential: personal(base64url(CREDENTIAL_LENGTH_MAX)),
    /** What its owner calls it. */
    name: shownName(),
    /** COSE_Key (RFC 9052, 7) in base64url. */
    publicKey: base64url(PUBLIC_KEY_LENGTH_MAX),
    counter: counter(),
  },
});

/** Somebody proved to have a passkey. `counter` is how often its authenticator says that it signed; always 0 for most. */
export const PasskeyUsed = event('PasskeyUsed', {
  meaning: 'A member of staff signed in with a passkey.',
  data: { passkey: passkey(), counter: counter() },
});

export const PasskeyRemoved = event('PasskeyRemoved', {
  meaning: 'A passkey was removed from an account.',
  data: { passkey: passkey() },
});

/** An account was tied to a person as an issuer knows them. `subject` is a keyed hash of issuer and subject, and shows neither. */
export const AccountTiedToIssuer = event('AccountTiedToIssuer', {
  meaning: 'An account was tied to a person at the issuer with which they sign in.',
  data: { subject: Type.String({ pattern: ISSUER_SUBJECT_PATTERN }) },
});

/** Ways to prove who one is. */
export const signInWays = ['password', 'link', 'passkey', 'issuer'] as const;
export type SignInWay = (typeof signInWays)[number];

/** Families of browsers that are told apart. */
export const browserFamilies = [
  'chrome',
  'edge',
  'firefox',
  'safari',
  'opera',
  'samsung-internet',
  'vivaldi',
  'brave',
  'chromium',
] as const;
export type BrowserFamily = (typeof browserFamilies)[number];

/** Families of operating systems that are told apart. */
export const systemFamilies = ['windows', 'macos', 'linux', 'chromeos', 'android', 'ios'] as const;
export type SystemFamily = (typeof systemFamilies)[number];

/**
 * Somebody signed in. `session` is the SHA-256 of the session's secret; of the device only the families are kept, sealed, for its owner to
 * know it again.
 */
export const SessionStarted = event(
  'SessionStarted',
  {
    meaning: 'A member of staff signed in.',
    identity: [['browser'], ['system']],
    data: {
      session: sha256(),
      endsAt: instant(),
      by: Type.Optional(Type.Enum(signInWays)),
      browser: Type.Optional(personal(Type.Enum(browserFamilies))),
      system: Type.Optional(personal(Type.Enum(systemFamilies))),
    },
  },
  { data: { session: sha256(), endsAt: instant() } },
  { data: { session: sha256(), endsAt: instant(), by: Type.Optional(Type.Enum(signInWays)) } },
);

export const SessionEnded = event('SessionEnded', {
  meaning: 'A member of staff signed out.',
  data: { session: sha256() },
});
