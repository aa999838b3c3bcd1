import type { Calendar } from '../calendars/calendar.js';
import { wholeCalendar, type OwnCalendar } from '../calendars/own-calendar.js';

const names = { en: 'Own', fa: 'خودی' };
const source = { text: 'Made for worked cases.', on: '2026-11-26' };
const office = [{ from: '09:00', to: '17:00' }];
const bazaar = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '16:30' },
];

/** England's, with Saturdays, a day off of the bank's own, and a bank holiday on which it works. */
const branch: OwnCalendar = {
  names,
  basedOn: 'england@1',
  week: { saturday: [{ from: '10:00', to: '13:00' }] },
  holidays: [{ on: '2026-12-24', names: { en: 'Founder’s day', fa: 'روز بنیان‌گذار' } }],
  worked: ['2026-05-04'],
  source,
};

/** From nothing: Saturday to Wednesday in two periods, Thursday until noon. */
const shop: OwnCalendar = {
  names,
  timeZone: 'Asia/Tehran',
  week: {
    saturday: bazaar,
    sunday: bazaar,
    monday: bazaar,
    tuesday: bazaar,
    wednesday: bazaar,
    thursday: [{ from: '08:00', to: '12:00' }],
    friday: [],
  },
  holidays: [{ on: '2026-11-03', names: { en: 'Stocktaking', fa: 'انبارگردانی' } }],
  covers: { from: '2026-03-21', to: '2027-03-20' },
  source,
};

/** From nothing: nights in Cairo, where clocks change at midnight, forward on 24 April 2026 and back on 29 October. */
const cairo: OwnCalendar = {
  names,
  timeZone: 'Africa/Cairo',
  week: {
    monday: office,
    tuesday: office,
    wednesday: office,
    saturday: [],
    sunday: [{ from: '22:00', to: '24:00' }],
    thursday: [
      { from: '00:00', to: '04:00' },
      { from: '22:00', to: '24:00' },
    ],
    friday: [{ from: '00:00', to: '06:00' }],
  },
  holidays: [],
  source,
};

/** Iran's, extended for another year. */
const carriedOn: OwnCalendar = {
  names,
  basedOn: 'iran@1',
  holidays: ['2027-03-21', '2027-03-22', '2027-03-23', '2027-03-24'].map((on) => ({
    on,
    names: { en: 'Nowruz', fa: 'نوروز' },
  })),
  covers: { from: '2024-03-20', to: '2028-03-19' },
  source,
};

/** Calendars as organizations define them in their policies, by the names in the cases. */
export const workedOwnCalendars: { readonly [version: string]: Calendar } = Object.fromEntries(
  Object.entries({ branch, shop, cairo, carried: carriedOn }).map(([name, own]) => [
    `${name}@1`,
    wholeCalendar(`${name}@1`, own),
  ]),
);

