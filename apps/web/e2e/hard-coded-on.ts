import type { Page } from 'playwright-core';
// Tools that make the language are no library. No build contains specs.
// eslint-disable-next-line @nx/enforce-module-boundaries
import { hardCodedFinder } from '../../../tools/pseudo-locale/pseudo-texts.js';
import { textsOn } from './texts-on.js';

/** What nobody reads: programs. */
const NOT_READ = 'script, style';
/** Of fields, files of policies and tables of what was recorded, only names and hints are looked at: the rest is data, as it is stored. */
const STORED = `${NOT_READ}, textarea, pre, ol[dir=ltr] > li, table bdi[dir]`;

/**
 * Latin words that are data. What people wrote in the office of the specs is Persian, and what `Intl` writes has accents here, so there are
 * few.
 */
const DATA: readonly string[] = [
  // Staff by what they sign in with, and addresses of complainants.
  ...['hana', 'sara', 'cyrus', 'adam', 'rob', 'zoe', 'reza@example.org', 'mina@example.org'],
  // Requests for erasure by the name that somebody gave them, and the seed of a sample.
  ...['dsr-waiting', 'dsr-carried-out', 'audit'],
  // A time zone by the name that it has everywhere.
  'UTC',
];

/** Latin words of one page. */
const DATA_OF_PAGE: Readonly<Record<string, readonly string[]>> = {
  // Views and services by the names that commands and metrics know them by.
  'admin-views': [
    ...[
      'tracking',
      'cases',
      'case-notes',
      'tasks',
      'deadlines',
      'case-search',
      'case-activity',
      'sent-messages',
      'disclosures',
    ],
    ...['complaint-facts', 'intake', 'case-handling', 'notification', 'analytics'],
  ],
  // Keys by what is printed on them.
  keys: ['Ctrl K', 'j', 'k', 'x', 'Enter', 'e', 'n', 'r', 'a', 'g w', 'g c', 'g t', 'g h', 'g d', 'g f'],
};

/**
 * What a page says that is from no catalogue and no data, each with where it is; `folder` is that of the system's data. For pages in the
 * language that nobody speaks, on which a text without accents comes from nowhere else.
 */
export async function hardCodedOn(name: string, page: Page, folder: string): Promise<readonly string[]> {
  const hardCodedIn = hardCodedFinder([...DATA, folder, ...(DATA_OF_PAGE[name] ?? [])]);
  const said = await textsOn(page, NOT_READ, STORED);
  return said.flatMap(({ where, words }) => hardCodedIn(words).map((part) => `${where} says "${part}"`));
}
