import type { Language } from '@redress/contracts';
import { deskText, localeOf } from '@redress/texts/desk';
import { useLanguage } from '@redress/ui';
import { useEffect, useMemo, useState } from 'react';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const HOURS_PER_DAY = 24;
const DAYS_FROM_HOURS = 48;

/** Words for instants, in the time zone of the browser. */
export interface Moments {
  /** Relative to now, in the largest unit that fits: `in 2 days`, `۲ روز پیش`. */
  readonly relative: (instant: string) => string;
  /** `Tuesday 1 December 2026, 17:00`, `سه‌شنبه ۱۰ آذر ۱۴۰۵، ساعت ۱۷:۰۰`. */
  readonly full: (instant: string) => string;
  /** A day without its time. */
  readonly day: (instant: string) => string;
  /** A period of figures by its first instant: a month by its name, a year by its number, others by their first day. */
  readonly period: (from: string, length: 'day' | 'week' | 'month' | 'quarter' | 'year') => string;
  readonly number: (value: number) => string;
  /** A share of 1 as per cent. */
  readonly share: (value: number) => string;
  /** A length in hours; from two days on in days. */
  readonly hours: (value: number) => string;
  /** A number of days, such as `7 days`. */
  readonly days: (value: number) => string;
}

/** Words for instants in a language, as seen at a moment. */
export function momentsIn(language: Language, now: number): Moments {
  const locale = localeOf(language);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const number = new Intl.NumberFormat(locale);
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const lengthIn = (unit: 'hour' | 'day') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 });
  const [hours, days] = [lengthIn('hour'), lengthIn('day')];
  return {
    relative: (instant) => {
      const distance = Date.parse(instant) - now;
      const [length, unit] = unitFor(Math.abs(distance));
      return relative.format(Math.trunc(distance / length), unit);
    },
    // In its own words, since Intl puts a Persian date with its weekday in an order that nobody writes.
    full: (instant) => {
      const at = new Date(instant);
      return deskText(language, 'desk.moment', {
        weekday: weekday.format(at),
        day: day.format(at),
        time: time.format(at),
      });
    },
    day: (instant) => day.format(new Date(instant)),
    period: (from, length) => {
      const parts = day.formatToParts(new Date(from));
      const part = (type: 'month' | 'year'): string => parts.find((one) => one.type === type)?.value ?? '';
      if (length === 'month') return `${part('month')} ${part('year')}`;
      return length === 'year' ? part('year') : day.format(new Date(from));
    },
    number: (value) => number.format(value),
    share: (value) => share.format(value),
    hours: (value) => (value < DAYS_FROM_HOURS ? hours.format(value) : days.format(value / HOURS_PER_DAY)),
    days: (value) => days.format(value),
  };
}

function unitFor(distance: number): readonly [number, 'day' | 'hour' | 'minute'] {
  if (distance >= DAY_MS) return [DAY_MS, 'day'];
  return distance >= HOUR_MS ? [HOUR_MS, 'hour'] : [MINUTE_MS, 'minute'];
}

/** The present moment in milliseconds, renewed every minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Words for instants in the language of the page, renewed every minute. */
export function useMoments(): Moments {
  const language = useLanguage();
  const now = useNow();
  return useMemo(() => momentsIn(language, now), [language, now]);
}

/** The last instant of the reader's day, by the browser's time zone. */
export function endOfToday(now: number): string {
  const end = new Date(now);
  end.setHours(24, 0, 0, 0);
  return end.toISOString();
}
