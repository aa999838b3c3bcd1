import { Code } from '@redress/ui';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import { Assignee } from '../colleagues.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { CHANNEL, PRIORITY, type QueueRow, STATUS, WAITING_FOR } from '../words.js';
import { Due } from './due.js';

export const ROW_PX = 36;
const HEAD_PX = 36;
const ROWS_BEYOND = 10;

/** Rows before the end at which the next page is asked for. */
const NEAR_END = 20;

export interface QueueTableProps {
  readonly items: readonly QueueRow[];
  readonly hasMore: boolean;
  readonly onNearEnd: () => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (reference: string) => void;
  /** The scrolled part of the page, in which keys find the row in focus. */
  readonly viewport: RefObject<HTMLDivElement | null>;
}

function Head({ hasSelection }: { readonly hasSelection: boolean }) {
  const say = useSay();
  const cell = 'sticky top-0 z-1 border-b border-line bg-surface px-2 text-start font-semibold';
  return (
    <thead>
      <tr className="h-9">
        <th scope="col" className={`${cell} w-9`}>
          <span className="sr-only">{say(hasSelection ? 'desk.queue.selection' : 'desk.queue.select')}</span>
        </th>
        <th scope="col" className={`${cell} w-44`}>
          {say('desk.fact.reference')}
        </th>
        <th scope="col" className={`${cell} w-52`}>
          {say('desk.fact.due')}
        </th>
        <th scope="col" className={`${cell} w-40`}>
          {say('desk.fact.status')}
        </th>
        <th scope="col" className={`${cell} w-24`}>
          {say('desk.fact.priority')}
        </th>
        <th scope="col" className={`${cell} w-40`}>
          {say('desk.fact.product')}
        </th>
        <th scope="col" className={`${cell} w-32`}>
          {say('desk.fact.assignee')}
        </th>
        <th scope="col" className={`${cell} w-36`}>
          {say('desk.fact.waiting')}
        </th>
        <th scope="col" className={`${cell} w-36`}>
          {say('desk.fact.received')}
        </th>
        <th scope="col" className={`${cell} w-28`}>
          {say('desk.fact.channel')}
        </th>
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly item: QueueRow;
  readonly index: number;
  readonly isSelected: boolean;
  readonly onSelect: (reference: string) => void;
}

/** One case on one line; what is longer is cut, and whole on its page. */
function Row({ item, index, isSelected, onSelect }: RowProps) {
  const say = useSay();
  const { relative, full } = useMoments();
  const { reference, status, priority, product, assignee, waitingFor, receivedAt, channel, answered } = item;
  const cell = 'truncate border-b border-hairline px-2';
  return (
    <tr
      aria-rowindex={index + 2}
      data-reference={reference}
      className={`h-9 focus-within:bg-accent-quiet hover:bg-ground ${isSelected ? 'bg-accent-quiet' : 'bg-surface'}`}
    >
      <td className="border-b border-hairline px-2">
        <input
          type="checkbox"
          checked={isSelected}
          onChange={() => onSelect(reference)}
          aria-label={say('desk.queue.select-one', { reference })}
          className="block size-4 accent-accent"
        />
      </td>
      <td className={cell}>
        <Link to="/cases/$reference" params={{ reference }} data-row={index} className="inline-flex items-center gap-2">
          <Code>{reference}</Code>
          {answered && (
            <span className="size-2 rounded-full bg-accent">
              <span className="sr-only">{say('desk.queue.answered')}</span>
            </span>
          )}
        </Link>
      </td>
      <td className={cell}>
        <Due {...item} />
      </td>
      <td className={cell}>{say(STATUS[status])}</td>
      <td className={cell}>{priority !== null && say(PRIORITY[priority])}</td>
      <td className={cell}>
        <bdi>{product}</bdi>
      </td>
      <td className={cell}>
        <Assignee id={assignee} />
      </td>
      <td className={cell}>{waitingFor !== null && say(WAITING_FOR[waitingFor])}</td>
      <td className={cell}>
        <time dateTime={receivedAt} title={full(receivedAt)}>
          {relative(receivedAt)}
        </time>
      </td>
      <td className={cell}>{say(CHANNEL[channel])}</td>
    </tr>
  );
}

/** The cases of a queue, of which only those in sight are in the page. */
export function QueueTable({ items, hasMore, onNearEnd, selected, onSelect, viewport }: QueueTableProps) {
  const say = useSay();
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_PX,
    overscan: ROWS_BEYOND,
    scrollPaddingStart: HEAD_PX,
  });
  const shown = rows.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const askedAt = useRef(-1);
  useEffect(() => {
    if (!hasMore || lastShown < items.length - NEAR_END || askedAt.current === items.length) return;
    askedAt.current = items.length;
    onNearEnd();
  }, [hasMore, lastShown, items.length, onNearEnd]);
  const above = shown[0]?.start ?? 0;
  const below = rows.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <table
      aria-rowcount={hasMore ? -1 : items.length + 1}
      className="w-full min-w-6xl table-fixed border-separate border-spacing-0"
    >
      <caption className="sr-only">{say('desk.queue.title')}</caption>
      <Head hasSelection={selected.size > 0} />
      <tbody>
        {above > 0 && <tr aria-hidden style={{ height: above }} />}
        {shown.map(({ index }) => {
          const item = items[index];
          return (
            item !== undefined && (
              <Row
                key={item.reference}
                item={item}
                index={index}
                isSelected={selected.has(item.reference)}
                onSelect={onSelect}
              />
            )
          );
        })}
        {below > 0 && <tr aria-hidden style={{ height: below }} />}
      </tbody>
    </table>
  );
}
