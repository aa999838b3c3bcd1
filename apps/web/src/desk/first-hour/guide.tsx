import type { DeskTextKey } from '@redress/texts/desk';
import { Button } from '@redress/ui';
import { hasRole } from '../places.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';
import { useGuideProgress } from './guide-store.js';

interface Step {
  readonly name: string;
  readonly words: DeskTextKey;
  readonly href: string;
}

const steps: readonly Step[] = [
  { name: 'lodge', words: 'desk.guide.lodge', href: '/complain' },
  { name: 'assess', words: 'desk.guide.assess', href: '/cases?open=true&sort=-receivedAt' },
  { name: 'propose', words: 'desk.guide.propose', href: '/cases?assignee=me' },
  { name: 'approve', words: 'desk.guide.approve', href: '/cases?waitingFor=approval' },
  { name: 'send', words: 'desk.guide.send', href: '/cases?status=response-approved' },
  { name: 'accept', words: 'desk.guide.accept', href: '/track' },
];

/** Leads through one complaint, as who complains and as who handles it. Hidden for good on a device where somebody hid it. */
export function Guide() {
  const say = useSay();
  const { roles } = useSession();
  const { isHidden, done, hide, tick } = useGuideProgress();
  if (isHidden) return null;
  return (
    <section aria-labelledby="guide-title" className="my-4 rounded-m border border-hairline bg-surface p-4">
      <h2 id="guide-title" className="text-l font-bold">
        {say('desk.guide.title')}
      </h2>
      <p className="max-w-prose">{say('desk.guide.hint')}</p>
      {!hasRole(roles, ['handler', 'supervisor']) && <p className="max-w-prose">{say('desk.guide.admin')}</p>}
      <ol className="my-3 flex max-w-prose list-numbers flex-col gap-1 ps-6">
        {steps.map(({ name, words, href }) => (
          <li key={name}>
            <label className="flex min-h-8 cursor-pointer items-start gap-2 pointer-coarse:min-h-11">
              <input
                type="checkbox"
                checked={done.has(name)}
                onChange={({ target }) => tick(name, target.checked)}
                className="mt-1 size-4 shrink-0 accent-accent"
              />
              <span className={done.has(name) ? 'text-muted' : ''}>{say(words)}</span>
            </label>
            <a href={href} target="_blank" rel="noreferrer" aria-label={`${say('desk.guide.go')}: ${say(words)}`}>
              {say('desk.guide.go')}
            </a>
          </li>
        ))}
      </ol>
      <Button type="button" kind="secondary" onClick={hide}>
        {say('desk.guide.hide')}
      </Button>
    </section>
  );
}
