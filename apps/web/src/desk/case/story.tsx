import type { DeskTextKey } from '@redress/texts/desk';
import { Skeleton } from '@redress/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Actor, useColleagues } from '../colleagues.js';
import { Failure } from '../failure.js';
import { useCauseNames } from '../cause-names.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { type StoryEvent, isWordOf, OUTCOME, RECIPIENT, UPHELD } from '../words.js';
import { useHistory } from './case-queries.js';
import { clockName } from './clock-name.js';
import { eventWords, type StoryKind } from './event-words.js';
import { Said } from './said.js';

const KIND_WORDS: Readonly<Record<StoryKind, DeskTextKey>> = {
  message: 'desk.story.messages',
  work: 'desk.story.work',
  clock: 'desk.story.clocks',
  delivery: 'desk.story.deliveries',
};
const kinds = Object.keys(KIND_WORDS) as StoryKind[];

/** What in an event's data was said in words by a person, the most telling first. */
const TEXT_FIELDS = [
  'description',
  'text',
  'summary',
  'explanation',
  'rationale',
  'comment',
  'title',
  'result',
  'grounds',
  'evidence',
  'words',
  'recipientPerson',
  'purpose',
] as const;

/** The texts of a type of event. What was complained about stands above the story, and evidence has an id where others describe theirs. */
function textsOf(type: string): readonly (typeof TEXT_FIELDS)[number][] {
  if (type === 'ComplaintReceived') return [];
  return type === 'EvidenceAdded' ? TEXT_FIELDS.filter((name) => name !== 'evidence') : TEXT_FIELDS;
}

/** Short names in an event's data that say what it was about. */
const NAME_FIELDS = ['assignee', 'team', 'tag', 'clock', 'outcome', 'rootCause', 'recipient'] as const;

const DOTS: Readonly<Record<StoryKind, string>> = {
  message: 'border-s-accent',
  work: 'border-s-done',
  clock: 'border-s-due',
  delivery: 'border-s-line',
};

/** What was said in words in an event, by a person. */
export function textsIn({ data }: StoryEvent): readonly unknown[] {
  return TEXT_FIELDS.map((name) => data[name]).filter((text) => text !== undefined);
}

function groundOf({ type, data }: StoryEvent): string {
  return type === 'NoteAdded' && data['visibility'] === 'internal' ? 'bg-internal' : 'bg-surface';
}

function Details({ entry: { type, data } }: { readonly entry: StoryEvent }) {
  const say = useSay();
  const { nameOf } = useColleagues();
  const causeName = useCauseNames();
  const upheld = [data['upheld'], data['decision']].find((word) => isWordOf(UPHELD, word));
  const names = NAME_FIELDS.flatMap((name) => {
    const value = data[name];
    if (typeof value !== 'string') return [];
    if (name === 'clock') return [clockName(value, say)];
    if (name === 'assignee') return [nameOf(value)];
    if (name === 'rootCause') return [causeName(value)];
    return [isWordOf(OUTCOME, value) ? say(OUTCOME[value]) : value];
  });
  const { recipientKind } = data;
  const about = [
    ...(isWordOf(UPHELD, upheld) ? [say(UPHELD[upheld])] : []),
    ...(isWordOf(RECIPIENT, recipientKind) ? [say(RECIPIENT[recipientKind])] : []),
    ...names,
  ];
  return (
    <>
      {about.length > 0 && (
        <p className="flex flex-wrap gap-x-3 font-semibold">
          {about.map((name) => (
            <bdi key={name}>{name}</bdi>
          ))}
        </p>
      )}
      {textsOf(type)
        .filter((name) => data[name] !== undefined)
        .map((name) => (
          <Said key={name} text={data[name]} />
        ))}
    </>
  );
}

/** Events with who did what, when and why. */
export function StoryEntries({
  entries,
  reference,
}: {
  readonly entries: readonly StoryEvent[];
  readonly reference?: string;
}) {
  const say = useSay();
  const { relative, full } = useMoments();
  return (
    <ol className="flex list-none flex-col gap-2">
      {entries.map((entry) => {
        const { revision, type, actor, occurredAt, reason } = entry;
        const words = eventWords(type);
        return (
          <li
            key={revision}
            className={`rounded-m border border-s-4 border-hairline p-3 ${DOTS[words?.kind ?? 'work']} ${groundOf(entry)}`}
          >
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <h3 className="font-bold">{words === undefined ? <bdi>{type}</bdi> : say(words.title)}</h3>
              <time dateTime={occurredAt} title={full(occurredAt)} className="text-s text-muted">
                {full(occurredAt)} ({relative(occurredAt)})
              </time>
            </div>
            <p className="text-s text-muted">
              <Actor actor={actor} withRole />
            </p>
            <Details entry={entry} />
            {reason !== undefined && (
              <div className="flex gap-1">
                <span className="text-muted">{say('desk.story.why')}</span>
                <Said text={reason} />
              </div>
            )}
            {reference !== undefined && (
              <Link to="/cases/$reference" params={{ reference }} search={{ revision }} className="text-s print:hidden">
                {say('desk.story.look-back')}
              </Link>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** What happened on a case, oldest first. What was only delivered is left out until it is asked for. */
export function Story({ reference, until }: { readonly reference: string; readonly until?: number }) {
  const say = useSay();
  const history = useHistory(reference, true);
  const [shown, setShown] = useState<ReadonlySet<StoryKind>>(new Set<StoryKind>(['message', 'work', 'clock']));
  if (history.isPending) return <Skeleton />;
  if (history.isError) return <Failure error={history.error} onRetry={() => void history.refetch()} />;
  const entries = history.data.events.filter(
    ({ type, revision }) => shown.has(eventWords(type)?.kind ?? 'work') && (until === undefined || revision <= until),
  );
  const toggle = (kind: StoryKind): void => {
    const after = new Set(shown);
    if (!after.delete(kind)) after.add(kind);
    setShown(after);
  };
  return (
    <>
      <fieldset className="flex flex-wrap gap-x-4 print:hidden">
        <legend className="sr-only">{say('desk.story.show')}</legend>
        {kinds.map((kind) => (
          <label key={kind} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              checked={shown.has(kind)}
              onChange={() => toggle(kind)}
              className="size-4 accent-accent"
            />
            {say(KIND_WORDS[kind])}
          </label>
        ))}
      </fieldset>
      <StoryEntries entries={entries} reference={reference} />
      {entries.length === 0 && <p className="text-muted">{say('desk.story.empty')}</p>}
    </>
  );
}
