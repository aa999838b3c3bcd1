import type { components } from '@redress/api-client';
import { Code, useLanguage } from '@redress/ui';
import { Link } from '@tanstack/react-router';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { type DeskCase, STATUS, type WordList } from '../words.js';
import { usePossibleDuplicates } from './case-queries.js';
import type { Draft } from './command-fields.js';
import { COMMANDS } from './commands.js';

type PossibleDuplicate = components['schemas']['PossibleDuplicates']['items'][number];
type Offer = PossibleDuplicate['offers'][number];

const REASON: WordList<PossibleDuplicate['reasons'][number]> = {
  'same-external-reference': 'desk.duplicates.same-external-reference',
  'same-contact': 'desk.duplicates.same-contact',
  'same-product-and-time': 'desk.duplicates.same-product-and-time',
  'same-unconfirmed-contact': 'desk.duplicates.same-unconfirmed-contact',
};

/** The likeliest come first; who reads more than these has another way to find a case. */
const SHOWN_MAX = 5;

/** Opens the form of a command, begun by what is known of it. */
export type Begin = (command: Offer['command'], draft: Draft) => void;

/** What brings the two cases together, as far as the reader may do it: here, or on the other case, which is merged into this one. */
function Offers({
  shown,
  duplicate: { reference, offers },
  onBegin,
}: {
  readonly shown: DeskCase;
  readonly duplicate: PossibleDuplicate;
  readonly onBegin: Begin;
}) {
  const say = useSay();
  return offers.map(({ command, on, body }) => {
    if (on !== shown.reference) {
      return (
        <Link key={command} to="/cases/$reference" params={{ reference }} className="text-s">
          {say('desk.duplicates.merge-there')}
        </Link>
      );
    }
    if (!shown.availableCommands.includes(command)) return null;
    return (
      <button
        key={command}
        type="button"
        className="min-h-8 cursor-pointer text-s text-accent underline pointer-coarse:min-h-11"
        onClick={() => onBegin(command, body)}
        aria-label={say('desk.duplicates.do', { command: say(COMMANDS[command].verb), reference })}
      >
        {say(COMMANDS[command].verb)}
      </button>
    );
  });
}

/** Other complaints that may be about the same, of those that the reader may know of, without those that were brought together with this one. */
function useDuplicates(shown: DeskCase): readonly PossibleDuplicate[] {
  const { data } = usePossibleDuplicates(shown);
  if (shown.mergedInto !== null) return [];
  const joined = new Set([...shown.links, ...shown.absorbed].map(({ complaint }) => complaint));
  return data?.items.filter(({ reference }) => !joined.has(reference)) ?? [];
}

/** Leads from the head of the page, where it moves nothing, to the likely duplicates. Nothing where there are none. */
export function DuplicatesHint({ shown }: { readonly shown: DeskCase }) {
  const say = useSay();
  // Customers of one product complain in the same week for many reasons.
  const likely = useDuplicates(shown).filter(({ reasons }) =>
    reasons.some((reason) => reason !== 'same-product-and-time'),
  );
  if (likely.length === 0) return null;
  return (
    <a href="#duplicates" className="rounded-m border border-due bg-due-quiet px-2 print:hidden">
      {say('desk.duplicates', { count: likely.length })}
    </a>
  );
}

/** Likely duplicates with what brings each together with this case; the list comes last, so that it pushes nothing away when it arrives. */
export function Duplicates({ shown, onBegin }: { readonly shown: DeskCase; readonly onBegin: Begin }) {
  const say = useSay();
  const listed = new Intl.ListFormat(useLanguage());
  const { relative, full } = useMoments();
  const found = useDuplicates(shown);
  if (found.length === 0) return null;
  return (
    <section
      id="duplicates"
      tabIndex={-1}
      aria-labelledby="duplicates-title"
      className="rounded-m border border-hairline bg-surface p-3 outline-none"
    >
      <h2 id="duplicates-title" className="font-bold">
        {say('desk.duplicates', { count: found.length })}
      </h2>
      <ul className="flex flex-col gap-3 pt-2">
        {found.slice(0, SHOWN_MAX).map((duplicate) => (
          <li key={duplicate.reference}>
            <Link to="/cases/$reference" params={{ reference: duplicate.reference }}>
              <Code>{duplicate.reference}</Code>
            </Link>{' '}
            <span>{say(STATUS[duplicate.status])}</span>{' '}
            <time dateTime={duplicate.receivedAt} title={full(duplicate.receivedAt)} className="text-s text-muted">
              {relative(duplicate.receivedAt)}
            </time>
            <p className="text-s text-muted">{listed.format(duplicate.reasons.map((reason) => say(REASON[reason])))}</p>
            <p className="flex flex-wrap items-center gap-x-4">
              <Offers shown={shown} duplicate={duplicate} onBegin={onBegin} />
            </p>
          </li>
        ))}
      </ul>
      {found.length > SHOWN_MAX && (
        <p className="text-s text-muted">{say('desk.duplicates.more', { count: found.length - SHOWN_MAX })}</p>
      )}
    </section>
  );
}
