import { Notice } from '@redress/ui';
import { Failure } from '../failure.js';
import { useSay } from '../say.js';
import { isElsewhere } from './operations-queries.js';

/** Why something about the whole installation is not shown: services run apart, or an answer that failed. */
export function NotShown({
  error,
  command,
  onRetry,
}: {
  readonly error: unknown;
  /** What shows the same on the command line. */
  readonly command: string;
  readonly onRetry: () => void;
}) {
  const say = useSay();
  if (!isElsewhere(error)) return <Failure error={error} onRetry={onRetry} />;
  return (
    <Notice>
      <p>{say('desk.operations.elsewhere')}</p>
      <bdi dir="ltr" className="font-mono">
        {command}
      </bdi>
    </Notice>
  );
}
