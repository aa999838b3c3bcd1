import { stateDiagram, stateDiagramSvg } from './state-diagram.ts';
import { transitions } from './transitions.ts';

/** The files that show how a complaint moves from status to status, by their paths from the root of the repository. */
export function statePages(): { readonly [path: string]: string } {
  const diagram = stateDiagram(transitions());
  return {
    'docs/reference/complaint-states.md': pageWith(diagram),
    'docs/reference/complaint-states.svg': stateDiagramSvg(diagram),
  };
}

function pageWith(diagram: string): string {
  return `# The states of a complaint

Every change of status that some history of commands can bring about, found by sending each command in each situation to the domain
itself. Commands that leave the status as it is are not drawn; who may send them stands in \`libs/domain/src/permissions\`. The same as a
picture: [complaint-states.svg](complaint-states.svg). Both are written by \`npm run states\`.

\`\`\`mermaid
${diagram}\`\`\`
`;
}
