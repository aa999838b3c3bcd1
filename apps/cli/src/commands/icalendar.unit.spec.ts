import { describe, expect, it } from '@jest/globals';
import { holidaysIn } from './icalendar.js';

const event = (...lines: readonly string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const file = (...events: readonly (readonly string[])[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n');

describe('An iCalendar file', () => {
  it('gives its whole days in order, with their names in both languages', () => {
    const christmas = event(
      'DTSTART;VALUE=DATE:20261225',
      'DTEND;VALUE=DATE:20261227',
      'SUMMARY:Christmas\\, and after',
    );
    const order = event('SUMMARY:Closed by order', 'SUMMARY;LANGUAGE=fa:تعطیلی', 'DTSTART;VALUE=DATE:20261206');
    const christmasNames = { en: 'Christmas, and after', fa: 'Christmas, and after' };
    expect(holidaysIn(file(christmas, order))).toEqual([
      { on: '2026-12-06', names: { en: 'Closed by order', fa: 'تعطیلی' } },
      { on: '2026-12-25', names: christmasNames },
      { on: '2026-12-26', names: christmasNames },
    ]);
  });

  it('may have its long lines folded, and alarms and time zones beside its events', () => {
    const folded = event('DTSTART;VALUE=DATE:2026', ' 1206', 'SUMMARY;X-NOTE="a:b":Closed by', '  order');
    expect(holidaysIn(file(['BEGIN:VTIMEZONE', 'DTSTART:16010101T000000', 'END:VTIMEZONE'], folded))).toEqual([
      { on: '2026-12-06', names: { en: 'Closed by order', fa: 'Closed by order' } },
    ]);
  });

  it.each([
    ['DTSTART:20261206T090000Z', 'Line 4: Must be a whole day'],
    ['DTSTART;VALUE=DATE:20260230', 'Line 4: Must be a whole day'],
    ['SUMMARY:No day', 'Line 5: The event has no DTSTART'],
  ])('is refused by its line for %s', (line, message) => {
    expect(() => holidaysIn(file(event(line)))).toThrow(message);
  });

  it('is refused for a rule, and for an event that is not some days long', () => {
    const start = 'DTSTART;VALUE=DATE:20261206';
    expect(() => holidaysIn(file(event(start, 'RRULE:FREQ=YEARLY')))).toThrow('Line 5: Recurring events');
    expect(() => holidaysIn(file(event(start, 'DTEND;VALUE=DATE:20261206')))).toThrow('1 to 31 days');
  });
});
