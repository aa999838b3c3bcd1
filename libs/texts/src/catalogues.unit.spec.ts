import { describe, expect, it } from '@jest/globals';
import {
  channels,
  complexities,
  impacts,
  messagePurposes,
  priorities,
  remedyKinds,
  severities,
  upheldAnswers,
} from '@redress/contracts';
import { anchors, units } from '@redress/domain';
import { globSync, readFileSync } from 'node:fs';
import { catalogues, type TextKey } from './catalogues.js';
import { placeholdersOf, text } from './text.js';

const keys = Object.keys(catalogues.en) as TextKey[];
const folder = `${import.meta.dirname}/../../..`;

/** Keys that the code composes from a closed list of words. */
const families: Readonly<Record<string, readonly string[]>> = {
  'within.': units,
  'from.': anchors,
  'channel.': channels,
  'acknowledgement.next.': ['dated', 'undated', 'out-of-scope'],
  'ending.closed.': ['options-exhausted', 'settled-outside', 'out-of-scope'],
  'remedy.': remedyKinds,
  'purpose.': messagePurposes,
  'decision.answer.': upheldAnswers,
  'task.': ['letter', 'call', 'bounce', 'undelivered'],
  'clock.start.': anchors,
  'clock.length.': units,
  'clock.limit.': ['instant', 'end-of-day', 'close-of-business'],
  'clock.change.': ['extended', 'held'],
  'clock.ignored.': ['not-allowed', 'no-reason', 'too-late', 'used-up', 'already-paused', 'not-paused'],
  'clock.no-due.': ['paused', 'undetermined'],
  'clock.fired.': ['warned', 'missed', 'told'],
  'clock.state.': ['running', 'paused', 'met', 'missed', 'exempt', 'merged', 'lifted', 'undetermined'],
  'condition.': ['priority', 'severity', 'impact', 'complexity'],
  'condition.safetyImplication.': ['true', 'false'],
  'condition.vulnerability.': ['true', 'false'],
  'condition.value.': [...severities, ...priorities, ...impacts, ...complexities],
  'web.complain.': ['day', 'month', 'year'],
  'web.act.rating-': ['1', '2', '3', '4', '5'],
  'staff-': [
    'decision',
    'task',
    'assignment',
    'escalation',
    'emergency-access',
    'news',
    'policy-proposed',
    'policy-approved',
    'policy-rejected',
    'action-planned',
    'action-near',
    'action-overdue',
  ].flatMap((name) => [`${name}.subject`, `${name}.text`]),
};
const ofFamilies = Object.entries(families).flatMap(([prefix, words]) => words.map((word) => prefix + word));

/** The texts of problems, which the spec of their table checks against its codes. */
const OF_PROBLEM = /^problem\.[a-z-]+\.(?:title|detail)$/;

/** Rejected words, by the table in `docs/glossary.md`. */
const REJECTED = /سیاست|رایانامه|نگارش|بازنگری|بازگرداندن پول|پوزش|پرونده‌های پیوست|برخط|شماره پیگیری|همه [آ-ی]/u;

describe('The catalogues', () => {
  it('have the same keys in every language', () => {
    expect(Object.keys(catalogues.fa).sort()).toEqual([...keys].sort());
  });

  it.each(keys)('have %s in every language with the same values to fill in', (key) => {
    expect(placeholdersOf('fa', key)).toEqual(placeholdersOf('en', key));
    const values = Object.fromEntries(placeholdersOf('en', key).map((name) => [name, 1]));
    for (const language of ['en', 'fa'] as const) expect(text(language, key, values)).not.toBe('');
  });

  it('have no text that nothing uses', () => {
    const sources = globSync('{libs,apps}/**/*.{ts,tsx}', { cwd: folder, exclude: ['**/node_modules', '**/dist'] })
      .filter((path) => !/\.spec\.tsx?$/.test(path))
      .map((path) => readFileSync(`${folder}/${path}`, 'utf8'))
      .join('\n');
    const used = new Set([...sources.matchAll(/['"]([a-z]+(?:[-.][A-Za-z0-9-]+)+)['"]/g)].map(([, key]) => key));
    expect(keys.filter((key) => !OF_PROBLEM.test(key) && !ofFamilies.includes(key) && !used.has(key))).toEqual([]);
  });
});

describe('The Persian catalogue', () => {
  it.each(keys)('says %s in its own words, and begins in its own direction', (key) => {
    const said = catalogues.fa[key];
    expect(said).not.toMatch(REJECTED);
    expect(said).not.toMatch(/[\u064A\u0643\u0660-\u0669]/);
    expect(/[\p{L}{]/u.exec(said)?.[0] ?? '{').toMatch(/[\p{Script=Arabic}{]/u);
  });
});
