import type { Share } from './shares.js';

/** A value with the centre and the limits between which chance alone keeps it: three standard deviations to each side. */
export interface ChartPoint {
  /** Null where nothing could be measured. */
  readonly value: number | null;
  readonly centre: number;
  readonly lower: number;
  readonly upper: number;
  /** Standard deviations from the centre. */
  readonly deviation: number;
}

/** A p-chart: shares of populations of different sizes (binomial). */
export function pChart(shares: readonly Share[]): readonly ChartPoint[] {
  const centre = centreOf(shares);
  return shares.map((share) => pointAt(share, centre, Math.sqrt((centre * (1 - centre)) / share.denominator), 1));
}

/** A u-chart: numbers per unit of exposure, such as days (Poisson). */
export function uChart(rates: readonly Share[]): readonly ChartPoint[] {
  const centre = centreOf(rates);
  return rates.map((rate) => pointAt(rate, centre, Math.sqrt(centre / rate.denominator), Number.POSITIVE_INFINITY));
}

function centreOf(shares: readonly Share[]): number {
  const all = shares.reduce((sum, { denominator }) => sum + denominator, 0);
  return all === 0 ? 0 : shares.reduce((sum, { numerator }) => sum + numerator, 0) / all;
}

function pointAt({ numerator, denominator }: Share, centre: number, sigma: number, most: number): ChartPoint {
  if (denominator === 0) return { value: null, centre, lower: centre, upper: centre, deviation: 0 };
  const value = numerator / denominator;
  const [lower, upper] = [Math.max(0, centre - 3 * sigma), Math.min(most, centre + 3 * sigma)];
  return { value, centre, lower, upper, deviation: sigma === 0 ? 0 : (value - centre) / sigma };
}

/**
 * The rules of the Western Electric handbook (1956): when a series is not what chance gives. Each is about points on one side of the centre.
 */
export const westernElectricRules = [
  'one-beyond-three-sigma',
  'two-of-three-beyond-two-sigma',
  'four-of-five-beyond-one-sigma',
  'eight-in-a-row-on-one-side',
] as const;
export type WesternElectricRule = (typeof westernElectricRules)[number];

/** `count` of the last `among` points, this one included, are further than `beyond` standard deviations. */
const runs: {
  readonly [rule in WesternElectricRule]: { readonly count: number; readonly among: number; readonly beyond: number };
} = {
  'one-beyond-three-sigma': { count: 1, among: 1, beyond: 3 },
  'two-of-three-beyond-two-sigma': { count: 2, among: 3, beyond: 2 },
  'four-of-five-beyond-one-sigma': { count: 4, among: 5, beyond: 1 },
  'eight-in-a-row-on-one-side': { count: 8, among: 8, beyond: 0 },
};

/** The rules that each point completes, by the deviations of the points in order. */
export function signalsIn(deviations: readonly number[]): readonly (readonly WesternElectricRule[])[] {
  return deviations.map((deviation, index) =>
    westernElectricRules.filter((rule) => {
      const { count, among, beyond } = runs[rule];
      const side = Math.sign(deviation);
      const last = deviations.slice(Math.max(0, index - among + 1), index + 1);
      const isBeyond = (one: number) => one * side > beyond;
      return isBeyond(deviation) && last.filter(isBeyond).length >= count;
    }),
  );
}
