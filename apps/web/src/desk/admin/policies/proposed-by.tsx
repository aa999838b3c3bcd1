import { Person } from '../../colleagues.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import type { PolicySummary } from './policy-queries.js';

/** Who proposed a version, and when. */
export function ProposedBy({ proposal: { by, at } }: { readonly proposal: NonNullable<PolicySummary['proposal']> }) {
  const say = useSay();
  const { full } = useMoments();
  return (
    <span className="text-muted">
      {say('desk.policies.proposed-by', { at: full(at) })} <Person id={by} />
    </span>
  );
}
