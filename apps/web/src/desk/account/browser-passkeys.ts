import type { components } from '@redress/api-client';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  WebAuthnError,
} from '@simplewebauthn/browser';

type Options = Readonly<Record<string, unknown>>;
type ShownPasskey = components['schemas']['ShowPasskeyRequest'];
type MadePasskey = Omit<components['schemas']['AddPasskeyRequest'], 'name'>;

/** Whether this browser knows passkeys. Browsers do only where the address is `https:` or `localhost`. */
export function hasPasskeys(): boolean {
  return 'PublicKeyCredential' in window;
}

/** The browser gave no passkey. It does not say whether the person refused, took too long, or has none. */
export class NoPasskeyError extends Error {
  constructor(readonly isKnownAlready: boolean) {
    super('The browser gave no passkey.');
    this.name = 'NoPasskeyError';
  }
}

/** What the browser answers when it is asked for a passkey. Rejects with a `NoPasskeyError`. */
export async function shownPasskey(options: Options): Promise<ShownPasskey> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  // The API gives the options in the form that WebAuthn defines, which its description leaves to WebAuthn.
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const { id, response } = await startAuthentication({ optionsJSON }).catch(noPasskey);
  const { clientDataJSON, authenticatorData, signature, userHandle = '' } = response;
  return { credential: id, clientData: clientDataJSON, authenticatorData, signature, userHandle };
}

/** What the browser answers when it is asked to make a passkey. Rejects with a `NoPasskeyError`. */
export async function madePasskey(options: Options): Promise<MadePasskey> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const { id, response } = await startRegistration({ optionsJSON }).catch(noPasskey);
  return { credential: id, clientData: response.clientDataJSON, attestation: response.attestationObject };
}

const KNOWN_ALREADY: WebAuthnError['code'] = 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED';

function noPasskey(error: unknown): never {
  const isKnownAlready = error instanceof Error && 'code' in error && error.code === KNOWN_ALREADY;
  throw new NoPasskeyError(isKnownAlready);
}