/** In the format of `workedLimits`: calendar | limit | start | due | the calculation. */
export const workedOwnLimits = `
# Based on England's, with Saturdays from ten to one
branch@1 | 2 business-days close-of-business | 2026-11-06T10:00Z | 2026-11-09T17:00:00.000Z | Starts Fri 6 Nov 10:00 GMT, Sat 7 Nov is 1, Sun 8 Nov off, Mon 9 Nov is 2, to its closing = 17:00 GMT.
branch@1 | 1 business-days close-of-business | 2026-11-06T10:00Z | 2026-11-07T13:00:00.000Z | Starts Fri 6 Nov 10:00 GMT, Sat 7 Nov is 1, to its closing = 13:00 GMT.
branch@1 | 3 business-days close-of-business | 2026-12-23T10:00Z | 2026-12-30T17:00:00.000Z | Starts Wed 23 Dec 10:00 GMT, Thu 24 Dec is Founder’s day, Fri 25 Dec is Christmas Day, Sat 26 Dec is 1, Sun 27 Dec off, Mon 28 Dec is Boxing Day, Tue 29 Dec to Wed 30 Dec are 2 to 3, to its closing = 17:00 GMT.
branch@1 | 2 business-days end-of-day | 2026-05-01T10:00Z | 2026-05-04T22:59:59.999Z | Starts Fri 1 May 11:00 BST, Sat 2 May is 1, Sun 3 May off, Mon 4 May is worked here and is 2, to the last millisecond of that day = 23:59:59 BST.
branch@1 | 2 business-hours instant | 2026-11-06T16:00Z | 2026-11-07T11:00:00.000Z | Starts Fri 6 Nov 16:00 GMT, Fri 6 Nov gives 1h; Sat 7 Nov gives 1h = 11:00 GMT.
branch@1 | 5 business-hours instant | 2026-11-06T16:00Z | 2026-11-09T10:00:00.000Z | Starts Fri 6 Nov 16:00 GMT, Fri 6 Nov gives 1h; Sat 7 Nov gives 3h; Mon 9 Nov gives 1h = 10:00 GMT.
branch@1 | 4 business-hours instant | 2026-12-23T16:00Z | 2026-12-26T13:00:00.000Z | Starts Wed 23 Dec 16:00 GMT, Wed 23 Dec gives 1h; Sat 26 Dec gives 3h = 13:00 GMT.
branch@1 | 7 business-hours instant | 2026-05-01T15:00Z | 2026-05-04T11:00:00.000Z | Starts Fri 1 May 16:00 BST, Fri 1 May gives 1h; Sat 2 May gives 3h; Mon 4 May gives 3h = 12:00 BST.
# From nothing, in Tehran, with an hour for lunch and half a Thursday
shop@1 | 3 business-days end-of-day | 2026-11-01T10:00Z | 2026-11-05T20:29:59.999Z | Starts Sun 1 Nov 13:30 +0330, Mon 2 Nov is 1, Tue 3 Nov is Stocktaking, Wed 4 Nov to Thu 5 Nov are 2 to 3, to the last millisecond of that day = 23:59:59 +0330.
shop@1 | 1 business-days close-of-business | 2026-11-04T10:00Z | 2026-11-05T08:30:00.000Z | Starts Wed 4 Nov 13:30 +0330, Thu 5 Nov is 1, to its closing = 12:00 +0330.
shop@1 | 2 business-days close-of-business | 2026-11-05T10:00Z | 2026-11-08T13:00:00.000Z | Starts Thu 5 Nov 13:30 +0330, Fri 6 Nov off, Sat 7 Nov to Sun 8 Nov are 1 to 2, to its closing = 16:30 +0330.
shop@1 | 8 business-hours instant | 2026-11-02T08:00Z | 2026-11-04T08:30:00.000Z | Starts Mon 2 Nov 11:30 +0330, Mon 2 Nov gives 30min and 3h30; Wed 4 Nov gives 4h = 12:00 +0330.
shop@1 | 2 business-hours instant | 2026-11-05T07:30Z | 2026-11-07T05:30:00.000Z | Starts Thu 5 Nov 11:00 +0330, Thu 5 Nov gives 1h; Sat 7 Nov gives 1h = 09:00 +0330.
shop@1 | 30 business-minutes instant | 2026-11-02T12:50Z | 2026-11-04T04:50:00.000Z | Starts Mon 2 Nov 16:20 +0330, Mon 2 Nov gives 10min; Wed 4 Nov gives 20min = 08:20 +0330.
# From nothing, in Cairo, where the hour from midnight is skipped in April and the one before it comes twice in October
cairo@1 | 6 business-hours instant | 2026-04-23T20:00Z | 2026-04-24T02:00:00.000Z | Starts Thu 23 Apr 22:00 EET, Thu 23 Apr gives 2h; Fri 24 Apr begins at 01:00 and gives 4h = 05:00 EEST.
cairo@1 | 3 business-hours instant | 2026-04-24T02:00Z | 2026-04-26T21:00:00.000Z | Starts Fri 24 Apr 05:00 EEST, Fri 24 Apr gives 1h; Sun 26 Apr gives 2h = 24:00 EEST.
cairo@1 | 10 business-hours instant | 2026-10-29T19:30Z | 2026-11-01T21:30:00.000Z | Starts Thu 29 Oct 22:30 EEST, Thu 29 Oct gives 30min and the next hour twice, 2h30; Fri 30 Oct gives 6h; Sun 1 Nov gives 1h30 = 23:30 EET.
cairo@1 | 1 business-days close-of-business | 2026-04-22T10:00Z | 2026-04-23T21:59:59.999Z | Starts Wed 22 Apr 12:00 EET, Thu 23 Apr is 1, to its closing = 23:59:59 EET.
cairo@1 | 2 business-days end-of-day | 2026-10-28T10:00Z | 2026-10-30T21:59:59.999Z | Starts Wed 28 Oct 13:00 EEST, Thu 29 Oct to Fri 30 Oct are 1 to 2, to the last millisecond of that day = 23:59:59 EET.
# Based on Iran's and carried on for a year that does not ship
carried@1 | 3 business-days end-of-day | 2027-03-17T06:00Z | 2027-03-29T20:29:59.999Z | Starts Wed 17 Mar 09:30 +0330, Thu 18 Mar and Fri 19 Mar off, Sat 20 Mar is Oil Nationalization Day, Sun 21 Mar to Wed 24 Mar are Nowruz, Thu 25 Mar and Fri 26 Mar off, Sat 27 Mar is 1, Sun 28 Mar is 2, Mon 29 Mar is 3.
`;

/** In the format of `workedHistories`: calendar | rule | facts | the state and due of each run | the calculation. */
export const workedOwnHistories = `
branch@1 | three | received 2026-11-05T10:00Z | running 2026-11-09T17:00:00.000Z | Fri 6 is 1, Sat 7 is 2, Mon 9 is 3; that is 7 h on Thu, 8 h, 3 h and 8 h, 26 h.
branch@1 | three | received 2026-11-05T10:00Z; paused 2026-11-07T09:00Z awaiting-complainant; resumed 2026-11-09T09:00Z | running 2026-11-10T17:00:00.000Z | Thu 7 h and Fri 8 h are 15 of 26 h; the three of Sat are lost, so Mon 8 h and Tue 3 h; the rule gives until the closing of Tue.
branch@1 | three | received 2026-11-05T10:00Z; calendar 2026-11-06T08:00Z 2026-11-09 | running 2026-11-10T17:00:00.000Z | Fri 6 is 1, Sat 7 is 2, Mon 9 is off now, Tue 10 is 3.
branch@1 | eight | received 2026-05-02T11:00Z | running 2026-05-04T15:00:00.000Z | Sat 2 May from 12:00 BST 1 h; Mon 4 May, on which this branch works, 7 h from 09:00 to 16:00 BST.
shop@1 | eight | received 2026-11-05T06:30Z; paused 2026-11-05T07:30Z awaiting-complainant; resumed 2026-11-07T04:30Z | running 2026-11-07T12:30:00.000Z | Thu 10:00 to 11:00 1 h, the hour to noon is lost; Sat 08:00 to 12:00 4 h and 13:00 to 16:00 3 h.
`;
