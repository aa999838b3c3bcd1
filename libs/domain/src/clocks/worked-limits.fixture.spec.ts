import type { Calendar } from '../calendars/calendar.js';
import { calendarWith } from '../calendars/calendar.mother.spec.js';
import { shippedCalendars } from '../calendars/shipped/calendars.js';

/**
 * Worked cases of limits without pauses: calendar | limit | start | due | the calculation.
 *
 * The due instants come from a count day by day, and for hours minute by minute, in local time of the zone, made outside this code and
 * with another library's time zones, never from the code under test. The calculation is that count in words.
 */
export const workedLimits = `
# Business days to the end of the day, around the clock
generic@1 | 1 business-days end-of-day | 2026-11-02T10:00Z | 2026-11-03T23:59:59.999Z | Starts Mon 2 Nov 10:00 UTC, Tue 3 Nov is 1, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 1 business-days end-of-day | 2026-11-02T23:59Z | 2026-11-03T23:59:59.999Z | Starts Mon 2 Nov 23:59 UTC, Tue 3 Nov is 1, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 1 business-days end-of-day | 2026-11-03T00:00Z | 2026-11-04T23:59:59.999Z | Starts Tue 3 Nov 00:00 UTC, Wed 4 Nov is 1, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 1 business-days end-of-day | 2026-11-06T10:00Z | 2026-11-09T23:59:59.999Z | Starts Fri 6 Nov 10:00 UTC, Sat 7 Nov off, Sun 8 Nov off, Mon 9 Nov is 1, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 1 business-days end-of-day | 2026-11-07T10:00Z | 2026-11-09T23:59:59.999Z | Starts Sat 7 Nov 10:00 UTC, Sun 8 Nov off, Mon 9 Nov is 1, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 1 business-days end-of-day | 2026-11-08T23:59Z | 2026-11-09T23:59:59.999Z | Starts Sun 8 Nov 23:59 UTC, Mon 9 Nov is 1, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 1 business-days close-of-business | 2026-11-06T10:00Z | 2026-11-09T23:59:59.999Z | Starts Fri 6 Nov 10:00 UTC, Sat 7 Nov off, Sun 8 Nov off, Mon 9 Nov is 1, to its closing = 23:59:59 UTC.
generic@1 | 5 business-days end-of-day | 2026-12-30T10:00Z | 2027-01-06T23:59:59.999Z | Starts Wed 30 Dec 10:00 UTC, Thu 31 Dec to Fri 1 Jan are 1 to 2, Sat 2 Jan off, Sun 3 Jan off, Mon 4 Jan to Wed 6 Jan are 3 to 5, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 10 business-days end-of-day | 2028-02-18T10:00Z | 2028-03-03T23:59:59.999Z | Starts Fri 18 Feb 10:00 UTC, Mon 21 Feb to Fri 25 Feb are 1 to 5, Mon 28 Feb to Fri 3 Mar are 6 to 10, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 40 business-days end-of-day | 2027-02-01T10:00Z | 2027-03-29T23:59:59.999Z | Starts Mon 1 Feb 10:00 UTC, Tue 2 Feb to Fri 5 Feb are 1 to 4, Mon 8 Feb to Fri 12 Feb are 5 to 9, Mon 15 Feb to Fri 19 Feb are 10 to 14, Mon 22 Feb to Fri 26 Feb are 15 to 19, Mon 1 Mar to Fri 5 Mar are 20 to 24, Mon 8 Mar to Fri 12 Mar are 25 to 29, Mon 15 Mar to Fri 19 Mar are 30 to 34, Mon 22 Mar to Fri 26 Mar are 35 to 39, Mon 29 Mar is 40, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 3 business-days instant | 2026-11-05T16:20Z | 2026-11-10T16:20:00.000Z | Starts Thu 5 Nov 16:20 UTC, Fri 6 Nov is 1, Sat 7 Nov off, Sun 8 Nov off, Mon 9 Nov to Tue 10 Nov are 2 to 3 = 16:20 UTC.
generic@1 | 2 business-days instant | 2026-11-07T23:30Z | 2026-11-10T23:30:00.000Z | Starts Sat 7 Nov 23:30 UTC, Sun 8 Nov off, Mon 9 Nov to Tue 10 Nov are 1 to 2 = 23:30 UTC.
# Calendar days, weeks and leap years
generic@1 | 30 calendar-days instant | 2026-11-02T10:00Z | 2026-12-02T10:00:00.000Z | Starts Mon 2 Nov 10:00 UTC, 30 days later is Wed 2 Dec 2026 = 10:00 UTC.
generic@1 | 30 calendar-days instant | 2027-01-30T23:30Z | 2027-03-01T23:30:00.000Z | Starts Sat 30 Jan 23:30 UTC, 30 days later is Mon 1 Mar 2027 = 23:30 UTC.
generic@1 | 30 calendar-days instant | 2028-02-01T00:00Z | 2028-03-02T00:00:00.000Z | Starts Tue 1 Feb 00:00 UTC, 30 days later is Thu 2 Mar 2028 = 00:00 UTC.
generic@1 | 1 calendar-days instant | 2028-02-28T12:00Z | 2028-02-29T12:00:00.000Z | Starts Mon 28 Feb 12:00 UTC, 1 day later is Tue 29 Feb 2028 = 12:00 UTC.
generic@1 | 1 calendar-days instant | 2027-02-28T12:00Z | 2027-03-01T12:00:00.000Z | Starts Sun 28 Feb 12:00 UTC, 1 day later is Mon 1 Mar 2027 = 12:00 UTC.
generic@1 | 1 calendar-days end-of-day | 2028-02-28T12:00Z | 2028-02-29T23:59:59.999Z | Starts Mon 28 Feb 12:00 UTC, 1 day later is Tue 29 Feb 2028, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 365 calendar-days instant | 2027-03-01T08:00Z | 2028-02-29T08:00:00.000Z | Starts Mon 1 Mar 08:00 UTC, 365 days later is Tue 29 Feb 2028 = 08:00 UTC.
generic@1 | 366 calendar-days end-of-day | 2028-02-29T08:00Z | 2029-03-01T23:59:59.999Z | Starts Tue 29 Feb 08:00 UTC, 366 days later is Thu 1 Mar 2029, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 60 calendar-days end-of-day | 2026-12-15T09:00Z | 2027-02-13T23:59:59.999Z | Starts Tue 15 Dec 09:00 UTC, 60 days later is Sat 13 Feb 2027, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 8 weeks end-of-day | 2026-11-02T10:00Z | 2026-12-28T23:59:59.999Z | Starts Mon 2 Nov 10:00 UTC, 56 days later is Mon 28 Dec 2026, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 8 weeks instant | 2028-01-05T10:00Z | 2028-03-01T10:00:00.000Z | Starts Wed 5 Jan 10:00 UTC, 56 days later is Wed 1 Mar 2028 = 10:00 UTC.
generic@1 | 45 calendar-days end-of-day | 2026-11-17T22:00Z | 2027-01-01T23:59:59.999Z | Starts Tue 17 Nov 22:00 UTC, 45 days later is Fri 1 Jan 2027, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 20 calendar-days end-of-day from day-after-receipt | 2026-11-02T10:00Z | 2026-11-22T23:59:59.999Z | Received Mon 2 Nov 10:00 UTC, 20 days later is Sun 22 Nov 2026, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 20 calendar-days instant from day-after-receipt | 2026-11-02T23:59Z | 2026-11-22T23:59:59.999Z | Received Mon 2 Nov 23:59 UTC, 20 days later is Sun 22 Nov 2026, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 1 business-days end-of-day from day-after-receipt | 2026-11-06T10:00Z | 2026-11-09T23:59:59.999Z | Received Fri 6 Nov 10:00 UTC, Sat 7 Nov off, Sun 8 Nov off, Mon 9 Nov is 1, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 2 weeks end-of-day from day-after-receipt | 2028-02-20T10:00Z | 2028-03-05T23:59:59.999Z | Received Sun 20 Feb 10:00 UTC, 14 days later is Sun 5 Mar 2028, to the last millisecond of that day = 23:59:59 UTC.
# Hours, around the clock
generic@1 | 24 hours instant | 2026-11-06T16:30Z | 2026-11-07T16:30:00.000Z | Starts Fri 6 Nov 16:30 UTC, 24 hours really pass = 16:30 UTC.
generic@1 | 24 hours end-of-day | 2026-11-06T16:30Z | 2026-11-07T23:59:59.999Z | Starts Fri 6 Nov 16:30 UTC, 24 hours really pass, to the last millisecond of that day = 23:59:59 UTC.
generic@1 | 48 hours instant | 2028-02-28T06:00Z | 2028-03-01T06:00:00.000Z | Starts Mon 28 Feb 06:00 UTC, 48 hours really pass = 06:00 UTC.
generic@1 | 24 business-hours instant | 2026-11-06T16:30Z | 2026-11-09T16:30:00.000Z | Starts Fri 6 Nov 16:30 UTC, Fri 6 Nov gives 7h30; Mon 9 Nov gives 16h30 = 16:30 UTC.
generic@1 | 24 business-hours instant | 2026-11-07T16:30Z | 2026-11-10T00:00:00.000Z | Starts Sat 7 Nov 16:30 UTC, Mon 9 Nov gives 24h = 00:00 UTC.
generic@1 | 24 business-hours instant | 2026-11-02T00:00Z | 2026-11-03T00:00:00.000Z | Starts Mon 2 Nov 00:00 UTC, Mon 2 Nov gives 24h = 00:00 UTC.
generic@1 | 90 business-minutes instant | 2026-11-06T23:00Z | 2026-11-09T00:30:00.000Z | Starts Fri 6 Nov 23:00 UTC, Fri 6 Nov gives 1h; Mon 9 Nov gives 30min = 00:30 UTC.
generic@1 | 72 business-hours end-of-day | 2026-11-05T12:00Z | 2026-11-10T23:59:59.999Z | Starts Thu 5 Nov 12:00 UTC, Thu 5 Nov gives 12h; Fri 6 Nov gives 24h; Mon 9 Nov gives 24h; Tue 10 Nov gives 12h, to the last millisecond of that day = 23:59:59 UTC.
# England: business days and bank holidays
england@1 | 3 business-days close-of-business | 2026-11-02T10:00Z | 2026-11-05T17:00:00.000Z | Starts Mon 2 Nov 10:00 GMT, Tue 3 Nov to Thu 5 Nov are 1 to 3, to its closing = 17:00 GMT.
england@1 | 3 business-days close-of-business | 2026-11-06T18:00Z | 2026-11-11T17:00:00.000Z | Starts Fri 6 Nov 18:00 GMT, Sat 7 Nov off, Sun 8 Nov off, Mon 9 Nov to Wed 11 Nov are 1 to 3, to its closing = 17:00 GMT.
england@1 | 3 business-days close-of-business | 2026-12-23T10:00Z | 2026-12-30T17:00:00.000Z | Starts Wed 23 Dec 10:00 GMT, Thu 24 Dec is 1, Fri 25 Dec is Christmas Day, Sat 26 Dec off, Sun 27 Dec off, Mon 28 Dec is Boxing Day, Tue 29 Dec to Wed 30 Dec are 2 to 3, to its closing = 17:00 GMT.
england@1 | 3 business-days end-of-day | 2026-12-23T10:00Z | 2026-12-30T23:59:59.999Z | Starts Wed 23 Dec 10:00 GMT, Thu 24 Dec is 1, Fri 25 Dec is Christmas Day, Sat 26 Dec off, Sun 27 Dec off, Mon 28 Dec is Boxing Day, Tue 29 Dec to Wed 30 Dec are 2 to 3, to the last millisecond of that day = 23:59:59 GMT.
england@1 | 1 business-days close-of-business | 2026-12-24T16:59Z | 2026-12-29T17:00:00.000Z | Starts Thu 24 Dec 16:59 GMT, Fri 25 Dec is Christmas Day, Sat 26 Dec off, Sun 27 Dec off, Mon 28 Dec is Boxing Day, Tue 29 Dec is 1, to its closing = 17:00 GMT.
england@1 | 1 business-days close-of-business | 2026-12-26T12:00Z | 2026-12-29T17:00:00.000Z | Starts Sat 26 Dec 12:00 GMT, Sun 27 Dec off, Mon 28 Dec is Boxing Day, Tue 29 Dec is 1, to its closing = 17:00 GMT.
england@1 | 1 business-days end-of-day | 2027-12-24T12:00Z | 2027-12-29T23:59:59.999Z | Starts Fri 24 Dec 12:00 GMT, Sat 25 Dec off, Sun 26 Dec off, Mon 27 Dec is Christmas Day, Tue 28 Dec is Boxing Day, Wed 29 Dec is 1, to the last millisecond of that day = 23:59:59 GMT.
england@1 | 5 business-days end-of-day | 2026-03-31T09:00Z | 2026-04-09T22:59:59.999Z | Starts Tue 31 Mar 10:00 BST, Wed 1 Apr to Thu 2 Apr are 1 to 2, Fri 3 Apr is Good Friday, Sat 4 Apr off, Sun 5 Apr off, Mon 6 Apr is Easter Monday, Tue 7 Apr to Thu 9 Apr are 3 to 5, to the last millisecond of that day = 23:59:59 BST.
england@1 | 5 business-days end-of-day | 2027-03-24T09:00Z | 2027-04-02T22:59:59.999Z | Starts Wed 24 Mar 09:00 GMT, Thu 25 Mar is 1, Fri 26 Mar is Good Friday, Sat 27 Mar off, Sun 28 Mar off, Mon 29 Mar is Easter Monday, Tue 30 Mar to Fri 2 Apr are 2 to 5, to the last millisecond of that day = 23:59:59 BST.
england@1 | 10 business-days end-of-day | 2026-04-27T12:00Z | 2026-05-12T22:59:59.999Z | Starts Mon 27 Apr 13:00 BST, Tue 28 Apr to Fri 1 May are 1 to 4, Mon 4 May is Early May bank holiday, Tue 5 May to Fri 8 May are 5 to 8, Mon 11 May to Tue 12 May are 9 to 10, to the last millisecond of that day = 23:59:59 BST.
england@1 | 15 business-days end-of-day | 2026-05-01T12:00Z | 2026-05-26T22:59:59.999Z | Starts Fri 1 May 13:00 BST, Mon 4 May is Early May bank holiday, Tue 5 May to Fri 8 May are 1 to 4, Mon 11 May to Fri 15 May are 5 to 9, Mon 18 May to Fri 22 May are 10 to 14, Mon 25 May is Spring bank holiday, Tue 26 May is 15, to the last millisecond of that day = 23:59:59 BST.
england@1 | 15 business-days end-of-day | 2025-12-15T09:30Z | 2026-01-08T23:59:59.999Z | Starts Mon 15 Dec 09:30 GMT, Tue 16 Dec to Fri 19 Dec are 1 to 4, Mon 22 Dec to Wed 24 Dec are 5 to 7, Thu 25 Dec is Christmas Day, Fri 26 Dec is Boxing Day, Mon 29 Dec to Wed 31 Dec are 8 to 10, Thu 1 Jan is New Year’s Day, Fri 2 Jan is 11, Mon 5 Jan to Thu 8 Jan are 12 to 15, to the last millisecond of that day = 23:59:59 GMT.
england@1 | 20 business-days end-of-day | 2026-12-14T09:30Z | 2027-01-14T23:59:59.999Z | Starts Mon 14 Dec 09:30 GMT, Tue 15 Dec to Fri 18 Dec are 1 to 4, Mon 21 Dec to Thu 24 Dec are 5 to 8, Fri 25 Dec is Christmas Day, Mon 28 Dec is Boxing Day, Tue 29 Dec to Thu 31 Dec are 9 to 11, Fri 1 Jan is New Year’s Day, Mon 4 Jan to Fri 8 Jan are 12 to 16, Mon 11 Jan to Thu 14 Jan are 17 to 20, to the last millisecond of that day = 23:59:59 GMT.
england@1 | 35 business-days end-of-day | 2026-03-02T09:30Z | 2026-04-22T22:59:59.999Z | Starts Mon 2 Mar 09:30 GMT, Tue 3 Mar to Fri 6 Mar are 1 to 4, Mon 9 Mar to Fri 13 Mar are 5 to 9, Mon 16 Mar to Fri 20 Mar are 10 to 14, Mon 23 Mar to Fri 27 Mar are 15 to 19, Mon 30 Mar to Thu 2 Apr are 20 to 23, Fri 3 Apr is Good Friday, Mon 6 Apr is Easter Monday, Tue 7 Apr to Fri 10 Apr are 24 to 27, Mon 13 Apr to Fri 17 Apr are 28 to 32, Mon 20 Apr to Wed 22 Apr are 33 to 35, to the last millisecond of that day = 23:59:59 BST.
england@1 | 40 business-days end-of-day | 2026-10-26T09:30Z | 2026-12-21T23:59:59.999Z | Starts Mon 26 Oct 09:30 GMT, Tue 27 Oct to Fri 30 Oct are 1 to 4, Mon 2 Nov to Fri 6 Nov are 5 to 9, Mon 9 Nov to Fri 13 Nov are 10 to 14, Mon 16 Nov to Fri 20 Nov are 15 to 19, Mon 23 Nov to Fri 27 Nov are 20 to 24, Mon 30 Nov to Fri 4 Dec are 25 to 29, Mon 7 Dec to Fri 11 Dec are 30 to 34, Mon 14 Dec to Fri 18 Dec are 35 to 39, Mon 21 Dec is 40, to the last millisecond of that day = 23:59:59 GMT.
england@1 | 2 business-days end-of-day | 2022-06-01T10:00Z | 2022-06-07T22:59:59.999Z | Starts Wed 1 Jun 11:00 BST, Thu 2 Jun is Spring bank holiday, Fri 3 Jun is Platinum Jubilee bank holiday, Sat 4 Jun off, Sun 5 Jun off, Mon 6 Jun to Tue 7 Jun are 1 to 2, to the last millisecond of that day = 23:59:59 BST.
england@1 | 1 business-days end-of-day | 2022-09-16T10:00Z | 2022-09-20T22:59:59.999Z | Starts Fri 16 Sep 11:00 BST, Sat 17 Sep off, Sun 18 Sep off, Mon 19 Sep is Bank Holiday for the State Funeral of Queen Elizabeth II, Tue 20 Sep is 1, to the last millisecond of that day = 23:59:59 BST.
england@1 | 3 business-days end-of-day | 2023-05-05T10:00Z | 2023-05-11T22:59:59.999Z | Starts Fri 5 May 11:00 BST, Sat 6 May off, Sun 7 May off, Mon 8 May is Bank holiday for the coronation of King Charles III, Tue 9 May to Thu 11 May are 1 to 3, to the last millisecond of that day = 23:59:59 BST.
england@1 | 2 business-days end-of-day | 2022-01-02T10:00Z | 2022-01-05T23:59:59.999Z | Starts Sun 2 Jan 10:00 GMT, Mon 3 Jan is New Year’s Day, Tue 4 Jan to Wed 5 Jan are 1 to 2, to the last millisecond of that day = 23:59:59 GMT.
england@1 | 1 business-days end-of-day | 2028-02-28T10:00Z | 2028-02-29T23:59:59.999Z | Starts Mon 28 Feb 10:00 GMT, Tue 29 Feb is 1, to the last millisecond of that day = 23:59:59 GMT.
england@1 | 2 business-days instant | 2026-08-28T14:45Z | 2026-09-02T14:45:00.000Z | Starts Fri 28 Aug 15:45 BST, Sat 29 Aug off, Sun 30 Aug off, Mon 31 Aug is Summer bank holiday, Tue 1 Sep to Wed 2 Sep are 1 to 2 = 15:45 BST.
england@1 | 1 business-days end-of-day | 2026-06-30T22:30Z | 2026-07-01T22:59:59.999Z | Starts Tue 30 Jun 23:30 BST, Wed 1 Jul is 1, to the last millisecond of that day = 23:59:59 BST.
england@1 | 1 business-days end-of-day | 2026-06-30T23:30Z | 2026-07-02T22:59:59.999Z | Starts Wed 1 Jul 00:30 BST, Thu 2 Jul is 1, to the last millisecond of that day = 23:59:59 BST.
# England: when clocks change
england@1 | 1 calendar-days instant | 2026-03-28T12:00Z | 2026-03-29T11:00:00.000Z | Starts Sat 28 Mar 12:00 GMT, 1 day later is Sun 29 Mar 2026 = 12:00 BST.
england@1 | 1 calendar-days instant | 2026-03-28T01:30Z | 2026-03-29T01:00:00.000Z | Starts Sat 28 Mar 01:30 GMT, 1 day later is Sun 29 Mar 2026, 01:30 is skipped that day, so when the clock jumps = 02:00 BST.
england@1 | 1 calendar-days instant | 2026-10-24T12:00Z | 2026-10-25T13:00:00.000Z | Starts Sat 24 Oct 13:00 BST, 1 day later is Sun 25 Oct 2026 = 13:00 GMT.
england@1 | 1 calendar-days instant | 2026-10-24T00:30Z | 2026-10-25T00:30:00.000Z | Starts Sat 24 Oct 01:30 BST, 1 day later is Sun 25 Oct 2026 = 01:30 BST.
england@1 | 1 calendar-days end-of-day | 2026-03-28T12:00Z | 2026-03-29T22:59:59.999Z | Starts Sat 28 Mar 12:00 GMT, 1 day later is Sun 29 Mar 2026, to the last millisecond of that day = 23:59:59 BST.
england@1 | 1 calendar-days end-of-day | 2026-10-24T12:00Z | 2026-10-25T23:59:59.999Z | Starts Sat 24 Oct 13:00 BST, 1 day later is Sun 25 Oct 2026, to the last millisecond of that day = 23:59:59 GMT.
england@1 | 24 hours instant | 2026-03-28T12:00Z | 2026-03-29T12:00:00.000Z | Starts Sat 28 Mar 12:00 GMT, 24 hours really pass = 13:00 BST.
england@1 | 24 hours instant | 2026-10-24T12:00Z | 2026-10-25T12:00:00.000Z | Starts Sat 24 Oct 13:00 BST, 24 hours really pass = 12:00 GMT.
england@1 | 8 weeks end-of-day | 2026-02-16T10:00Z | 2026-04-13T22:59:59.999Z | Starts Mon 16 Feb 10:00 GMT, 56 days later is Mon 13 Apr 2026, to the last millisecond of that day = 23:59:59 BST.
england@1 | 8 weeks instant | 2026-09-07T10:00Z | 2026-11-02T11:00:00.000Z | Starts Mon 7 Sep 11:00 BST, 56 days later is Mon 2 Nov 2026 = 11:00 GMT.
england@1 | 1 business-days close-of-business | 2026-03-27T12:00Z | 2026-03-30T16:00:00.000Z | Starts Fri 27 Mar 12:00 GMT, Sat 28 Mar off, Sun 29 Mar off, Mon 30 Mar is 1, to its closing = 17:00 BST.
england@1 | 1 business-days close-of-business | 2026-10-23T12:00Z | 2026-10-26T17:00:00.000Z | Starts Fri 23 Oct 13:00 BST, Sat 24 Oct off, Sun 25 Oct off, Mon 26 Oct is 1, to its closing = 17:00 GMT.
england@1 | 1 business-days instant | 2026-03-27T12:00Z | 2026-03-30T11:00:00.000Z | Starts Fri 27 Mar 12:00 GMT, Sat 28 Mar off, Sun 29 Mar off, Mon 30 Mar is 1 = 12:00 BST.
# England: business hours
england@1 | 4 business-hours instant | 2026-11-02T09:00Z | 2026-11-02T13:00:00.000Z | Starts Mon 2 Nov 09:00 GMT, Mon 2 Nov gives 4h = 13:00 GMT.
england@1 | 8 business-hours instant | 2026-11-02T09:00Z | 2026-11-02T17:00:00.000Z | Starts Mon 2 Nov 09:00 GMT, Mon 2 Nov gives 8h = 17:00 GMT.
england@1 | 4 business-hours instant | 2026-11-02T16:00Z | 2026-11-03T12:00:00.000Z | Starts Mon 2 Nov 16:00 GMT, Mon 2 Nov gives 1h; Tue 3 Nov gives 3h = 12:00 GMT.
england@1 | 4 business-hours instant | 2026-11-06T20:00Z | 2026-11-09T13:00:00.000Z | Starts Fri 6 Nov 20:00 GMT, Mon 9 Nov gives 4h = 13:00 GMT.
england@1 | 16 business-hours instant | 2026-12-24T13:00Z | 2026-12-30T13:00:00.000Z | Starts Thu 24 Dec 13:00 GMT, Thu 24 Dec gives 4h; Tue 29 Dec gives 8h; Wed 30 Dec gives 4h = 13:00 GMT.
england@1 | 10 business-hours instant | 2026-03-27T15:30Z | 2026-03-31T08:30:00.000Z | Starts Fri 27 Mar 15:30 GMT, Fri 27 Mar gives 1h30; Mon 30 Mar gives 8h; Tue 31 Mar gives 30min = 09:30 BST.
england@1 | 10 business-hours instant | 2026-10-23T14:30Z | 2026-10-27T09:30:00.000Z | Starts Fri 23 Oct 15:30 BST, Fri 23 Oct gives 1h30; Mon 26 Oct gives 8h; Tue 27 Oct gives 30min = 09:30 GMT.
england@1 | 100 business-hours instant | 2026-04-01T08:15Z | 2026-04-21T12:15:00.000Z | Starts Wed 1 Apr 09:15 BST, Wed 1 Apr gives 7h45; 11 whole days; Tue 21 Apr gives 4h15 = 13:15 BST.
england@1 | 45 business-minutes instant | 2026-11-06T16:30Z | 2026-11-09T09:15:00.000Z | Starts Fri 6 Nov 16:30 GMT, Fri 6 Nov gives 30min; Mon 9 Nov gives 15min = 09:15 GMT.
england@1 | 4 business-hours close-of-business | 2026-11-02T15:00Z | 2026-11-03T17:00:00.000Z | Starts Mon 2 Nov 15:00 GMT, Mon 2 Nov gives 2h; Tue 3 Nov gives 2h, to its closing = 17:00 GMT.
england@1 | 8 business-hours end-of-day | 2026-11-03T16:59Z | 2026-11-04T23:59:59.999Z | Starts Tue 3 Nov 16:59 GMT, Tue 3 Nov gives 1min; Wed 4 Nov gives 7h59, to the last millisecond of that day = 23:59:59 GMT.
# Iran: Saturday to Wednesday, solar and lunar holidays
iran@1 | 1 business-days end-of-day | 2026-11-10T08:00Z | 2026-11-11T20:29:59.999Z | Starts Tue 10 Nov 11:30 +0330, Wed 11 Nov is 1, to the last millisecond of that day = 23:59:59 +0330.
iran@1 | 1 business-days end-of-day | 2026-11-11T08:00Z | 2026-11-14T20:29:59.999Z | Starts Wed 11 Nov 11:30 +0330, Thu 12 Nov off, Fri 13 Nov is Martyrdom of Fatima, Sat 14 Nov is 1, to the last millisecond of that day = 23:59:59 +0330.
iran@1 | 1 business-days close-of-business | 2026-11-11T20:45Z | 2026-11-14T12:30:00.000Z | Starts Thu 12 Nov 00:15 +0330, Fri 13 Nov is Martyrdom of Fatima, Sat 14 Nov is 1, to its closing = 16:00 +0330.
iran@1 | 3 business-days close-of-business | 2026-03-17T06:00Z | 2026-03-28T12:30:00.000Z | Starts Tue 17 Mar 09:30 +0330, Wed 18 Mar is 1, Thu 19 Mar off, Fri 20 Mar is Iranian Oil Industry Nationalization Day, Sat 21 Mar is Eid al-Fitr; Nowruz, Sun 22 Mar is Eid al-Fitr Holiday; Nowruz Holiday, Mon 23 Mar is Nowruz Holiday, Tue 24 Mar is Nowruz Holiday, Wed 25 Mar is 2, Thu 26 Mar off, Fri 27 Mar off, Sat 28 Mar is 3, to its closing = 16:00 +0330.
iran@1 | 10 business-days end-of-day | 2026-03-15T06:00Z | 2026-04-05T20:29:59.999Z | Starts Sun 15 Mar 09:30 +0330, Mon 16 Mar to Wed 18 Mar are 1 to 3, Fri 20 Mar is Iranian Oil Industry Nationalization Day, Sat 21 Mar is Eid al-Fitr; Nowruz, Sun 22 Mar is Eid al-Fitr Holiday; Nowruz Holiday, Mon 23 Mar is Nowruz Holiday, Tue 24 Mar is Nowruz Holiday, Wed 25 Mar is 4, Sat 28 Mar to Tue 31 Mar are 5 to 8, Wed 1 Apr is Islamic Republic Day, Thu 2 Apr is Nature's Day, Sat 4 Apr to Sun 5 Apr are 9 to 10, to the last millisecond of that day = 23:59:59 +0330.
iran@1 | 5 business-days end-of-day | 2026-06-02T06:00Z | 2026-06-09T20:29:59.999Z | Starts Tue 2 Jun 09:30 +0330, Wed 3 Jun is 1, Thu 4 Jun is Death of Imam Khomeini; Eid al-Ghadir, Fri 5 Jun is 15 Khordad Uprising, Sat 6 Jun to Tue 9 Jun are 2 to 5, to the last millisecond of that day = 23:59:59 +0330.
iran@1 | 5 business-days end-of-day | 2026-08-10T06:00Z | 2026-08-18T20:29:59.999Z | Starts Mon 10 Aug 09:30 +0330, Tue 11 Aug is 1, Wed 12 Aug is Death of Prophet Muhammad and Martyrdom of Hasan ibn Ali, Thu 13 Aug is Martyrdom of Ali al-Rida, Fri 14 Aug off, Sat 15 Aug to Tue 18 Aug are 2 to 5, to the last millisecond of that day = 23:59:59 +0330.
iran@1 | 2 business-days end-of-day | 2025-03-18T06:00Z | 2025-03-26T20:29:59.999Z | Starts Tue 18 Mar 09:30 +0330, Wed 19 Mar is Iranian Oil Industry Nationalization Day, Thu 20 Mar is Last Day of Year, Fri 21 Mar is Nowruz, Sat 22 Mar is Martyrdom of Imam Ali; Nowruz Holiday, Sun 23 Mar is Nowruz Holiday, Mon 24 Mar is Nowruz Holiday, Tue 25 Mar to Wed 26 Mar are 1 to 2, to the last millisecond of that day = 23:59:59 +0330.
iran@1 | 20 calendar-days end-of-day | 2026-10-22T10:00Z | 2026-11-11T20:29:59.999Z | Starts Thu 22 Oct 13:30 +0330, 20 days later is Wed 11 Nov 2026, to the last millisecond of that day = 23:59:59 +0330.
iran@1 | 20 calendar-days instant | 2026-03-10T10:00Z | 2026-03-30T10:00:00.000Z | Starts Tue 10 Mar 13:30 +0330, 20 days later is Mon 30 Mar 2026 = 13:30 +0330.
iran@1 | 20 calendar-days end-of-day from day-after-receipt | 2026-11-01T20:30Z | 2026-11-22T20:29:59.999Z | Received Mon 2 Nov 00:00 +0330, 20 days later is Sun 22 Nov 2026, to the last millisecond of that day = 23:59:59 +0330.
iran@1 | 20 calendar-days end-of-day from day-after-receipt | 2026-11-01T20:29Z | 2026-11-21T20:29:59.999Z | Received Sun 1 Nov 23:59 +0330, 20 days later is Sat 21 Nov 2026, to the last millisecond of that day = 23:59:59 +0330.
iran@1 | 12 business-hours instant | 2026-11-11T09:30Z | 2026-11-15T05:30:00.000Z | Starts Wed 11 Nov 13:00 +0330, Wed 11 Nov gives 3h; Sat 14 Nov gives 8h; Sun 15 Nov gives 1h = 09:00 +0330.
iran@1 | 20 business-hours instant | 2026-06-23T10:00Z | 2026-06-29T06:00:00.000Z | Starts Tue 23 Jun 13:30 +0330, Tue 23 Jun gives 2h30; Sat 27 Jun gives 8h; Sun 28 Jun gives 8h; Mon 29 Jun gives 1h30 = 09:30 +0330.
iran@1 | 2 business-days close-of-business | 2025-06-03T06:00Z | 2025-06-08T12:30:00.000Z | Starts Tue 3 Jun 09:30 +0330, Wed 4 Jun is Death of Imam Khomeini, Thu 5 Jun is 15 Khordad Uprising, Fri 6 Jun is Eid al-Adha, Sat 7 Jun to Sun 8 Jun are 1 to 2, to its closing = 16:00 +0330.
iran@1 | 15 business-days end-of-day | 2024-06-10T06:00Z | 2024-07-03T20:29:59.999Z | Starts Mon 10 Jun 09:30 +0330, Tue 11 Jun to Wed 12 Jun are 1 to 2, Sat 15 Jun to Sun 16 Jun are 3 to 4, Mon 17 Jun is Eid al-Adha, Tue 18 Jun to Wed 19 Jun are 5 to 6, Sat 22 Jun to Mon 24 Jun are 7 to 9, Tue 25 Jun is Eid al-Ghadir, Wed 26 Jun is 10, Sat 29 Jun to Wed 3 Jul are 11 to 15, to the last millisecond of that day = 23:59:59 +0330.
# A lunch break in Berlin
split@1 | 2 business-hours instant | 2026-11-02T10:00Z | 2026-11-02T13:00:00.000Z | Starts Mon 2 Nov 11:00 CET, Mon 2 Nov gives 2h = 14:00 CET.
split@1 | 1 business-hours instant | 2026-11-02T10:00Z | 2026-11-02T11:00:00.000Z | Starts Mon 2 Nov 11:00 CET, Mon 2 Nov gives 1h = 12:00 CET.
split@1 | 1 business-hours instant | 2026-11-02T11:30Z | 2026-11-02T13:00:00.000Z | Starts Mon 2 Nov 12:30 CET, Mon 2 Nov gives 1h = 14:00 CET.
split@1 | 9 business-hours instant | 2026-11-02T07:00Z | 2026-11-02T17:00:00.000Z | Starts Mon 2 Nov 08:00 CET, Mon 2 Nov gives 9h = 18:00 CET.
split@1 | 9 business-hours instant | 2026-12-23T12:00Z | 2026-12-28T11:00:00.000Z | Starts Wed 23 Dec 13:00 CET, Wed 23 Dec gives 5h; Mon 28 Dec gives 4h = 12:00 CET.
split@1 | 30 business-minutes instant | 2026-12-24T09:00Z | 2026-12-28T07:30:00.000Z | Starts Thu 24 Dec 10:00 CET, Mon 28 Dec gives 30min = 08:30 CET.
split@1 | 2 business-days close-of-business | 2026-12-23T12:00Z | 2026-12-29T17:00:00.000Z | Starts Wed 23 Dec 13:00 CET, Thu 24 Dec is Christmas Eve, Fri 25 Dec is Christmas Day, Sat 26 Dec off, Sun 27 Dec off, Mon 28 Dec to Tue 29 Dec are 1 to 2, to its closing = 18:00 CET.
# Nights in London, from 22:00 to 24:00 and from 00:00 to 06:00
night@1 | 2 business-hours instant | 2026-11-02T22:00Z | 2026-11-03T00:00:00.000Z | Starts Mon 2 Nov 22:00 GMT, Mon 2 Nov gives 2h = 00:00 GMT.
night@1 | 3 business-hours instant | 2026-11-02T22:00Z | 2026-11-03T01:00:00.000Z | Starts Mon 2 Nov 22:00 GMT, Mon 2 Nov gives 2h; Tue 3 Nov gives 1h = 01:00 GMT.
night@1 | 8 business-hours instant | 2026-03-28T22:00Z | 2026-03-29T22:00:00.000Z | Starts Sat 28 Mar 22:00 GMT, Sat 28 Mar gives 2h; Sun 29 Mar gives 6h = 23:00 BST.
night@1 | 8 business-hours instant | 2026-10-24T21:00Z | 2026-10-25T05:00:00.000Z | Starts Sat 24 Oct 22:00 BST, Sat 24 Oct gives 2h; Sun 25 Oct gives 6h = 05:00 GMT.
night@1 | 1 business-days close-of-business | 2026-11-02T10:00Z | 2026-11-03T23:59:59.999Z | Starts Mon 2 Nov 10:00 GMT, Tue 3 Nov is 1, to its closing = 23:59:59 GMT.
# Saturdays in Beirut, where midnight itself is skipped
saturday@1 | 5 business-hours instant | 2026-11-03T10:00Z | 2026-11-14T09:00:00.000Z | Starts Tue 3 Nov 12:00 EET, Sat 7 Nov gives 4h; Sat 14 Nov gives 1h = 11:00 EET.
saturday@1 | 2 business-days close-of-business | 2026-03-21T09:00Z | 2026-04-04T11:00:00.000Z | Starts Sat 21 Mar 11:00 EET, Sun 22 Mar off, Mon 23 Mar off, Tue 24 Mar off, Wed 25 Mar off, Thu 26 Mar off, Fri 27 Mar off, Sat 28 Mar is 1, Sun 29 Mar off, Mon 30 Mar off, Tue 31 Mar off, Wed 1 Apr off, Thu 2 Apr off, Fri 3 Apr off, Sat 4 Apr is 2, to its closing = 14:00 EEST.
saturday@1 | 1 calendar-days end-of-day | 2026-03-27T10:00Z | 2026-03-28T21:59:59.999Z | Starts Fri 27 Mar 12:00 EET, 1 day later is Sat 28 Mar 2026, to the last millisecond of that day = 23:59:59 EET.
saturday@1 | 1 calendar-days end-of-day | 2026-03-28T10:00Z | 2026-03-29T20:59:59.999Z | Starts Sat 28 Mar 12:00 EET, 1 day later is Sun 29 Mar 2026, to the last millisecond of that day = 23:59:59 EEST.
saturday@1 | 1 calendar-days instant | 2026-03-27T22:30Z | 2026-03-28T22:00:00.000Z | Starts Sat 28 Mar 00:30 EET, 1 day later is Sun 29 Mar 2026, 00:30 is skipped that day, so when the clock jumps = 01:00 EEST.
# New York
newyork@1 | 15 calendar-days end-of-day | 2026-10-20T14:00Z | 2026-11-05T04:59:59.999Z | Starts Tue 20 Oct 10:00 EDT, 15 days later is Wed 4 Nov 2026, to the last millisecond of that day = 23:59:59 EST.
newyork@1 | 60 calendar-days instant | 2026-10-20T14:00Z | 2026-12-19T15:00:00.000Z | Starts Tue 20 Oct 10:00 EDT, 60 days later is Sat 19 Dec 2026 = 10:00 EST.
newyork@1 | 2 business-days close-of-business | 2026-11-25T23:00Z | 2026-11-30T22:30:00.000Z | Starts Wed 25 Nov 18:00 EST, Thu 26 Nov is Thanksgiving, Fri 27 Nov is 1, Sat 28 Nov off, Sun 29 Nov off, Mon 30 Nov is 2, to its closing = 17:30 EST.
newyork@1 | 18 business-hours instant | 2026-11-25T20:00Z | 2026-11-30T20:00:00.000Z | Starts Wed 25 Nov 15:00 EST, Wed 25 Nov gives 2h30; Fri 27 Nov gives 9h; Mon 30 Nov gives 6h30 = 15:00 EST.
newyork@1 | 1 calendar-days instant | 2026-03-07T07:30Z | 2026-03-08T07:00:00.000Z | Starts Sat 7 Mar 02:30 EST, 1 day later is Sun 8 Mar 2026, 02:30 is skipped that day, so when the clock jumps = 03:00 EDT.
`;

