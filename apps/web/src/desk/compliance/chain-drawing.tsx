import type { DeskTextKey } from '@redress/texts/desk';
import { Button } from '@redress/ui';
import { useState } from 'react';
import { eventTitle } from '../case/event-slider.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { type CheckedEvent, isOriginal, pathFrom } from './chain-check.js';

/** Of a hash of 64 digits, as many as tell events of one case apart. */
const SHOWN_DIGITS = 12;
/** Events drawn at once. */
const PAGE = 25;

/** The beginning of a hash; the whole one stands in its title and in the file. */
function Digits({ hash }: { readonly hash: string }) {
  return (
    <bdi dir="ltr" title={hash} className="font-mono font-semibold tracking-wide whitespace-nowrap">
      {hash.slice(0, SHOWN_DIGITS)}
    </bdi>
  );
}

/** A hash and what it is. */
function Hash({ name, hash }: { readonly name: DeskTextKey; readonly hash: string }) {
  const say = useSay();
  return (
    <span className="inline-flex items-baseline gap-1">
      <span className="text-s text-muted">{say(name)}</span> <Digits hash={hash} />
    </span>
  );
}

/** What is wrong with an event, one text each. */
function wrongWith({ content, link, place }: CheckedEvent): readonly DeskTextKey[] {
  return [
    ...(content ? [] : (['desk.proof.content-wrong'] as const)),
    ...(link ? [] : (['desk.proof.link-wrong'] as const)),
    ...(place ? [] : (['desk.proof.place-wrong'] as const)),
  ];
}

/** One event of the chain; the line to its side leads to the event that names its hash. */
function Link({ checked, onFollow }: { readonly checked: CheckedEvent; readonly onFollow: () => void }) {
  const say = useSay();
  const { full, number } = useMoments();
  const { event } = checked;
  const wrong = wrongWith(checked);
  return (
    <li className={`border-s-4 ps-4 pb-4 ${wrong.length === 0 ? 'border-done' : 'border-late border-dashed'}`}>
      <p className="font-semibold">
        {number(event.revision)}. {eventTitle(event.type, say)}
      </p>
      <p className="text-s text-muted">{full(event.recordedAt)}</p>
      <p className="flex flex-wrap gap-x-6">
        <Hash name="desk.proof.previous" hash={event.previousHash} />
        <Hash name="desk.replay.hash" hash={event.hash} />
        {!checked.content && <Hash name="desk.proof.computed" hash={checked.computed} />}
      </p>
      {wrong.length === 0 && <p className="text-done">{say('desk.proof.all-right')}</p>}
      {wrong.map((words) => (
        <p key={words} className="font-semibold text-late">
          {say(words)}
        </p>
      ))}
      <Button type="button" kind="secondary" onClick={onFollow}>
        {say('desk.proof.follow', { event: event.revision })}
      </Button>
    </li>
  );
}

const COLUMNS = [
  'desk.proof.event',
  'desk.proof.previous',
  'desk.replay.hash',
  'desk.proof.content',
  'desk.proof.link',
  'desk.proof.place',
] as const;

/** The same events as a table, with a word for each step of the check. */
function ChainTable({ shown }: { readonly shown: readonly CheckedEvent[] }) {
  const say = useSay();
  const { number } = useMoments();
  const cell = 'border-b border-hairline p-2';
  const verdict = (isRight: boolean) => (
    <td className={`${cell} ${isRight ? 'text-done' : 'font-semibold text-late'}`}>
      {say(isRight ? 'desk.proof.right' : 'desk.proof.wrong')}
    </td>
  );
  return (
    <div role="region" tabIndex={0} aria-label={say('desk.proof.table')} className="relative overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 bg-surface text-start">
        <thead>
          <tr>
            {COLUMNS.map((key) => (
              <th key={key} scope="col" className="border-b border-line p-2 text-start">
                {say(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ event, content, link, place }) => (
            <tr key={event.revision}>
              <th scope="row" className={`${cell} text-start font-normal`}>
                {number(event.revision)}. {eventTitle(event.type, say)}
              </th>
              {[event.previousHash, event.hash].map((hash, column) => (
                <td key={COLUMNS[column + 1]} className={cell}>
                  <Digits hash={hash} />
                </td>
              ))}
              {verdict(content)}
              {verdict(link)}
              {verdict(place)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The chain of a case, a page of events at a time, and the path from one of them to the last. */
export function ChainDrawing({ chain }: { readonly chain: readonly CheckedEvent[] }) {
  const say = useSay();
  const [from, setFrom] = useState(0);
  const [followed, setFollowed] = useState<number>();
  const shown = chain.slice(from, from + PAGE);
  const wrong = chain.findIndex((checked) => !isOriginal(checked));
  const path = followed === undefined ? undefined : pathFrom(chain, followed);
  return (
    <>
      <div role="status">
        {followed !== undefined && path !== undefined && (
          <p className={`mb-2 max-w-prose font-semibold ${path.brokenAt === undefined ? 'text-done' : 'text-late'}`}>
            {path.brokenAt === undefined
              ? say('desk.proof.included', { event: followed, steps: path.steps })
              : say('desk.proof.not-included', { event: followed, broken: path.brokenAt })}
          </p>
        )}
        <p>{say('desk.proof.shown', { from, to: from + shown.length - 1, count: chain.length })}</p>
      </div>
      <p className="mb-4 flex flex-wrap gap-2">
        {from > 0 && (
          <Button type="button" kind="secondary" onClick={() => setFrom(Math.max(0, from - PAGE))}>
            {say('desk.proof.before')}
          </Button>
        )}
        {from + PAGE < chain.length && (
          <Button type="button" kind="secondary" onClick={() => setFrom(from + PAGE)}>
            {say('desk.proof.after')}
          </Button>
        )}
        {wrong >= 0 && (
          <Button type="button" kind="secondary" onClick={() => setFrom(wrong)}>
            {say('desk.proof.to-wrong')}
          </Button>
        )}
      </p>
      <ol>
        {shown.map((checked) => (
          <Link key={checked.event.revision} checked={checked} onFollow={() => setFollowed(chain.indexOf(checked))} />
        ))}
      </ol>
      <details className="mt-4">
        <summary className="cursor-pointer font-semibold">{say('desk.proof.table')}</summary>
        <ChainTable shown={shown} />
      </details>
    </>
  );
}
