import type { BrowserFamily, SystemFamily } from '@redress/contracts';
import type { SignInDevice } from '@redress/domain';
import Bowser from 'bowser';

/** Longer ones are no browser's, and only make work. */
const USER_AGENT_LENGTH_MAX = 512;

const BROWSERS: Readonly<Record<string, BrowserFamily>> = {
  Chrome: 'chrome',
  'Microsoft Edge': 'edge',
  Firefox: 'firefox',
  Safari: 'safari',
  Opera: 'opera',
  'Samsung Internet for Android': 'samsung-internet',
  Vivaldi: 'vivaldi',
  Brave: 'brave',
  Chromium: 'chromium',
};

const SYSTEMS: Readonly<Record<string, SystemFamily>> = {
  Windows: 'windows',
  macOS: 'macos',
  Linux: 'linux',
  'Chrome OS': 'chromeos',
  Android: 'android',
  iOS: 'ios',
};

/**
 * The families of browser and system that a `User-Agent` header names (RFC 9110, 10.1.5): anybody may send any, so it proves nothing, and
 * nothing else of it is kept.
 */
export function deviceOf(userAgent: string | undefined): SignInDevice {
  if (userAgent === undefined || userAgent === '' || userAgent.length > USER_AGENT_LENGTH_MAX) return {};
  const said = Bowser.getParser(userAgent);
  const browser = knownIn(BROWSERS, said.getBrowserName());
  const system = knownIn(SYSTEMS, said.getOSName());
  return { ...(browser && { browser }), ...(system && { system }) };
}

function knownIn<Word>(words: Readonly<Record<string, Word>>, name: string | undefined): Word | undefined {
  return name !== undefined && Object.hasOwn(words, name) ? words[name] : undefined;
}
