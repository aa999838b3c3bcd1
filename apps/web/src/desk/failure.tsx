import { Button, Notice } from '@redress/ui';
import { ApiRefusal } from './api.js';
import { useSay } from './say.js';

/** What could not be done, why, and what helps. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const say = useSay();
  return (
    <div role="alert">
      <Notice kind="late">
        <p className="font-semibold">
          {error instanceof ApiRefusal ? error.problem.title : say('desk.failure.no-answer')}
        </p>
        <p>{error instanceof ApiRefusal ? error.problem.detail : say('desk.failure.no-answer-hint')}</p>
        {onRetry !== undefined && (
          <div className="mt-2">
            <Button type="button" kind="secondary" onClick={onRetry}>
              {say('desk.failure.retry')}
            </Button>
          </div>
        )}
      </Notice>
    </div>
  );
}