const day = (from: string, to: string) => [{ from, to }];
const lunch = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
];
const night = [
  { from: '00:00', to: '06:00' },
  { from: '22:00', to: '24:00' },
];
const newYork = day('08:30', '17:30');
const off = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [] };

/** The calendars of the cases by the names used there. */
export const workedCalendars: { readonly [version: string]: Calendar } = {
  ...Object.fromEntries(shippedCalendars.map((calendar) => [calendar.version, calendar])),
  'split@1': calendarWith({
    timeZone: 'Europe/Berlin',
    week: { monday: lunch, tuesday: lunch, wednesday: lunch, thursday: lunch, friday: lunch },
    holidays: ['2026-12-24', '2026-12-25'],
  }),
  'night@1': calendarWith({
    timeZone: 'Europe/London',
    week: {
      monday: night,
      tuesday: night,
      wednesday: night,
      thursday: night,
      friday: night,
      saturday: night,
      sunday: night,
    },
  }),
  'saturday@1': calendarWith({ timeZone: 'Asia/Beirut', week: { ...off, saturday: day('10:00', '14:00') } }),
  'newyork@1': calendarWith({
    timeZone: 'America/New_York',
    week: { monday: newYork, tuesday: newYork, wednesday: newYork, thursday: newYork, friday: newYork },
    holidays: ['2026-11-26'],
  }),
};
