import { diffLines } from 'diff';
import { useSay } from '../../say.js';

/** Lines of a run that are the same and are still shown, at each of its ends. */
const CONTEXT_LINES = 3;

interface Line {
  readonly kind: 'same' | 'added' | 'removed' | 'skipped';
  readonly text: string;
  /** How many lines stand behind a skipped one. */
  readonly count: number;
}

/** Two texts line by line, with long runs of the same lines folded. */
function linesBetween(before: string, after: string): readonly Line[] {
  const changes = diffLines(before, after);
  return changes.flatMap(({ value, added, removed }, index) => {
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    const lines = value.replace(/\n$/, '').split('\n');
    const shown = (some: readonly string[]): Line[] => some.map((text) => ({ kind, text, count: 1 }));
    if (kind !== 'same') return shown(lines);
    const [head, tail] = [index === 0 ? 0 : CONTEXT_LINES, index === changes.length - 1 ? 0 : CONTEXT_LINES];
    if (lines.length <= head + tail + 1) return shown(lines);
    return [
      ...shown(lines.slice(0, head)),
      { kind: 'skipped', text: '', count: lines.length - head - tail },
      ...shown(lines.slice(lines.length - tail)),
    ];
  });
}

const GROUND = { same: '', added: 'bg-done-quiet', removed: 'bg-late-quiet', skipped: 'text-muted' } as const;
const MARK = { same: ' ', added: '+', removed: '−', skipped: '…' } as const;

/** What changed between two texts. */
export function TextDiff({
  title,
  before,
  after,
}: {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}) {
  const say = useSay();
  if (before === after) return <p className="text-muted">{say('desk.policies.diff-same')}</p>;
  // Relative, so that words for screen readers scroll with their lines and widen nothing.
  return (
    <div
      role="region"
      tabIndex={0}
      aria-label={title}
      className="relative overflow-x-auto rounded-m border border-hairline bg-surface"
    >
      <ol dir="ltr" className="w-max min-w-full font-mono text-s">
        {linesBetween(before, after).map(({ kind, text, count }, index) => (
          // Lines have no name but their place.
          <li key={index} className={`flex px-2 whitespace-pre ${GROUND[kind]}`}>
            <span aria-hidden className="w-4 shrink-0 select-none">
              {MARK[kind]}
            </span>
            {kind === 'added' && <span className="sr-only">{say('desk.policies.diff-added')}: </span>}
            {kind === 'removed' && <span className="sr-only">{say('desk.policies.diff-removed')}: </span>}
            {kind === 'skipped' ? <span dir="auto">{say('desk.policies.diff-skipped', { count })}</span> : text}
          </li>
        ))}
      </ol>
    </div>
  );
}
