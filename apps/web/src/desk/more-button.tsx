import { Button } from '@redress/ui';
import { useSay } from './say.js';

/** Reads the next page of a list; nothing where there is none. */
export function MoreButton({
  of,
}: {
  readonly of: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}) {
  const say = useSay();
  if (!of.hasNextPage) return null;
  return (
    <Button type="button" kind="secondary" disabled={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
      {say('desk.more')}
    </Button>
  );
}
