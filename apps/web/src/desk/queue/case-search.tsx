import { Code } from '@redress/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type RefObject, useDeferredValue, useEffect, useState } from 'react';
import { answerOf, useApi } from '../api.js';
import { Failure } from '../failure.js';
import { useSay } from '../say.js';
import { STATUS } from '../words.js';

const FOUND_MAX = 20;
const TYPED_MIN = 2;
/** After the last key, before the API is asked. */
const PAUSE_MS = 250;

/** What was typed last, once somebody pauses. */
function usePaused(typed: string): string {
  const [paused, setPaused] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return paused;
}

/** Cases found by words, a name, a contact or a reference. */
export function useCaseSearch(text: string) {
  const api = useApi();
  const asked = usePaused(useDeferredValue(text.trim()));
  return useQuery({
    queryKey: ['search', asked],
    // In the body, since names in an address would be in every log.
    queryFn: () => answerOf(api.POST('/api/cases/search', { body: { text: asked, limit: FOUND_MAX } })),
    enabled: asked.length >= TYPED_MIN,
  });
}

/** A box that finds cases by what people type, with what was found below it. */
export function CaseSearch({ box }: { readonly box: RefObject<HTMLInputElement | null> }) {
  const say = useSay();
  const [text, setText] = useState('');
  const found = useCaseSearch(text);
  const isAsked = text.trim().length >= TYPED_MIN;
  return (
    <search className="relative grow">
      <input
        ref={box}
        type="search"
        dir="auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label={say('desk.search')}
        placeholder={say('desk.search')}
        className="min-h-8 w-full rounded-m border border-line bg-surface px-3 pointer-coarse:min-h-11"
      />
      {isAsked && (
        <div className="absolute inset-x-0 z-10 mt-1 max-h-96 overflow-y-auto rounded-m border border-line bg-surface p-2 shadow-lg">
          {found.isError && <Failure error={found.error} onRetry={() => void found.refetch()} />}
          <p role="status" className="px-2 text-s text-muted">
            {found.data === undefined
              ? say('desk.search.asking')
              : say(found.data.truncated ? 'desk.search.found-more' : 'desk.search.found', {
                  count: found.data.items.length,
                })}
          </p>
          <ul>
            {found.data?.items.map(({ reference, status, found: passages }) => (
              <li key={reference}>
                <Link
                  to="/cases/$reference"
                  params={{ reference }}
                  className="block rounded-m p-2 text-text no-underline hover:bg-ground"
                >
                  <Code>{reference}</Code> <span className="text-muted">{say(STATUS[status])}</span>
                  {passages.slice(0, 1).map(({ text: passage }) => (
                    <bdi key={passage} className="block truncate">
                      {passage}
                    </bdi>
                  ))}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </search>
  );
}
