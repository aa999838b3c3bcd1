import { InvalidArgumentError } from 'commander';

const SECONDS: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3_600, d: 86_400 };
const SECONDS_MAX = 365 * 86_400;

/** `8h`, `30m`, `7d` in seconds, at most a year: a longer-lived token could not be taken back in time. */
export function lifetime(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,8})([smhd])$/.exec(text) ?? [];
  const seconds = Number(number) * (SECONDS[unit] ?? 0);
  if (seconds < 1 || seconds > SECONDS_MAX) {
    throw new InvalidArgumentError('A lifetime is a number with s, m, h or d, at most 365d: 8h.');
  }
  return seconds;
}
