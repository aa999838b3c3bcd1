import type { DeskTextKey } from '@redress/texts/desk';
import { Link, type LinkProps, Outlet } from '@tanstack/react-router';
import { useSay } from './say.js';

/** A page of a place that has several. */
export interface PageOfPlace {
  readonly to: NonNullable<LinkProps['to']>;
  readonly name: DeskTextKey;
}

/** What every page of a place has above its content: the way to the others, where there are any. The address of the first begins all of them. */
export function PlaceFrame({ label, pages }: { readonly label: DeskTextKey; readonly pages: readonly PageOfPlace[] }) {
  const say = useSay();
  return (
    <>
      {pages.length > 1 && (
        <nav aria-label={say(label)} className="mb-4 flex flex-wrap gap-1 border-b border-hairline pb-2 print:hidden">
          {pages.map(({ to, name }, place) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: place === 0, includeSearch: false }}
              className="inline-flex min-h-8 items-center rounded-m px-2 aria-[current=page]:bg-accent-quiet aria-[current=page]:font-bold pointer-coarse:min-h-11"
            >
              {say(name)}
            </Link>
          ))}
        </nav>
      )}
      <Outlet />
    </>
  );
}
