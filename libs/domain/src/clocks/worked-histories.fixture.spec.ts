import type { ClockRule } from './clock-rule.js';

const pause = { reasons: ['awaiting-complainant', 'force-majeure'] };

/** The rules of the cases by the names used there. */
export const workedRules: { readonly [name: string]: ClockRule } = {
  thirty: {
    name: 'thirty',
    anchor: 'received',
    limit: { length: 30, unit: 'calendar-days', end: 'instant' },
    stops: ['decided', 'ended'],
    restartsAt: ['reopened'],
    pause,
    extension: { length: 10, times: 1, reasons: ['complex'] },
  },
  strict: {
    name: 'strict',
    anchor: 'received',
    limit: { length: 30, unit: 'calendar-days', end: 'end-of-day' },
    stops: ['decided', 'ended'],
  },
  month: {
    name: 'month',
    anchor: 'received',
    limit: { length: 30, unit: 'calendar-days', end: 'end-of-day' },
    stops: ['decided'],
    pause,
  },
  three: {
    name: 'three',
    anchor: 'received',
    limit: { length: 3, unit: 'business-days', end: 'close-of-business' },
    stops: ['decided', 'ended'],
    pause,
  },
  eight: {
    name: 'eight',
    anchor: 'received',
    limit: { length: 8, unit: 'business-hours', end: 'instant' },
    stops: ['acknowledged'],
    pause,
  },
  fifteen: {
    name: 'fifteen',
    anchor: 'received',
    limit: { length: 15, unit: 'business-days', end: 'end-of-day' },
    stops: ['decided'],
    holding: { length: 35, reasons: ['beyond-control'] },
  },
  overall: {
    name: 'overall',
    anchor: 'received',
    limit: { length: 8, unit: 'weeks', end: 'end-of-day' },
    stops: ['ended'],
    survivesReopening: true,
  },
  letter: {
    name: 'letter',
    anchor: 'received',
    limit: { length: 30, unit: 'calendar-days', end: 'end-of-day' },
    stops: ['decided', 'accepted'],
    exempt: { by: 'accepted', within: { length: 5, unit: 'business-days', end: 'end-of-day' } },
  },
  report: {
    name: 'report',
    anchor: 'received',
    limit: { length: 10, unit: 'business-days', end: 'end-of-day' },
    stops: ['progress-reported', 'decided', 'ended'],
    restartsAt: ['progress-reported', 'reopened'],
  },
  opening: {
    name: 'opening',
    anchor: 'received',
    limit: { length: 1, unit: 'business-days', end: 'close-of-business' },
    stops: ['acknowledged'],
    outsideHours: 'next-opening',
  },
  second: {
    name: 'second',
    anchor: 'acknowledged',
    stage: 2,
    limit: { length: 20, unit: 'business-days', end: 'end-of-day' },
    stops: ['decided', 'ended'],
  },
  escalation: {
    name: 'escalation',
    anchor: 'stage-escalated',
    stage: 2,
    limit: { length: 5, unit: 'business-days', end: 'end-of-day' },
    stops: ['acknowledged', 'decided'],
  },
  company: {
    name: 'company',
    anchor: 'sent-on',
    limit: { length: 15, unit: 'calendar-days', end: 'end-of-day' },
    stops: ['decided', 'ended'],
  },
  remedy: {
    name: 'remedy',
    anchor: 'decision-communicated',
    limit: { length: 10, unit: 'business-days', end: 'end-of-day' },
    stops: ['ended'],
  },
  unpublished: {
    name: 'unpublished',
    anchor: 'received',
    limit: { length: 20, unit: 'business-days', end: 'end-of-day' },
    stops: ['decided'],
  },
};

/**
 * Worked cases of whole histories: calendar | rule | facts | the state and due of each run | the calculation, made by hand.
 * A fact is its name, its instant, and further values.
 */
