import { describe, expect, it } from '@jest/globals';
import { calendarIn, type Years } from './icalendar.js';

const YEARS = { from: '2026-01-01', to: '2029-12-31' };
const event = (...lines: readonly string[]) => ['BEGIN:VEVENT', 'UID:e1@maker.example', ...lines, 'END:VEVENT'];
const calendar = (...events: readonly (readonly string[])[]) => [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  ...events.flat(),
  'END:VCALENDAR',
];
const file = (lines: readonly string[], lineBreak = '\r\n') => Buffer.from([...lines, ''].join(lineBreak));
const readIn = (content: Uint8Array, years: Years | undefined = YEARS) => calendarIn(content, years);
const datesIn = (content: Uint8Array, years?: Years) => readIn(content, years).days.map(({ on }) => on);

describe('An iCalendar file', () => {
  it('gives its whole days in order, with their names in both languages', () => {
    const christmas = event(
      'DTSTART;VALUE=DATE:20261225',
      'DTEND;VALUE=DATE:20261227',
      'SUMMARY:Christmas\\, and\\nafter',
    );
    const order = event('SUMMARY:Closed by order', 'SUMMARY;LANGUAGE=fa:تعطیلی', 'DTSTART;VALUE=DATE:20261206');
    const christmasNames = { en: 'Christmas, and after', fa: 'Christmas, and after' };
    expect(readIn(file(calendar(christmas, order))).days).toEqual([
      { on: '2026-12-06', names: { en: 'Closed by order', fa: 'تعطیلی' } },
      { on: '2026-12-25', names: christmasNames },
      { on: '2026-12-26', names: christmasNames },
    ]);
  });

  it('leaves out what was called off, and says so', () => {
    const off = event('DTSTART;VALUE=DATE:20270615', 'STATUS:cancelled', 'SUMMARY:Called off');
    const on = event('DTSTART;VALUE=DATE:20270614', 'SUMMARY:Harvest day');
    expect(readIn(file(calendar(on, off)))).toMatchObject({ days: [{ on: '2027-06-14' }], cancelled: ['Called off'] });
  });

  it('has a name folded inside a character', () => {
    const whole = file(calendar(event('DTSTART;VALUE=DATE:20270720', 'SUMMARY:روز کارکنان')));
    const at = whole.indexOf(Buffer.from('ن')) + 1;
    const folded = Buffer.concat([whole.subarray(0, at), Buffer.from('\r\n '), whole.subarray(at)]);
    expect(readIn(folded).days).toMatchObject([{ names: { en: 'روز کارکنان' } }]);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['an end', ['RRULE:FREQ=YEARLY;COUNT=4', 'EXDATE;VALUE=DATE:20280901'], ['2026-09-01', '2027-09-01', '2029-09-01']],
    [
      'no end, within the years covered',
      ['RRULE:FREQ=YEARLY'],
      ['2026-09-01', '2027-09-01', '2028-09-01', '2029-09-01'],
    ],
    [
      'exceptions as instants',
      ['RRULE:FREQ=YEARLY;UNTIL=20280901', 'EXDATE:20270901T000000Z'],
      ['2026-09-01', '2028-09-01'],
    ],
    ['the last Monday of a month', ['RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=-1MO;COUNT=2'], ['2026-09-28', '2027-09-27']],
    ['further dates', ['RDATE;VALUE=DATE:20261001,20261101'], ['2026-09-01', '2026-10-01', '2026-11-01']],
    ['a day that does not exist', ['RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'], []],
  ])('expands a rule with %s', (_what, lines, dates) => {
    expect(datesIn(file(calendar(event('DTSTART;VALUE=DATE:20260901', ...lines, 'SUMMARY:Town day'))))).toEqual(dates);
  });

  it('expands a rule of several days, of which one occurrence was moved and one called off', () => {
    const rule = event('DTSTART;VALUE=DATE:20260901', 'DTEND;VALUE=DATE:20260903', 'RRULE:FREQ=YEARLY;COUNT=3');
    const moved = event('RECURRENCE-ID;VALUE=DATE:20270901', 'DTSTART;VALUE=DATE:20270910');
    const off = event('RECURRENCE-ID;VALUE=DATE:20280901', 'DTSTART;VALUE=DATE:20280901', 'STATUS:CANCELLED');
    expect(datesIn(file(calendar(rule, moved, off)))).toEqual(['2026-09-01', '2026-09-02', '2027-09-10']);
  });

  it('with a rule without an end is refused for a calendar that covers no certain years', () => {
    const rule = file(calendar(event('DTSTART;VALUE=DATE:20260901', 'RRULE:FREQ=YEARLY')));
    expect(() => calendarIn(rule, undefined)).toThrow('Line 3: The event recurs without an end');
  });

  it.each(['Epiphany (BW, BY)', 'Family Day [Alberta]', 'Regional holiday', 'Observance: Flag Day'])(
    'marks %s as regional',
    (name) => {
      expect(readIn(file(calendar(event('DTSTART;VALUE=DATE:20260106', `SUMMARY:${name}`)))).days).toMatchObject([
        { regional: expect.any(String) },
      ]);
    },
  );

  it.each(['Christmas Day (observed)', 'Bank holiday (substitute day)', 'National Day'])('takes %s for all', (name) => {
    const { days } = readIn(file(calendar(event('DTSTART;VALUE=DATE:20260106', `SUMMARY:${name}`))));
    expect(days[0]).not.toHaveProperty('regional');
  });

  it.each<[string, string | Buffer, string]>([
    ['of nothing', '', 'Line 1: The file is empty'],
    ['of a page', '<!DOCTYPE html>\n<html></html>', 'Line 1: Not an iCalendar file'],
    ['without events', file(calendar()), 'Line 1: The calendar has no events'],
    [
      'that ends too early',
      file(calendar(event('DTSTART;VALUE=DATE:20261206')).slice(0, -2)),
      'Line 3: The file is truncated',
    ],
    ['in UTF-16', Buffer.from('\ufeffBEGIN:VCALENDAR', 'utf16le'), 'Line 1: The file is UTF-16'],
    ['in Latin 1', Buffer.from('BEGIN:VCALENDAR\r\nX:\xe9\r\nEND:VCALENDAR', 'latin1'), 'Line 2: Not UTF-8'],
    ['whose parts cross', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VTODO\nEND:VCALENDAR', 'Line 3: END:VTODO ends nothing'],
  ])('is refused when it is one %s', (_what, content, message) => {
    expect(() => readIn(Buffer.from(content))).toThrow(message);
  });

  it('is refused with every fault by its line', () => {
    const faulty = calendar(
      event('DTSTART:20261206T090000Z'),
      event('DTSTART;VALUE=DATE:20260230'),
      event('SUMMARY:No day'),
      event('DTSTART;VALUE=DATE:20261206', 'DTEND;VALUE=DATE:20261206'),
      event('DTSTART;VALUE=DATE:20261206', 'DURATION:PT5H'),
      event('DTSTART;VALUE=DATE:20261206', 'RRULE:FREQ=SOMETIMES'),
      event('DTSTART;VALUE=DATE:20261206', 'RRULE:FREQ=HOURLY;COUNT=2'),
      event('DTSTART;VALUE=DATE:20261206', 'garbage'),
    );
    expect(() => readIn(file(faulty))).toThrow(
      /^Line 5: Must be a whole day.*\nLine 9: Must be a whole day.*\nLine 11: The event has no DTSTART\.\nLine 18: The event must last.*\nLine 23: The event must last.*\nLine 25: The event cannot be read.*\nLine 30: The event recurs within a day\.\nLine 35: The event cannot be read.*$/,
    );
  });
});

/** One day, 6 December 2026, as many programs write it. */
const MAKERS: readonly (readonly [maker: string, content: Uint8Array])[] = [
  [
    'Google',
    file(
      calendar(
        event(
          'DTSTART;VALUE=DATE:20261206',
          'DTEND;VALUE=DATE:20261207',
          'DTSTAMP:20260101T000000Z',
          'CLASS:PUBLIC',
          'DESCRIPTION:Public holiday',
          'TRANSP:TRANSPARENT',
          'SUMMARY:Day off',
        ),
      ),
    ),
  ],
  [
    'Apple',
    file(
      calendar(
        [
          'BEGIN:VTIMEZONE',
          'TZID:Europe/Berlin',
          'BEGIN:STANDARD',
          'DTSTART:19961027T030000',
          'TZOFFSETFROM:+0200',
          'TZOFFSETTO:+0100',
          'END:STANDARD',
          'END:VTIMEZONE',
        ],
        event('DTSTART;VALUE=DATE:20261206', 'DURATION:P1D', 'SUMMARY;LANGUAGE=en:Day off', 'X-APPLE-UNIVERSAL-ID:1'),
      ),
    ),
  ],
  [
    'Outlook, at midnight of a zone',
    file(
      calendar(
        event(
          'DTSTART;TZID="W. Europe Standard Time":20261206T000000',
          'DTEND;TZID="W. Europe Standard Time":20261207T000000',
          'SUMMARY;LANGUAGE=en-us:Day off',
          'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
        ),
      ),
    ),
  ],
  [
    'Exchange, with an alarm that has a name',
    file(
      calendar(
        event(
          'DTSTART;VALUE=DATE:20261206',
          'SUMMARY:Day off',
          'BEGIN:VALARM',
          'ACTION:EMAIL',
          'SUMMARY:Remember',
          'TRIGGER:-P1D',
          'END:VALARM',
        ),
      ),
    ),
  ],
  [
    'Thunderbird, folded',
    file(calendar(event('DTSTART;VALUE=DATE:2026', ' 1206', 'SUMMARY;X-NOTE="a:b":Day', '  off'))),
  ],
  ['a server on Unix', file(calendar(event('DTSTART;VALUE=DATE:20261206', 'SUMMARY:Day off')), '\n')],
  ['an old Macintosh', file(calendar(event('DTSTART;VALUE=DATE:20261206', 'SUMMARY:Day off')), '\r')],
  [
    'a writer of small letters',
    file(
      calendar(event('dtstart;value=date:20261206', 'summary:Day off')).map((line) =>
        line.replace(/^(begin|end):(\w+)$/i, (edge) => edge.toLowerCase()),
      ),
    ),
  ],
  ['a government page, without VALUE=DATE', file(calendar(event('DTSTART:20261206', 'SUMMARY:Day off')))],
  [
    'Nextcloud, with a mark and blank lines',
    Buffer.concat([
      Buffer.from('\ufeff'),
      file(calendar(['', ...event('DTSTART;VALUE=DATE:20261206', 'SUMMARY:Day off')])),
    ]),
  ],
  [
    'a school, with tasks beside it',
    file(
      calendar(
        ['BEGIN:VTODO', 'DUE:20261201T120000Z', 'SUMMARY:Buy', 'END:VTODO'],
        event('DTSTART;VALUE=DATE:20261206', 'SUMMARY:Day off'),
      ),
    ),
  ],
  [
    'a feed of several calendars',
    file([...calendar(), ...calendar(event('DTSTART;VALUE=DATE:20261206', 'SUMMARY:Day off'))]),
  ],
  [
    'a program that names a day twice',
    file(
      calendar(
        event('DTSTART;VALUE=DATE:20261206', 'SUMMARY:Day off'),
        event('DTSTART;VALUE=DATE:20261206', 'SUMMARY:The same'),
      ),
    ),
  ],
];

describe('One day off', () => {
  it.each(MAKERS)('is read from %s', (_maker, content) => {
    expect(readIn(content).days).toEqual([{ on: '2026-12-06', names: { en: 'Day off', fa: 'Day off' } }]);
  });
});
