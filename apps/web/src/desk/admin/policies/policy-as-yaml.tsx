import { useSay } from '../../say.js';
import { TextDiff } from './policy-diff.js';
import type { ShownPolicy } from './policy-queries.js';
import { yamlOf } from './policy-yaml.js';

/** A version as its file has it. */
export function PolicyAsYaml({ policy }: { readonly policy: ShownPolicy }) {
  return (
    <pre
      dir="ltr"
      tabIndex={0}
      role="region"
      aria-label={useSay()('desk.policies.as-yaml')}
      className="max-h-[70vh] overflow-auto rounded-m border border-hairline bg-surface p-3 text-s"
    >
      {yamlOf(policy)}
    </pre>
  );
}

/** What changed from one version to another. */
export function PolicyDifference({
  title,
  before,
  after,
}: {
  readonly title: string;
  readonly before: ShownPolicy;
  readonly after: ShownPolicy;
}) {
  return <TextDiff title={title} before={yamlOf(before)} after={yamlOf(after)} />;
}