export const workedHistories = `
# Pauses of calendar days: what passed in them is given back
generic@1 | thirty | received 2026-11-02T10:00Z | running 2026-12-02T10:00:00.000Z | November has 30 days: 2 Dec at the same time.
generic@1 | thirty | received 2026-11-02T10:00Z; paused 2026-11-10T10:00Z awaiting-complainant; resumed 2026-11-12T10:00Z | running 2026-12-04T10:00:00.000Z | 2 Dec 10:00 and the two days that it stood still.
generic@1 | thirty | received 2026-11-02T10:00Z; paused 2026-11-10T10:00Z awaiting-complainant; resumed 2026-11-11T10:00Z; paused 2026-11-20T00:00Z force-majeure; resumed 2026-11-21T12:00Z | running 2026-12-04T22:00:00.000Z | 24 and 36 hours are 60: 2 Dec 10:00 and two days and a half.
generic@1 | thirty | received 2026-11-02T10:00Z; paused 2026-11-10T10:00Z awaiting-complainant | paused | Nobody knows when it goes on.
generic@1 | thirty | received 2026-11-02T10:00Z; paused 2026-11-10T10:00Z | running 2026-12-02T10:00:00.000Z | No reason, no pause.
generic@1 | thirty | received 2026-11-02T10:00Z; paused 2026-11-10T10:00Z holidays; resumed 2026-11-12T10:00Z | running 2026-12-02T10:00:00.000Z | Not one of the policy's reasons.
generic@1 | strict | received 2026-11-02T10:00Z; paused 2026-11-10T10:00Z awaiting-complainant; resumed 2026-11-12T10:00Z | running 2026-12-02T23:59:59.999Z | This clock cannot be paused.
generic@1 | thirty | received 2026-11-02T10:00Z; paused 2026-12-03T10:00Z awaiting-complainant | running 2026-12-02T10:00:00.000Z | The time was up before the pause: a breach is not paused away.
generic@1 | thirty | received 2026-11-02T10:00Z; paused 2026-11-10T10:00Z awaiting-complainant; resumed 2026-11-09T10:00Z | running 2026-12-02T10:00:00.000Z | A resumption typed in with an earlier time ends the pause as it begins.
generic@1 | thirty | received 2026-11-02T10:00Z; paused 2026-11-10T10:00Z awaiting-complainant; paused 2026-11-11T10:00Z force-majeure; resumed 2026-11-12T10:00Z | running 2026-12-04T10:00:00.000Z | A second pause within the first adds nothing: two days.
generic@1 | thirty | received 2026-11-02T10:00Z; paused 2026-11-10T10:00Z awaiting-complainant strict; resumed 2026-11-12T10:00Z strict | running 2026-12-02T10:00:00.000Z | Another clock was paused.
generic@1 | thirty | received 2026-11-02T10:00Z; paused 2026-11-10T10:00Z awaiting-complainant thirty; resumed 2026-11-12T10:00Z thirty | running 2026-12-04T10:00:00.000Z | This clock was paused by its name, for two days.
generic@1 | thirty | received 2026-11-02T10:00Z; paused 2026-11-10T10:00Z awaiting-complainant; decided 2026-11-15T10:00Z | met 2026-12-07T10:00:00.000Z | The decision ends the pause after five days: 2 Dec and five days.
generic@1 | month | received 2026-11-02T10:00Z; paused 2026-11-10T10:00Z awaiting-complainant; resumed 2026-11-10T12:00Z | running 2026-12-03T23:59:59.999Z | The end of 2 Dec and two hours is 02:00 of 3 Dec; the rule gives until the end of that day.
# Pauses of business time: nights and weekends give nothing back
england@1 | three | received 2026-11-02T10:00Z | running 2026-11-05T17:00:00.000Z | Tue 3, Wed 4, Thu 5 to its closing; that is 7 h on Mon and 3 times 8 h, 31 h.
england@1 | three | received 2026-11-02T10:00Z; paused 2026-11-03T12:00Z awaiting-complainant; resumed 2026-11-04T12:00Z | running 2026-11-06T17:00:00.000Z | Mon 7 h and Tue 3 h are 10 of 31 h; Wed from noon 5 h, Thu 8 h, Fri 8 h are 31 h at its closing.
england@1 | three | received 2026-11-02T10:00Z; paused 2026-11-03T12:00Z awaiting-complainant; resumed 2026-11-03T13:00Z | running 2026-11-06T17:00:00.000Z | One hour is missing on Thu at 17:00; it ends on Fri at 10:00, and the rule gives until the closing of that day.
england@1 | three | received 2026-11-05T10:00Z; paused 2026-11-07T00:00Z awaiting-complainant; resumed 2026-11-09T09:00Z | running 2026-11-10T17:00:00.000Z | Fri 6, Mon 9, Tue 10; from Sat to Mon at nine nobody works, so nothing was lost.
england@1 | three | received 2026-12-23T10:00Z; paused 2026-12-24T09:00Z awaiting-complainant; resumed 2026-12-29T09:00Z | running 2026-12-31T17:00:00.000Z | Thu 24 is lost whole, 25 to 28 are off anyway: Tue 29, Wed 30, Thu 31.
england@1 | eight | received 2026-11-02T10:00Z; paused 2026-11-02T12:00Z awaiting-complainant; resumed 2026-11-02T15:00Z | running 2026-11-03T13:00:00.000Z | Two hours to noon, two from 15:00 to 17:00, four on Tue from nine.
england@1 | eight | received 2026-11-02T10:00Z; paused 2026-11-02T18:00Z awaiting-complainant; resumed 2026-11-03T08:00Z | running 2026-11-03T10:00:00.000Z | Seven hours on Mon, one on Tue; the night holds no business time.
england@1 | eight | received 2026-11-02T18:00Z; paused 2026-11-02T19:00Z awaiting-complainant; resumed 2026-11-03T10:00Z | running 2026-11-04T10:00:00.000Z | Tue from ten 7 h, Wed from nine 1 h.
england@1 | eight | received 2026-03-27T15:00Z; paused 2026-03-27T16:00Z awaiting-complainant; resumed 2026-03-30T09:00Z | running 2026-03-30T16:00:00.000Z | Fri 15:00 to 16:00 GMT is 1 h; Mon from 09:00Z, which is 10:00 BST, to the closing at 17:00 BST is 7 h.
# Extensions and holding replies
generic@1 | thirty | received 2026-11-02T10:00Z; extended 2026-11-20T10:00Z thirty complex | running 2026-12-12T10:00:00.000Z | 40 days from 2 Nov.
generic@1 | thirty | received 2026-11-02T10:00Z; extended 2026-11-20T10:00Z thirty complex; extended 2026-11-21T10:00Z thirty complex | running 2026-12-12T10:00:00.000Z | Once only.
generic@1 | thirty | received 2026-11-02T10:00Z; extended 2026-12-02T10:00Z thirty complex | running 2026-12-12T10:00:00.000Z | In the last instant, which is still in time.
generic@1 | thirty | received 2026-11-02T10:00Z; extended 2026-12-02T10:00:00.001Z thirty complex | running 2026-12-02T10:00:00.000Z | A millisecond late: the breach stays.
generic@1 | thirty | received 2026-11-02T10:00Z; extended 2026-11-20T10:00Z thirty | running 2026-12-02T10:00:00.000Z | Without a reason.
generic@1 | thirty | received 2026-11-02T10:00Z; extended 2026-11-20T10:00Z strict complex | running 2026-12-02T10:00:00.000Z | Another clock was extended.
generic@1 | strict | received 2026-11-02T10:00Z; extended 2026-11-20T10:00Z strict complex | running 2026-12-02T23:59:59.999Z | This clock cannot be extended.
generic@1 | thirty | received 2026-11-02T10:00Z; paused 2026-11-10T10:00Z awaiting-complainant; resumed 2026-11-12T10:00Z; extended 2026-12-03T10:00Z thirty complex | running 2026-12-14T10:00:00.000Z | On 3 Dec it was not yet due, for the two days of pause; 40 days and two are 14 Dec.
england@1 | fifteen | received 2026-05-01T12:00Z | running 2026-05-26T22:59:59.999Z | Mon 4 May is a bank holiday; 5 to 8 are 1 to 4, 11 to 15 are 5 to 9, 18 to 22 are 10 to 14, Mon 25 is a bank holiday, Tue 26 is 15.
england@1 | fifteen | received 2026-05-01T12:00Z; held 2026-05-20T12:00Z fifteen beyond-control | running 2026-06-23T22:59:59.999Z | As before, 26 to 29 May are 15 to 18, the weeks of 1, 8 and 15 Jun are 19 to 33, Mon 22 and Tue 23 Jun are 34 and 35.
england@1 | fifteen | received 2026-05-01T12:00Z; held 2026-05-20T12:00Z fifteen beyond-control; held 2026-06-20T12:00Z fifteen beyond-control | running 2026-06-23T22:59:59.999Z | A second limit once, never a third.
england@1 | fifteen | received 2026-05-01T12:00Z; held 2026-05-27T12:00Z fifteen beyond-control | running 2026-05-26T22:59:59.999Z | The day after it was due.
england@1 | fifteen | received 2026-05-01T12:00Z; held 2026-05-20T12:00Z fifteen beyond-control; decided 2026-06-24T08:00Z | missed 2026-06-23T22:59:59.999Z | The day after the second limit.
# Stops
generic@1 | strict | received 2026-11-02T10:00Z; decided 2026-12-02T23:59:59.999Z | met 2026-12-02T23:59:59.999Z | The last millisecond is in time.
generic@1 | strict | received 2026-11-02T10:00Z; decided 2026-12-03T00:00Z | missed 2026-12-02T23:59:59.999Z | The next is not.
generic@1 | strict | received 2026-11-02T10:00Z; decided 2026-11-01T10:00Z | met 2026-12-02T23:59:59.999Z | Typed in with an earlier time: stopped as it started.
generic@1 | thirty | received 2026-11-02T10:00Z; decided 2026-12-10T10:00Z; ended 2026-12-20T10:00Z; reopened 2027-01-04T09:00Z | missed 2026-12-02T10:00:00.000Z; running 2027-02-03T09:00:00.000Z | The breach stays; 30 days from 4 Jan are 3 Feb.
generic@1 | overall | received 2026-11-02T10:00Z; ended 2026-11-20T10:00Z | met 2026-12-28T23:59:59.999Z | 56 days from 2 Nov.
generic@1 | overall | received 2026-11-02T10:00Z; ended 2026-11-20T10:00Z; reopened 2026-12-01T10:00Z | running 2026-12-28T23:59:59.999Z | Reopening resets nothing.
generic@1 | overall | received 2026-11-02T10:00Z; ended 2026-11-20T10:00Z; reopened 2027-01-04T10:00Z; ended 2027-01-05T10:00Z | missed 2026-12-28T23:59:59.999Z | One complaint, one overall time, and it was over in December.
generic@1 | letter | received 2026-11-02T10:00Z; accepted 2026-11-09T22:00Z | exempt 2026-12-02T23:59:59.999Z | Mon 9 is the fifth business day: no letter is owed.
generic@1 | letter | received 2026-11-02T10:00Z; accepted 2026-11-10T00:00Z | met 2026-12-02T23:59:59.999Z | A moment too late to be exempt, and in time.
generic@1 | letter | received 2026-11-02T10:00Z; decided 2026-11-03T10:00Z | met 2026-12-02T23:59:59.999Z | The letter was written, early.
# Reports, stages and other anchors
generic@1 | report | received 2026-11-02T10:00Z; progress-reported 2026-11-12T10:00Z | met 2026-11-16T23:59:59.999Z; running 2026-11-26T23:59:59.999Z | Ten business days from Mon 2 are Mon 16, from Thu 12 are Thu 26.
generic@1 | report | received 2026-11-02T10:00Z; progress-reported 2026-11-12T10:00Z; decided 2026-11-20T10:00Z; progress-reported 2026-11-21T10:00Z | met 2026-11-16T23:59:59.999Z; met 2026-11-26T23:59:59.999Z | After the decision no further report is owed.
generic@1 | report | received 2026-11-02T10:00Z; progress-reported 2026-11-17T00:00Z | missed 2026-11-16T23:59:59.999Z; running 2026-12-01T23:59:59.999Z | From Tue 17 ten business days are Tue 1 Dec.
england@1 | opening | received 2026-11-06T18:00Z | running 2026-11-10T17:00:00.000Z | Fri after closing counts as Mon 9 at nine; one business day later is Tue 10.
england@1 | opening | received 2026-11-06T16:59Z | running 2026-11-09T17:00:00.000Z | Fri before closing; one business day later is Mon 9.
england@1 | second | received 2026-11-02T10:00Z; acknowledged 2026-11-03T10:00Z; decided 2026-11-16T10:00Z; escalated 2026-11-20T10:00Z | none | The second stage is counted from its own acknowledgement.
england@1 | second | received 2026-11-02T10:00Z; acknowledged 2026-11-03T10:00Z; decided 2026-11-16T10:00Z; escalated 2026-11-20T10:00Z; acknowledged 2026-11-25T10:00Z | running 2026-12-23T23:59:59.999Z | Thu 26 and Fri 27 are 1 and 2, three weeks from 30 Nov are 3 to 17, Mon 21 to Wed 23 Dec are 18 to 20.
england@1 | escalation | received 2026-11-02T10:00Z; decided 2026-11-16T10:00Z; escalated 2026-11-20T10:00Z | running 2026-11-27T23:59:59.999Z | Mon 23 to Fri 27.
newyork@1 | company | received 2026-11-02T10:00Z | none | Not sent on, so not counted.
newyork@1 | company | received 2026-11-02T10:00Z; sent-on 2026-11-05T15:00Z | running 2026-11-21T04:59:59.999Z | 15 days from Thu 5 are Fri 20; its end in New York is 05:00Z less a millisecond.
generic@1 | remedy | received 2026-11-02T10:00Z; decided 2026-11-16T10:00Z | running 2026-11-30T23:59:59.999Z | Tue 17 to Fri 20 are 1 to 4, 23 to 27 are 5 to 9, Mon 30 is 10.
# A holiday announced late
england@1 | three | received 2026-11-02T10:00Z; calendar 2026-11-03T08:00Z 2026-11-04 | running 2026-11-06T17:00:00.000Z | Tue 3 is 1, Wed 4 is off now, Thu 5 is 2, Fri 6 is 3.
england@1 | three | received 2026-11-02T10:00Z; decided 2026-11-05T18:00Z; calendar 2026-11-06T08:00Z 2026-11-04 | missed 2026-11-05T17:00:00.000Z | Stopped before the announcement, so it was late and stays late.
england@1 | three | received 2026-11-02T10:00Z; missed 2026-11-05T17:00Z three; calendar 2026-11-06T08:00Z 2026-11-04 | running 2026-11-05T17:00:00.000Z | The breach was recorded before the announcement and stands.
england@1 | three | received 2026-11-02T10:00Z; missed 2026-11-05T17:00Z three; calendar 2026-11-06T08:00Z 2026-11-04; decided 2026-11-06T10:00Z | missed 2026-11-05T17:00:00.000Z | By the later calendar Fri would be in time; the breach stands.
england@1 | eight | received 2026-11-02T10:00Z; calendar 2026-11-02T12:00Z 2026-11-03 | running 2026-11-04T10:00:00.000Z | Seven hours on Mon, none on Tue, one on Wed.
england@1 | opening | received 2026-11-06T18:00Z; calendar 2026-11-07T12:00Z 2026-11-09 | running 2026-11-11T17:00:00.000Z | Mon 9 is off now: it counts as Tue 10 at nine, and one business day later is Wed 11.
generic@1 | report | received 2026-11-02T10:00Z; progress-reported 2026-11-12T10:00Z; calendar 2026-11-13T10:00Z 2026-11-16 | met 2026-11-16T23:59:59.999Z; running 2026-11-27T23:59:59.999Z | The first run was over; of the second Mon 16 is off, so its tenth day is Fri 27.
generic@1 | overall | received 2026-11-02T10:00Z; ended 2026-11-20T10:00Z; calendar 2026-11-25T10:00Z 2026-11-26; reopened 2026-12-01T10:00Z | running 2026-12-28T23:59:59.999Z | Weeks take no notice of holidays.
generic@1 | strict | received 2026-11-02T10:00Z; missed 2026-12-02T23:59:59.999Z strict; decided 2026-12-02T20:00Z | met 2026-12-02T23:59:59.999Z | What was recorded as missed was done in time and typed in late: the record stays, and so does what happened.
# Beyond the calendar
iran@1 | unpublished | received 2027-03-10T10:00Z | undetermined | The lunar holidays of 1406 are not published.
iran@1 | unpublished | received 2027-03-10T10:00Z; decided 2027-03-11T10:00Z | undetermined | Stopped, and still nobody can say until when it might have run.
`;
