import { renderMermaidSVG } from 'beautiful-mermaid';
import type { Transition } from './transitions.ts';

/** A command that leads from at least so many statuses to one place is drawn as one arrow. */
const WAYS_MIN = 5;

/** The transitions as a Mermaid state diagram. */
export function stateDiagram(transitions: readonly Transition[]): string {
  const drawn = gathered(transitions);
  const arrows = Map.groupBy(drawn, ({ from, to }) => `${idOf(from)} --> ${idOf(to)}`);
  const names = new Set(drawn.flatMap(({ from, to }) => [from, to]).filter((name) => name !== 'unknown'));
  return [
    'stateDiagram-v2',
    ...[...names].map((name) => `  state "${name}" as ${idOf(name)}`),
    ...[...arrows].map(([arrow, ways]) => `  ${arrow}: ${ways.map(({ command }) => command).join(', ')}`),
    '',
  ].join('\n');
}

/** The diagram as a picture that loads nothing from elsewhere. */
export function stateDiagramSvg(mermaid: string): string {
  const svg = renderMermaidSVG(mermaid, { font: 'system-ui' });
  return `${svg.replace(/\s*@import url\([^)]*\);/g, '')}\n`;
}

interface Arrow {
  readonly from: string;
  readonly command: string;
  readonly to: string;
}

function gathered(transitions: readonly Transition[]): readonly Arrow[] {
  const groups = [...Map.groupBy(transitions, ({ command, to }) => `${command} ${to}`).values()];
  const many = groups.filter(({ length }) => length >= WAYS_MIN);
  const open = new Set(many.flat().map(({ from }) => from));
  return groups.flatMap((ways): readonly Arrow[] => {
    const [first] = ways;
    if (first === undefined || !many.includes(ways)) return ways;
    const missing = [...open].filter((status) => !ways.some(({ from }) => from === status));
    return [{ ...first, from: ['any open status', ...missing].join(missing.length === 0 ? '' : ', not ') }];
  });
}

function idOf(status: string): string {
  return status === 'unknown' ? '[*]' : status.replaceAll(/\W+/g, '_');
}
