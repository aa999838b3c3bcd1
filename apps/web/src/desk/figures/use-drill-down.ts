import { useNavigate } from '@tanstack/react-router';
import { hasRole, places } from '../places.js';
import type { QueueSearch } from '../queue/queue-search.js';
import { useSession } from '../session.js';
import { type FigureCell, queueBehind } from './drill-down.js';
import type { FiguresAsked } from './question.js';

const queueRoles = places.find(({ path }) => path === '/cases')?.roles ?? [];

/** Whether somebody with these roles may see the cases behind figures. */
export function mayDrillDown(roles: readonly string[]): boolean {
  return hasRole(roles, queueRoles);
}

/** Finds the queue behind a cell, and opens it; nothing for somebody who may see no cases. */
export function useDrillDown(question: FiguresAsked) {
  const { roles } = useSession();
  const navigate = useNavigate();
  const behind = (cell: FigureCell): QueueSearch | undefined =>
    mayDrillDown(roles) ? queueBehind(question, cell) : undefined;
  return {
    behind,
    open: (cell: FigureCell | undefined): void => {
      const queue = cell === undefined ? undefined : behind(cell);
      if (queue !== undefined) void navigate({ to: '/cases', search: queue });
    },
  };
}
